package io.kefu.survey;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.kefu.identity.Actor;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Begins the survey that was planned and draws whom it asks. A person who plans one that
 * could ask nobody is told so at once.
 */
@Component
class DrawSampleDelegate implements JavaDelegate {

	private final Surveys surveys;

	private final Sample sample;

	private final SurveyLinks links;

	DrawSampleDelegate(Surveys surveys, Sample sample, SurveyLinks links) {
		this.surveys = surveys;
		this.sample = sample;
		this.links = links;
	}

	@Override
	public void execute(DelegateExecution execution) {
		SurveyPlan plan = plan(execution);
		if (plan.sampleSize() > 0) {
			this.links.requireAddress();
		}
		String actor = Actor.of(execution);
		long id = this.surveys.open(plan, execution.getProcessInstanceId(), actor);
		int drawn = this.sample.draw(id);
		if (drawn == 0 && plan.sampleSize() > 0 && !Actor.SYSTEM.equals(actor)) {
			throw InvalidInputException.of("periodFrom", "该期间内没有已结案且留有电子邮件的客户，无法抽样");
		}
		execution.setProcessBusinessKey("survey-" + id);
		execution.setVariable(SurveyVariables.SURVEY_ID, id);
		execution.setVariable("invited", drawn);
	}

	private static SurveyPlan plan(DelegateExecution execution) {
		List<String> questions = IntStream.rangeClosed(1, SurveyVariables.MOST_QUESTIONS)
			.mapToObj((number) -> (String) execution.getVariable(SurveyVariables.QUESTION + number))
			.filter(Objects::nonNull)
			.map(String::strip)
			.filter((question) -> !question.isEmpty())
			.toList();
		return new SurveyPlan((String) execution.getVariable("title"), questions, day(execution, "periodFrom"),
				day(execution, "periodTo"), ((Number) execution.getVariable("sampleSize")).intValue(),
				(Boolean) execution.getVariable("anonymous"), day(execution, "closesOn"));
	}

	/** The form check leaves ISO dates only. */
	private static LocalDate day(DelegateExecution execution, String variable) {
		return LocalDate.parse((String) execution.getVariable(variable));
	}

}
