package io.kefu.repair;

/**
 * Names of the process {@code hardware-repair}.
 */
final class RepairProcess {

	static final String PRODUCT_MODEL = "productModel";

	static final String SERIAL_NO = "serialNo";

	static final String COMPONENT = "component";

	static final String FAULT_CODE = "faultCode";

	static final String IN_WARRANTY = "inWarranty";

	static final String WARRANTY_REASON = "warrantyReason";

	/**
	 * Whole days from receipt to the last day of the warranty; negative when it is over.
	 */
	static final String WARRANTY_DAYS_LEFT = "warrantyDaysLeft";

	/** phone, onsite, workshop, factory, exchange or decline. */
	static final String SERVICE_MODE = "serviceMode";

	/** Result of {@code onsite-service}: solved, parts, factory or absent. */
	static final String VISIT_RESULT = "visitResult";

	/** Result of {@code return-exchange}: exchanged, refunded, repaired or refused. */
	static final String RETURN_RESULT = "returnResult";

	static final String REPAIRABLE = "repairable";

	/** parts or factory. */
	static final String REPAIR_ROUTE = "repairRoute";

	static final String PARTS_NEEDED = "partsNeeded";

	static final String REPEAT_REPAIR = "repeatRepair";

	/** company or customer. */
	static final String COST_BEARER = "costBearer";

	static final String COST_REASON = "costReason";

	/** Whether the customer is to pay for a repair that was done. */
	static final String CHARGED = "charged";

	/** Yuan with two decimals, text. */
	static final String QUOTE_TOTAL = "quoteTotal";

	static final String CONSENT_GIVEN = "consentGiven";

	static final String INSPECTION_ROUND = "inspectionRound";

	static final String CUSTOMER_CONFIRMED = "customerConfirmed";

	/** What came of it, for the caller; see {@link RepairResult#code()}. */
	static final String REPAIR_OUTCOME = "repairOutcome";

	/** What came of it in Chinese. */
	static final String REPAIR_RESULT = "repairResult";

	private RepairProcess() {
	}

}
