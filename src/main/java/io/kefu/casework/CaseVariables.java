package io.kefu.casework;

/**
 * Names of the variables that every process of a case carries.
 */
public final class CaseVariables {

	/** Case number, text. */
	public static final String CASE_NO = "caseNo";

	/** Id of the customer, long. */
	public static final String CUSTOMER_ID = "customerId";

	/** Time of receipt, text in ISO 8601 with offset. */
	public static final String RECEIVED_AT = "receivedAt";

	/**
	 * Hours within which the product's terms promise an answer (S1-23), whole number;
	 * null where they promise none.
	 */
	public static final String RESPONSE_HOURS = "responseHours";

	static final String CUSTOMER_QUESTION = "customerQuestion";

	static final String NOTE = "note";

	private CaseVariables() {
	}

}
