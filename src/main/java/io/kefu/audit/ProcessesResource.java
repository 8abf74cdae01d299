package io.kefu.audit;

import org.springframework.context.ApplicationContext;

/**
 * Processes
 */
public class ProcessesResource extends AuditResource {

	ProcessesResource(ApplicationContext beans) {
		super(beans);
	}

}
