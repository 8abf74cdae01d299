package io.kefu.planning;

import java.util.List;

import io.kefu.identity.Actor;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.stereotype.Component;

/**
 * Keeps the management's decision (S1-22). Refuses it from anybody outside the
 * management, whoever a task may have been handed to, and refuses to approve a plan that
 * lacks what the product's terms are made of.
 */
@Component
class ApprovePlanListener implements ExecutionListener {

	private static final List<String> DECIDERS = List.of("management", "managementLead");

	private final ServicePlans plans;

	ApprovePlanListener(ServicePlans plans) {
		this.plans = plans;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		requireManagement(execution);
		String planNo = (String) execution.getVariable(ServicePlanningProcess.PLAN_NO);
		PlanRevision revision = this.plans.latest(planNo).orElseThrow();
		boolean approved = (Boolean) execution.getVariable(ServicePlanningProcess.APPROVED);
		List<String> obstacles = approved ? revision.terms().obstacles() : List.of();
		if (!obstacles.isEmpty()) {
			throw InvalidInputException.of(ServicePlanningProcess.APPROVED,
					"客户服务方案不能审核通过：" + String.join("；", obstacles));
		}
		this.plans.decide(planNo, revision.no(), approved,
				(String) execution.getVariable(ServicePlanningProcess.APPROVAL_NOTE), Actor.of(execution));
	}

	private static void requireManagement(DelegateExecution execution) {
		Authentication user = execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
		boolean decides = user == null
				|| (user.getGroupIds() != null && user.getGroupIds().stream().anyMatch(DECIDERS::contains));
		if (!decides) {
			throw InvalidInputException.forbidden("客户服务方案只能由公司管理层审核");
		}
	}

}
