package io.kefu.audit;

import java.util.Set;

import io.kefu.problem.InvalidInputException;
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
			.orElseThrow(() -> InvalidInputException.notFound("流程实例不存在，或您无权查看"));
		String caseNo = audit.instance().caseNo();
		String name = (caseNo != null && caseNo.matches("[\\w-]+")) ? caseNo : this.id.replaceAll("[^\\w-]", "");
		return Response.ok(bean(AuditReport.class).pdf(audit), "application/pdf")
			.header("Content-Disposition", "attachment; filename=\"" + name + "-audit.pdf\"")
			.header("Cache-Control", "no-store")
			.build();
	}

}
