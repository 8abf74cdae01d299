package io.kefu.planning;

import io.kefu.identity.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Keeps what a step has made of the plan as a new version (S1-21).
 */
@Component
class RecordRevisionListener implements ExecutionListener {

	private final ServicePlans plans;

	RecordRevisionListener(ServicePlans plans) {
		this.plans = plans;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		this.plans.add((String) execution.getVariable(ServicePlanningProcess.PLAN_NO),
				execution.getCurrentActivityName(), PlanTerms.of(execution::getVariable), Actor.of(execution));
	}

}
