package io.kefu.survey;

/** Variables of the process that several of its helpers know. */
final class SurveyVariables {

	/** Number of the survey, {@link Long}. */
	static final String SURVEY_ID = "surveyId";

	/** Start of the names {@code question1} to {@code question5}. */
	static final String QUESTION = "question";

	static final int MOST_QUESTIONS = 5;

	private SurveyVariables() {
	}

}
