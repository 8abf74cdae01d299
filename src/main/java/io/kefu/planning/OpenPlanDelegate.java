package io.kefu.planning;

import java.util.List;

import io.kefu.identity.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Gives the plan its number, which is the business key, and every variable its first
 * value that a form or the gateway reads.
 */
@Component
class OpenPlanDelegate implements JavaDelegate {

	private static final List<String> OPEN = List.of("competitorFindings", "productDefinition", "serviceConcept",
			"designSummary", "serviceability", "reviewConclusion", "satisfactionTarget", "responseTimeHours",
			"warrantyMonths", "replacementPolicy", "estimatedCost", "upfrontCost", "estimatedBenefit", "periodMonths",
			"fundsGranted", ServicePlanningProcess.APPROVAL_NOTE, ServicePlanningProcess.LAUNCH_DATE,
			ServicePlanningProcess.FUNDS_RECEIVED);

	private final ServicePlans plans;

	OpenPlanDelegate(ServicePlans plans) {
		this.plans = plans;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String planNo = this.plans.open(execution.getProcessInstanceId(),
				(String) execution.getVariable(ServicePlanningProcess.PRODUCT_MODEL),
				(String) execution.getVariable(ServicePlanningProcess.PRODUCT_NAME), Actor.of(execution));
		execution.setProcessBusinessKey(planNo);
		execution.setVariable(ServicePlanningProcess.PLAN_NO, planNo);
		OPEN.forEach((variable) -> execution.setVariable(variable, null));
		for (int i = 1; i <= PlanTerms.MOST_COMPONENTS; i++) {
			execution.setVariable("component" + i, null);
			execution.setVariable("months" + i, null);
		}
		execution.setVariable(ServicePlanningProcess.APPROVED, false);
	}

}
