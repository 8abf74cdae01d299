package io.kefu.audit;

import java.util.HashSet;
import java.util.Set;

import io.kefu.problem.InvalidInputException;
import io.kefu.report.InternalReportProcess;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may see seals: a seal is about everything that happened on a day, so only who reads
 * everything. Reports about colleagues stay hidden also from them.
 */
@Component
class SealAccess {

	private final AuditAccess access;

	private final JdbcClient jdbc;

	SealAccess(AuditAccess access, JdbcClient jdbc) {
		this.access = access;
		this.jdbc = jdbc;
	}

	/**
	 * Lets only those pass who read all processes and all of the operation log.
	 * @throws InvalidInputException (403) for everybody else
	 */
	void require() {
		if (!this.access.readsEverything()) {
			throw InvalidInputException.forbidden("封存记录包含全部流程的历史，只有审计员和系统管理员可以查看");
		}
	}

	/**
	 * What the user may not see for all that.
	 * @return root process instances of reports about colleagues, maybe none
	 */
	Set<String> hidden() {
		if (this.access.current().contains(InternalReportProcess.KEY)) {
			return Set.of();
		}
		return new HashSet<>(this.jdbc.sql("""
				select root_proc_inst_id_ from act_hi_procinst where proc_def_key_ = :key
				union select root_id from archive_record where process_key = :key""")
			.param("key", InternalReportProcess.KEY)
			.query(String.class)
			.list());
	}

}
