package io.kefu.planning;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Frees the product for another plan when a process ends before its plan took effect,
 * because an administrator has deleted it.
 */
@Component
class ClosePlanListener implements ExecutionListener {

	private final ServicePlans plans;

	ClosePlanListener(ServicePlans plans) {
		this.plans = plans;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.getVariable(ServicePlanningProcess.PLAN_NO) instanceof String planNo) {
			this.plans.cancel(planNo);
		}
	}

}
