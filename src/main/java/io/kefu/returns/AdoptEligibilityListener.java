package io.kefu.returns;

import io.kefu.casefile.CaseEvents;
import io.kefu.casework.CaseVariables;
import io.kefu.identity.Actor;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Takes over what the table {@code return-eligibility} decided (S1-39). A repair is not
 * bound to the terms of returns (S0-06); money back needs more than an exchange.
 */
@Component
class AdoptEligibilityListener implements ExecutionListener {

	private final CaseEvents events;

	AdoptEligibilityListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		DmnDecisionResultEntries decided = ((DmnDecisionResult) execution.getVariable("decisionResult"))
			.getSingleResult();
		boolean permitted = Boolean.TRUE.equals(decided.getEntry("eligible"));
		boolean refundable = Boolean.TRUE.equals(decided.getEntry("refundable"));
		String explanation = decided.getEntry("explanation");
		boolean eligible = switch ((String) execution.getVariable(ReturnProcess.KIND)) {
			case ReturnProcess.KIND_REPAIR -> true;
			case ReturnProcess.KIND_EXCHANGE -> permitted;
			default -> permitted && refundable;
		};
		execution.setVariable(ReturnProcess.ELIGIBLE, eligible);
		execution.setVariable(ReturnProcess.EXCHANGE_ALLOWED, permitted);
		execution.setVariable(ReturnProcess.ELIGIBILITY_EXPLANATION, explanation);
		this.events.record((String) execution.getVariable(CaseVariables.CASE_NO), "RETURN_ELIGIBILITY", Actor.SYSTEM,
				"退换规定判定：" + explanation);
	}

}
