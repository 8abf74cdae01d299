package io.kefu.audit;

import org.springframework.context.ApplicationContext;

/**
 * 流程总览
 */
public class OverviewResource extends AuditResource {

	OverviewResource(ApplicationContext beans) {
		super(beans);
	}

}
