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
 * Takes over what the table {@code warranty} decided and notes it in the timeline.
 */
@Component
class TakeWarrantyListener implements ExecutionListener {

	private final CaseEvents events;

	TakeWarrantyListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateExecution execution) {
		DmnDecisionResultEntries decided = ((DmnDecisionResult) execution.getVariable("decisionResult"))
			.getSingleResult();
		boolean inWarranty = decided.getEntry(RepairProcess.IN_WARRANTY);
		String reason = decided.getEntry(RepairProcess.WARRANTY_REASON);
		execution.setVariable(RepairProcess.IN_WARRANTY, inWarranty);
		execution.setVariable(RepairProcess.WARRANTY_REASON, reason);
		Object until = execution.getVariable("warrantyUntil");
		this.events.record((String) execution.getVariable(CaseVariables.CASE_NO), "WARRANTY_JUDGED", Actor.SYSTEM,
				"保修判定：%s（%s%s）".formatted(inWarranty ? "保修期内" : "保修期外", reason, (until != null) ? "，保修至" + until : ""));
	}

}
