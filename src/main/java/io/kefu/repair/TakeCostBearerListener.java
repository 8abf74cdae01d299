package io.kefu.repair;

import io.kefu.casefile.CaseEvents;
import io.kefu.casework.CaseVariables;
import io.kefu.identity.Actor;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Takes over what the table {@code cost-bearer} decided and notes it in the timeline.
 */
@Component
class TakeCostBearerListener implements ExecutionListener {

	private final CaseEvents events;

	TakeCostBearerListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateExecution execution) {
		DmnDecisionResultEntries decided = ((DmnDecisionResult) execution.getVariable("decisionResult"))
			.getSingleResult();
		String bearer = decided.getEntry(RepairProcess.COST_BEARER);
		String reason = decided.getEntry(RepairProcess.COST_REASON);
		boolean customer = "customer".equals(bearer);
		execution.setVariable(RepairProcess.COST_BEARER, bearer);
		execution.setVariable(RepairProcess.COST_REASON, reason);
		execution.setVariable(RepairProcess.CHARGED, customer);
		this.events.record((String) execution.getVariable(CaseVariables.CASE_NO), "COST_JUDGED", Actor.SYSTEM,
				"费用承担：%s（%s）".formatted(customer ? "客户" : "公司", reason));
	}

}
