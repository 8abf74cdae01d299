package io.kefu.audit;

import org.springframework.context.ApplicationContext;

/**
 * 操作日志
 */
public class OperationsResource extends AuditResource {

	OperationsResource(ApplicationContext beans) {
		super(beans);
	}

}
