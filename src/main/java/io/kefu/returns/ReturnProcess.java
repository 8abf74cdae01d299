package io.kefu.returns;

/**
 * Names in the process {@code return-exchange}.
 */
final class ReturnProcess {

	/** Text {@code exchange}, {@code repair}, {@code return_goods} or {@code give_up}. */
	static final String AGREEMENT = "agreement";

	/** Number of the goods on the exchange form, integer. */
	static final String APPROVED_QUANTITY = "approvedQuantity";

	/** Why the table decided so, Chinese. */
	static final String ELIGIBILITY_EXPLANATION = "eligibilityExplanation";

	/** Whether the request goes on as it is, boolean. */
	static final String ELIGIBLE = "eligible";

	/** Whether an exchange may be agreed on instead, boolean. */
	static final String EXCHANGE_ALLOWED = "exchangeAllowed";

	/** Who signed, list of rows for forms and documents. */
	static final String EXCHANGE_APPROVALS = "exchangeApprovals";

	/** Whether the exchange form went through its whole chain, boolean. */
	static final String EXCHANGE_APPROVED = "exchangeApproved";

	/** Text {@code refund}, {@code repair} or {@code exchange} (S0-05…07). */
	static final String KIND = "kind";

	static final String KIND_EXCHANGE = "exchange";

	static final String KIND_REPAIR = "repair";

	/**
	 * For the caller: text {@code exchanged}, {@code refunded}, {@code repaired} or
	 * {@code refused}.
	 */
	static final String RETURN_RESULT = "returnResult";

	/**
	 * The issued RMA number. The warehouse's form has a field of another name, so that
	 * the number has to be read off the goods.
	 */
	static final String RMA_NUMBER = "rmaNumber";

	/**
	 * What is done with the goods: text {@code exchange}, {@code refund}, {@code repair}
	 * or {@code return_goods}.
	 */
	static final String SETTLEMENT = "settlement";

	private ReturnProcess() {
	}

}
