package io.kefu.audit;

import org.springframework.context.ApplicationContext;

/**
 * The seals, or the sealed events of one day.
 */
public class SealExportResource extends AuditResource {

	private final String day;

	SealExportResource(ApplicationContext beans, String day) {
		super(beans);
		this.day = day;
	}

}
