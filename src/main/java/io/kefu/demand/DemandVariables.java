package io.kefu.demand;

/**
 * Names of the variables that the steps of a demand share.
 */
final class DemandVariables {

	static final String SERIAL_NO = "serialNo";

	static final String IN_SERVICE_PERIOD = "inServicePeriod";

	/** Whether the customer's file knew the service period. */
	static final String SERVICE_PERIOD_KNOWN = "servicePeriodKnown";

	static final String DEDICATED_AGENT = "dedicatedAgent";

	static final String LINKED_CASE_NO = "linkedCaseNo";

	static final String DEMAND_TYPE = "demandType";

	static final String RESPONSIBLE_DEPARTMENT = "responsibleDepartment";

	static final String NOTIFY_DEPARTMENTS = "notifyDepartments";

	static final String COMPLEX = "complex";

	static final String SOLVED_IN_TIME = "solvedInTime";

	/** Which round of tracking it is, from 1. */
	static final String TRACKING_ROUND = "trackingRound";

	/** What came of the demand, in Chinese, for the customer as well. */
	static final String OUTCOME = "outcome";

	private DemandVariables() {
	}

}
