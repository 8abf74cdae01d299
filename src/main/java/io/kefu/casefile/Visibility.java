package io.kefu.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whose cases somebody may see: everybody's, or those that a department of theirs has to
 * do with.
 *
 * @param all whether every case is visible
 * @param groups the departments, never empty
 */
record Visibility(boolean all, List<String> groups) {

	/** SQL over {@code service_case c} with parameters {@code all} and {@code groups}. */
	static final String CONDITION = """
			(:all or exists (select 1 from case_department d where d.case_no = c.case_no and d.group_id in (:groups)))""";

	/** They handle, decide on or check every case. */
	private static final Set<String> SEE_ALL = Set.of("customerService", "customerServiceLead", "management",
			"managementLead", "supervision", "supervisionLead", "auditor", "processOwner", "camunda-admin");

	static Visibility of(List<String> groupIds) {
		List<String> departments = new ArrayList<>(groupIds);
		// A leader sees what the department sees.
		groupIds.stream()
			.filter((group) -> group.endsWith("Lead"))
			.map((group) -> group.substring(0, group.length() - "Lead".length()))
			.forEach(departments::add);
		if (departments.isEmpty()) {
			departments.add("");
		}
		return new Visibility(groupIds.stream().anyMatch(SEE_ALL::contains), List.copyOf(departments));
	}

}
