package io.kefu.planning;

/**
 * Names of the process {@code service-planning}.
 */
final class ServicePlanningProcess {

	/** Number of the plan, text; the business key as well. */
	static final String PLAN_NO = "planNo";

	static final String PRODUCT_MODEL = "productModel";

	static final String PRODUCT_NAME = "productName";

	static final String APPROVED = "approved";

	static final String APPROVAL_NOTE = "approvalNote";

	/** Day in ISO 8601, text. */
	static final String LAUNCH_DATE = "launchDate";

	/** Yuan. */
	static final String FUNDS_RECEIVED = "fundsReceived";

	private ServicePlanningProcess() {
	}

}
