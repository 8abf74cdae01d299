package io.kefu.identity;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who has to do with a process. A new process is one more line in {@link #TABLE}.
 *
 * @param processKey key of the process
 * @param workers departments with tasks in it: they see its diagram; the tasks themselves
 * are granted by the candidate groups
 * @param starters departments that start it
 * @param followers departments that see every case of it, running and ended
 */
record ProcessAccess(String processKey, Set<Department> workers, Set<Department> starters, Set<Department> followers) {

	static final List<ProcessAccess> TABLE = List.of(
			new ProcessAccess("complaint-closed-loop", everybody(), Set.of(Department.CUSTOMER_SERVICE),
					Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("demand-handling", everybody(), Set.of(Department.CUSTOMER_SERVICE),
					Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("hardware-repair",
					Set.of(Department.CUSTOMER_SERVICE, Department.ENGINEERING, Department.PRODUCTION,
							Department.QUALITY, Department.MATERIALS, Department.FINANCE),
					Set.of(Department.CUSTOMER_SERVICE), Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("problem-tracing", everybody(), Set.of(Department.CUSTOMER_SERVICE, Department.QUALITY),
					Set.of(Department.CUSTOMER_SERVICE, Department.QUALITY)),
			new ProcessAccess("return-exchange", everybody(),
					Set.of(Department.CUSTOMER_SERVICE, Department.REGIONAL_SALES),
					Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("onsite-service", everybody(), Set.of(Department.CUSTOMER_SERVICE),
					Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("satisfaction-survey",
					Set.of(Department.CUSTOMER_SERVICE, Department.MARKETING, Department.ENGINEERING),
					Set.of(Department.CUSTOMER_SERVICE), Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("service-planning",
					Set.of(Department.MANAGEMENT, Department.CUSTOMER_SERVICE, Department.PRODUCT_MANAGEMENT,
							Department.DEVELOPMENT, Department.FINANCE),
					Set.of(Department.PRODUCT_MANAGEMENT, Department.CUSTOMER_SERVICE),
					Set.of(Department.PRODUCT_MANAGEMENT, Department.CUSTOMER_SERVICE, Department.MANAGEMENT)),
			new ProcessAccess("customer-training",
					Set.of(Department.CUSTOMER_SERVICE, Department.QUALITY, Department.PRODUCT_MANAGEMENT),
					Set.of(Department.CUSTOMER_SERVICE), Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("internal-training",
					Set.of(Department.CUSTOMER_SERVICE, Department.QUALITY, Department.PRODUCT_MANAGEMENT),
					Set.of(Department.CUSTOMER_SERVICE), Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("commissioning",
					Set.of(Department.CUSTOMER_SERVICE, Department.ENGINEERING, Department.FINANCE),
					Set.of(Department.CUSTOMER_SERVICE), Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("goods-pickup", Set.of(Department.CUSTOMER_SERVICE, Department.ENGINEERING),
					Set.of(Department.CUSTOMER_SERVICE), Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("follow-up-visit", Set.of(Department.CUSTOMER_SERVICE, Department.ENGINEERING),
					Set.of(Department.CUSTOMER_SERVICE), Set.of(Department.CUSTOMER_SERVICE)),
			new ProcessAccess("follow-up-sample", Set.of(), Set.of(), Set.of(Department.CUSTOMER_SERVICE)),
			// Everybody may report; the tenant shows the reports to the supervision group
			// only.
			new ProcessAccess("internal-report", Set.of(), everybody(), Set.of(Department.SUPERVISION)),
			new ProcessAccess("faq-entry", Set.of(), Set.of(Department.CUSTOMER_SERVICE), Set.of()),
			new ProcessAccess("case-instruction", Set.of(), Set.of(Department.CUSTOMER_SERVICE), Set.of()));

	/** Any department can be the responsible one. */
	private static Set<Department> everybody() {
		return Department.departments().collect(Collectors.toUnmodifiableSet());
	}

}
