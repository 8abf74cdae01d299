package io.kefu.training;

import io.kefu.identity.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Notes with the version who reviewed it and what was found.
 */
@Component
class ReviewMaterialListener implements ExecutionListener {

	private final Trainings trainings;

	ReviewMaterialListener(Trainings trainings) {
		this.trainings = trainings;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (!execution.isCanceled()) {
			this.trainings.review(execution.getProcessInstanceId(),
					TrainingProcess.text(execution, TrainingProcess.MATERIAL_VERSION),
					(Boolean) execution.getVariable("passed"), TrainingProcess.text(execution, "reviewNote"),
					Actor.of(execution));
		}
	}

}
