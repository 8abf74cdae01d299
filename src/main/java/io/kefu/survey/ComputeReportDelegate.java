package io.kefu.survey;

import java.math.BigDecimal;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Ends the taking of answers and gives the figures to the forms that follow.
 */
@Component
class ComputeReportDelegate implements JavaDelegate {

	private final Surveys surveys;

	private final SurveyReports reports;

	ComputeReportDelegate(Surveys surveys, SurveyReports reports) {
		this.surveys = surveys;
		this.reports = reports;
	}

	@Override
	public void execute(DelegateExecution execution) {
		long id = (Long) execution.getVariable(SurveyVariables.SURVEY_ID);
		this.surveys.close(id);
		SurveyReport report = this.reports.of(id);
		execution.setVariable("answered", report.answered());
		execution.setVariable("imported", report.imported());
		execution.setVariable("responseRate", text(report.responseRate()));
		execution.setVariable("averageScore", text(report.average()));
	}

	private static String text(BigDecimal figure) {
		return (figure != null) ? figure.toPlainString() : null;
	}

}
