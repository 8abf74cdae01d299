package io.kefu.survey;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Files the conclusions with the report.
 */
@Component
class FinishSurveyDelegate implements JavaDelegate {

	private final Surveys surveys;

	FinishSurveyDelegate(Surveys surveys) {
		this.surveys = surveys;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.surveys.finish((Long) execution.getVariable(SurveyVariables.SURVEY_ID), text(execution, "summary"),
				text(execution, "advice"), text(execution, "engineeringNote"));
	}

	private static String text(DelegateExecution execution, String variable) {
		return (String) execution.getVariable(variable);
	}

}
