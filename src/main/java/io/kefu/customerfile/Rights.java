package io.kefu.customerfile;

import java.util.List;
import java.util.Set;

import io.kefu.problem.InvalidInputException;

/**
 * Who may read and who may change customers' files, by group.
 */
final class Rights {

	private static final Set<String> MAINTAIN = Set.of("customerService", "customerServiceLead", "camunda-admin");

	private static final Set<String> READ = Set.of("auditor", "management", "managementLead", "supervision",
			"supervisionLead", "processOwner");

	private Rights() {
	}

	/**
	 * Refuses somebody who may not read.
	 * @param groups groups of the user, may be null
	 * @throws InvalidInputException (403)
	 */
	static void requireReader(List<String> groups) {
		if (!mayRead(groups)) {
			throw InvalidInputException.forbidden("您没有查看用户档案的权限");
		}
	}

	static boolean mayRead(List<String> groups) {
		return mayMaintain(groups) || (groups != null && groups.stream().anyMatch(READ::contains));
	}

	static boolean mayMaintain(List<String> groups) {
		return groups != null && groups.stream().anyMatch(MAINTAIN::contains);
	}

	/**
	 * Refuses somebody who may not change anything.
	 * @param groups groups of the user, may be null
	 * @throws InvalidInputException (403)
	 */
	static void requireMaintainer(List<String> groups) {
		if (!mayMaintain(groups)) {
			throw InvalidInputException.forbidden("只有客户服务部和系统管理员可以维护用户档案");
		}
	}

}
