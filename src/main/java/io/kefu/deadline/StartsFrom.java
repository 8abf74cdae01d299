package io.kefu.deadline;

/** When the first round of a deadline begins; later rounds begin with their step. */
enum StartsFrom {

	/** When the complaint reached the company. */
	RECEIPT,

	/** When it was accepted. */
	ACCEPTANCE,

	/** When the step begins. */
	STEP,

	/** When a visit was agreed for; in every round, because each has its own. */
	APPOINTMENT

}
