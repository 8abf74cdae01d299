package io.kefu.survey;

import java.time.LocalDate;
import java.util.List;

/**
 * What a survey shall be like. Days are days of the company's calendar.
 *
 * @param title what recipients read above it
 * @param questions up to five, each answered with one to five stars
 * @param from first day of the period whose closed cases are asked about
 * @param to last day of that period
 * @param sampleSize how many customers to ask at most; 0 where only a third party asks
 * @param anonymous whether answers are kept without their sender
 * @param closesOn last day on which links are valid
 */
record SurveyPlan(String title, List<String> questions, LocalDate from, LocalDate to, int sampleSize, boolean anonymous,
		LocalDate closesOn) {

}
