package io.kefu.survey;

import java.util.Date;

import io.kefu.engine.ModelBean;

import org.springframework.stereotype.Component;

/**
 * Dates as the model of a survey speaks of them.
 */
@Component("surveyDates")
@ModelBean
public class SurveyDates {

	private final SurveyTime time;

	private final Surveys surveys;

	SurveyDates(SurveyTime time, Surveys surveys) {
		this.time = time;
		this.surveys = surveys;
	}

	/**
	 * When the links of a survey end.
	 * @param surveyId number of the survey
	 * @return the midnight after its last day
	 */
	public Date closing(long surveyId) {
		return Date.from(this.surveys.find(surveyId).closesAt(this.time.zone()));
	}

}
