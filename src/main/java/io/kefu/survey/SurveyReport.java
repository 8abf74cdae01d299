package io.kefu.survey;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What came of a survey (客户满意度报告, S1-12).
 *
 * @param id number of the survey
 * @param title its title
 * @param from first day of the period asked about
 * @param to last day of that period
 * @param closesOn last day of its links
 * @param anonymous whether answers are kept without their sender
 * @param state {@code OPEN}, {@code CLOSED} (counted) or {@code FINISHED}
 * @param candidates customers from whom the sample was drawn
 * @param seed with it the draw can be repeated
 * @param invited customers asked
 * @param answered of these, how many answered
 * @param responseRate percent of those asked, one decimal; null where nobody was asked
 * @param imported answers collected by a third party (S2-85)
 * @param average average stars of all answers, two decimals; null without answers
 * @param distribution how often each number of stars was given, one to five
 * @param months by month of the answer
 * @param departments by responsible department; a null name where none is known
 * @param products by product model; a null name where none is known
 * @param questions by question
 * @param comments the latest comments
 * @param summary what customer service found, null until then
 * @param advice what marketing advises, null until then
 * @param engineeringNote what engineering takes from it, null until then
 */
record SurveyReport(long id, String title, LocalDate from, LocalDate to, LocalDate closesOn, boolean anonymous,
		String state, Integer candidates, String seed, int invited, int answered, BigDecimal responseRate, int imported,
		BigDecimal average, List<Integer> distribution, List<Group> months, List<Group> departments,
		List<Group> products, List<Group> questions, List<Comment> comments, String summary, String advice,
		String engineeringNote) {

	/**
	 * Answers that have something in common.
	 *
	 * @param name what, may be null
	 * @param count how many
	 * @param average their average stars, two decimals
	 */
	record Group(String name, int count, BigDecimal average) {
	}

	/**
	 * A comment.
	 *
	 * @param on day of the answer
	 * @param score its stars
	 * @param text what was written
	 */
	record Comment(LocalDate on, int score, String text) {
	}

	/**
	 * A line of the list of surveys.
	 */
	record Line(long id, String title, LocalDate from, LocalDate to, LocalDate closesOn, String state, int invited,
			int answered, int imported, BigDecimal average) {
	}

}
