package io.kefu.pickup;

/**
 * Names of the variables that the steps of a pick-up share.
 */
final class PickupVariables {

	/** Since when the clock of the next step counts, text in ISO 8601 with offset. */
	static final String APPOINTMENT_AT = "appointmentAt";

	static final String PLANNED_ON = "plannedOn";

	static final String QUANTITY = "quantity";

	static final String RECEIVED_QUANTITY = "receivedQuantity";

	private PickupVariables() {
	}

}
