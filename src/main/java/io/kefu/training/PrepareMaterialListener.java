package io.kefu.training;

import io.kefu.identity.Actor;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Keeps every version of the material (S1-10). A version that was used before would hide
 * what was reviewed, so it is refused.
 */
@Component
class PrepareMaterialListener implements ExecutionListener {

	private final Trainings trainings;

	PrepareMaterialListener(Trainings trainings) {
		this.trainings = trainings;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		String version = TrainingProcess.text(execution, TrainingProcess.MATERIAL_VERSION).strip();
		execution.setVariable(TrainingProcess.MATERIAL_VERSION, version);
		if (!this.trainings.addMaterial(execution.getProcessInstanceId(),
				TrainingProcess.text(execution, TrainingProcess.TOPIC), version,
				TrainingProcess.text(execution, "materialTitle"), TrainingProcess.text(execution, "materialContent"),
				Actor.of(execution))) {
			throw InvalidInputException.of(TrainingProcess.MATERIAL_VERSION, "版本号“" + version + "”已用过，请填写新的版本号");
		}
	}

}
