package io.kefu.planning;

import java.math.BigDecimal;
import java.time.LocalDate;

import io.kefu.customerfile.ProductTerms;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Makes the approved plan the product's terms from the day of the launch on (S1-23).
 */
@Component
class CarryOutWarrantyListener implements ExecutionListener {

	private final ServicePlans plans;

	private final ProductTerms terms;

	CarryOutWarrantyListener(ServicePlans plans, ProductTerms terms) {
		this.plans = plans;
		this.terms = terms;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		String planNo = (String) execution.getVariable(ServicePlanningProcess.PLAN_NO);
		LocalDate launch = LocalDate.parse((String) execution.getVariable(ServicePlanningProcess.LAUNCH_DATE));
		PlanRevision approved = this.plans.latest(planNo).orElseThrow();
		this.terms.add(new ProductTerms.Version((String) execution.getVariable(ServicePlanningProcess.PRODUCT_MODEL),
				(String) execution.getVariable(ServicePlanningProcess.PRODUCT_NAME), approved.terms().months(),
				approved.terms().responseTimeHours(), approved.terms().replacementPolicy(), launch,
				planNo + " 第" + approved.no() + "版"));
		this.plans.takeEffect(planNo, launch,
				new BigDecimal(execution.getVariable(ServicePlanningProcess.FUNDS_RECEIVED).toString()));
	}

}
