package io.kefu.training;

import java.time.LocalDate;

/**
 * That somebody was, or should have been, trained.
 *
 * @param person the name
 * @param organisation Chinese name of the department, or the customer
 * @param kind {@code customer} or {@code internal}
 * @param kindLabel the kind in Chinese
 * @param topic what was taught
 * @param productModel the product it was about, may be null
 * @param heldOn the day
 * @param trainer who taught
 * @param attended whether the person came
 * @param score 1 to 5, null without an examination
 * @param caseNo case number; null for a training of the own staff
 */
record TrainingRecord(String person, String organisation, String kind, String kindLabel, String topic,
		String productModel, LocalDate heldOn, String trainer, boolean attended, Integer score, String caseNo) {
}
