package io.kefu.audit;

import org.springframework.context.ApplicationContext;

/**
 * The lists as CSV and XLSX.
 */
public class TableExportResource extends AuditResource {

	TableExportResource(ApplicationContext beans) {
		super(beans);
	}

}
