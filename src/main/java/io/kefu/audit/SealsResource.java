package io.kefu.audit;

import org.springframework.context.ApplicationContext;

/**
 * 封存记录
 */
public class SealsResource extends AuditResource {

	SealsResource(ApplicationContext beans) {
		super(beans);
	}

}
