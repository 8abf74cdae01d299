package io.kefu.training;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Keeps with the training how the leader judges it.
 */
@Component
class EvaluateTrainingListener implements ExecutionListener {

	private final Trainings trainings;

	EvaluateTrainingListener(Trainings trainings) {
		this.trainings = trainings;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (!execution.isCanceled()) {
			this.trainings.evaluate(execution.getProcessInstanceId(), (Boolean) execution.getVariable("effective"),
					TrainingProcess.text(execution, "improvements"));
		}
	}

}
