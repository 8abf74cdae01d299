package io.kefu.commissioning;

/**
 * Names of the variables that the steps of a commissioning share.
 */
final class CommissioningVariables {

	static final String APPOINTMENT_AT = "appointmentAt";

	/** The appointment as people read it. */
	static final String APPOINTMENT_TEXT = "appointmentText";

	static final String OPENED_BY = "openedBy";

	/** Which attempt it is, from 1. */
	static final String ADJUSTMENT_ROUND = "adjustmentRound";

	static final String TRAINED = "trained";

	static final String ACCEPTED = "accepted";

	static final String REFUSAL_REASON = "refusalReason";

	private CommissioningVariables() {
	}

}
