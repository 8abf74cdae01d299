package io.kefu.audit;

import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads several times at one moment, and so that PostgreSQL plans for the values at hand:
 * the general plan that it keeps for a statement is the wrong one for a rare rule or a
 * busy user. Compiling costs more than these queries take.
 */
@Component
class Reading {

	private final JdbcClient jdbc;

	private final TransactionTemplate snapshot;

	Reading(JdbcClient jdbc, PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.snapshot = new TransactionTemplate(transactions);
		this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		this.snapshot.setReadOnly(true);
	}

	<T> T at(Supplier<T> moment) {
		return this.snapshot.execute((status) -> {
			this.jdbc.sql("""
					select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true),
					  set_config('random_page_cost', '1.1', true), set_config('work_mem', '64MB', true)""")
				.query((row, index) -> "")
				.single();
			return moment.get();
		});
	}

}
