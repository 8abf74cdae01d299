package io.kefu.training;

import java.time.LocalDate;

/**
 * A training that was held.
 *
 * @param processInstanceId the process that organised it
 * @param caseNo case number; null for a training of the own staff
 * @param topic what was taught
 * @param productModel the product it was about, may be null
 * @param trainer who taught
 * @param place where, may be null
 * @param heldOn the day
 * @param registeredBy login of who recorded the attendance
 */
record Training(String processInstanceId, String caseNo, String topic, String productModel, String trainer,
		String place, LocalDate heldOn, String registeredBy) {
}
