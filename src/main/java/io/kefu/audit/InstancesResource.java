package io.kefu.audit;

import org.springframework.context.ApplicationContext;

/**
 * 历史实例
 */
public class InstancesResource extends AuditResource {

	InstancesResource(ApplicationContext beans) {
		super(beans);
	}

}
