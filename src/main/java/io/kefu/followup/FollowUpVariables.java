package io.kefu.followup;

/**
 * Names of the variables that the steps of a follow-up share.
 */
final class FollowUpVariables {

	/** {@code installation} or {@code spot_check}. */
	static final String FOLLOW_UP_KIND = "followUpKind";

	static final String INSTALLED_AT = "installedAt";

	static final String CONTRACT_NO = "contractNo";

	static final String ADDRESS = "address";

	static final String SOURCE_CASE_NO = "sourceCaseNo";

	/** Login of the person who stands in for the assistant; null where nobody does. */
	static final String DEPUTY = "deputy";

	static final String CALL_ROUND = "callRound";

	/** {@code visit}, {@code again} or {@code done}. */
	static final String CALL_RESULT = "callResult";

	static final String UNREACHABLE_NOTE = "unreachableNote";

	static final String VISIT_ROUND = "visitRound";

	/** {@code met}, {@code again} or {@code missed}. */
	static final String VISIT_OUTCOME = "visitOutcome";

	static final String APPOINTMENT_AT = "appointmentAt";

	static final String INSPECTOR = "inspector";

	static final String SERVICE_STAFF = "serviceStaff";

	/** What came of the follow-up, in Chinese, for the customer as well. */
	static final String RESULT = "followUpResult";

	/** How often the customer is called, and how often visited, before giving up. */
	static final int ROUNDS = 3;

	private FollowUpVariables() {
	}

}
