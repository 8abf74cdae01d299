package io.kefu.survey;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Starts the regular survey about the cycle that has passed (S1-12).
 */
@Component
class StartSurveyDelegate implements JavaDelegate {

	private final SurveySchedule schedule;

	private final SurveyProcess process;

	StartSurveyDelegate(SurveySchedule schedule, SurveyProcess process) {
		this.schedule = schedule;
		this.process = process;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.process.start(this.schedule.next());
	}

}
