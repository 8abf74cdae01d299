package io.kefu.audit;

import org.springframework.context.ApplicationContext;

/**
 * The event log as XES.
 */
public class XesExportResource extends AuditResource {

	XesExportResource(ApplicationContext beans) {
		super(beans);
	}

}
