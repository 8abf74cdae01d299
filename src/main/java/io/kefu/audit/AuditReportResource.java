package io.kefu.audit;

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

}
