package io.kefu.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Whose cases somebody may see: everybody's, or those that a department of theirs has to
 * do with, and those in which they are asked to do a step, for as long as they are.
 *
 * @param all whether every case is visible
 * @param groups the departments, never empty
 * @param user the login
 */
record Visibility(boolean all, List<String> groups, String user) {

	/** SQL over {@code service_case c} with the parameters of {@link #limit}. */
	static final String CONDITION = """
			(:all or exists (select 1 from case_department d where d.case_no = c.case_no and d.group_id in (:groups))
			  or c.case_no in (
			    select e.business_key_ from act_ru_execution e join act_ru_task t on t.proc_inst_id_ = e.id_
			    where t.assignee_ = :user
			    union all
			    select e.business_key_ from act_ru_execution e join act_ru_task t on t.proc_inst_id_ = e.id_
			      join act_ru_identitylink l on l.task_id_ = t.id_
			    where l.user_id_ = :user or l.group_id_ in (:groups)))""";

	/** They handle, decide on or check every case. */
	private static final Set<String> SEE_ALL = Set.of("customerService", "customerServiceLead", "management",
			"managementLead", "supervision", "supervisionLead", "auditor", "processOwner", "camunda-admin");

	static Visibility of(String user, List<String> groupIds) {
		List<String> departments = new ArrayList<>(groupIds);
		// A leader sees what the department sees.
		groupIds.stream()
			.filter((group) -> group.endsWith("Lead"))
			.map((group) -> group.substring(0, group.length() - "Lead".length()))
			.forEach(departments::add);
		if (departments.isEmpty()) {
			departments.add("");
		}
		return new Visibility(groupIds.stream().anyMatch(SEE_ALL::contains), List.copyOf(departments), user);
	}

	StatementSpec limit(StatementSpec statement) {
		return statement.param("all", this.all).param("groups", this.groups).param("user", this.user);
	}

}
