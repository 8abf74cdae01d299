package io.kefu.demand;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Node 18 (S1-43): a problem that is not solved begins the next round of tracking.
 */
@Component
class CountTrackingListener implements TaskListener {

	@Override
	public void notify(DelegateTask task) {
		if (Boolean.FALSE.equals(task.getVariable(DemandVariables.SOLVED_IN_TIME))) {
			task.getExecution()
				.setVariable(DemandVariables.TRACKING_ROUND,
						(Integer) task.getVariable(DemandVariables.TRACKING_ROUND) + 1);
		}
	}

}
