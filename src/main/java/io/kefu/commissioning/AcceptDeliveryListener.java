package io.kefu.commissioning;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Notes the customer's acceptance, or why there is none, in the timeline (S4-354).
 */
@Component
class AcceptDeliveryListener implements TaskListener {

	private final CaseEvents events;

	AcceptDeliveryListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		boolean accepted = Boolean.TRUE.equals(task.getVariable(CommissioningVariables.ACCEPTED));
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "ACCEPTANCE", Actor.of(task),
				accepted ? "客户验收合格，签字：" + task.getVariable("signedBy")
						: "客户验收不合格：" + task.getVariable(CommissioningVariables.REFUSAL_REASON));
	}

}
