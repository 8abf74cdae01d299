package io.kefu.onsite;

/**
 * Names of the process {@code onsite-service}.
 */
final class OnsiteServiceProcess {

	static final String CALLED = "called";

	static final String VISIT_ROUND = "visitRound";

	static final String APPOINTMENT_AT = "appointmentAt";

	/** The appointment as people read it. */
	static final String APPOINTMENT_TEXT = "appointmentText";

	static final String CUSTOMER_PRESENT = "customerPresent";

	static final String FAULT_CODE = "faultCode";

	/** {@code solved}, {@code parts}, {@code factory} or {@code absent}. */
	static final String VISIT_RESULT = "visitResult";

	static final String VISIT_CONCLUSION = "visitConclusion";

	/** What came of a repair that followed, in Chinese; null where none did. */
	static final String REPAIR_RESULT = "repairResult";

	static final String OBJECTION = "objection";

	private OnsiteServiceProcess() {
	}

}
