package io.kefu.repair;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * A repair that did not pass begins the next round; why is shown to whoever repairs.
 */
@Component
class CountInspectionListener implements TaskListener {

	@Override
	public void notify(DelegateTask task) {
		if (Boolean.FALSE.equals(task.getVariable("passed"))) {
			next(task, "lastInspectionNote", "inspectionNote");
		}
	}

	/**
	 * Begins the next round.
	 * @param task the step that found fault
	 * @param shown variable that the next round shows
	 * @param reason variable with the reason
	 */
	static void next(DelegateTask task, String shown, String reason) {
		task.getExecution().setVariable(shown, task.getVariable(reason));
		task.getExecution()
			.setVariable(RepairProcess.INSPECTION_ROUND,
					(Integer) task.getVariable(RepairProcess.INSPECTION_ROUND) + 1);
	}

}
