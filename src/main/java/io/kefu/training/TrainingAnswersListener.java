package io.kefu.training;

import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Clears the answers of an earlier round before a step asks again. A plan or a material
 * that comes back is amended, so its content stays; its version does not.
 */
@Component
class TrainingAnswersListener implements ExecutionListener {

	private static final Map<String, List<String>> ANSWERS = Map.of("Task_ApprovePlan",
			List.of("approved", "approvalNote"), "Task_PrepareMaterial", List.of(TrainingProcess.MATERIAL_VERSION),
			"Task_ReviewMaterial", List.of("passed", "reviewNote"));

	@Override
	public void notify(DelegateExecution execution) {
		String step = execution.getCurrentActivityId();
		if ("Task_PlanTraining".equals(step)) {
			execution.setVariable(TrainingProcess.TRAINING_HELD, false);
		}
		if ("Task_PrepareMaterial".equals(step)) {
			execution.setVariable("lastMaterialVersion", execution.getVariable(TrainingProcess.MATERIAL_VERSION));
		}
		ANSWERS.getOrDefault(step, List.of()).forEach((answer) -> execution.setVariable(answer, null));
	}

}
