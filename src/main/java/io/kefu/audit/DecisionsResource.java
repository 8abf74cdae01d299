package io.kefu.audit;

import org.springframework.context.ApplicationContext;

/**
 * 决策审计
 */
public class DecisionsResource extends AuditResource {

	DecisionsResource(ApplicationContext beans) {
		super(beans);
	}

}
