package io.kefu.audit;

import java.util.Set;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;

import org.springframework.context.ApplicationContext;

/**
 * The PDF audit report of one case.
 */
public class AuditReportResource extends AuditResource {

	private final String id;

	AuditReportResource(ApplicationContext beans, String id) {
		super(beans);
		this.id = id;
	}

	@GET
	public Response report() {
		Set<String> visible = visibleProcesses();
		InstanceAudit audit = bean(InstanceAudits.class).audit(this.id, visible, bean(AuditAccess.class).decisions())
			.orElseThrow(InstancesResource::notVisible);
		String caseNo = audit.instance().caseNo();
		return file(bean(AuditReport.class).pdf(audit), "application/pdf",
				((caseNo != null) ? caseNo : this.id) + "-audit.pdf");
	}

}
