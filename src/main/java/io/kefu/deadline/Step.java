package io.kefu.deadline;

import java.util.Optional;

/** The steps of a deadline that nobody meets, in order; each happens once. */
enum Step {

	/** The assignee is reminded before it is due. */
	WARN,

	/** It is due; the assignee is told. */
	BREACH,

	/** The department's leader is told. */
	ESCALATE_LEAD,

	/** The management is told. */
	ESCALATE_MANAGEMENT;

	/**
	 * The level of a clock after this step.
	 * @return 1 to 4
	 */
	int level() {
		return ordinal() + 1;
	}

	/**
	 * The step that brings a clock to that level.
	 * @param level any level
	 * @return the step, empty where no step leads there
	 */
	static Optional<Step> to(int level) {
		return (level >= 1 && level <= values().length) ? Optional.of(values()[level - 1]) : Optional.empty();
	}

}
