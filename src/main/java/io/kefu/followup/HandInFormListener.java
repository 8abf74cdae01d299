package io.kefu.followup;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * The signed 顾客意见反馈单 is handed in (S4-425): the timeline says who has signed (S4-427).
 */
@Component
class HandInFormListener implements TaskListener {

	private final CaseEvents events;

	HandInFormListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		boolean signed = Boolean.TRUE.equals(task.getVariable("customerSigned"));
		String staff = (task.getVariable(FollowUpVariables.SERVICE_STAFF) instanceof String name) ? "、" + name : "";
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "FEEDBACK_FORM", Actor.of(task),
				"顾客意见反馈单已交回，%s%s已签字，%s".formatted(task.getVariable(FollowUpVariables.INSPECTOR), staff,
						signed ? "客户已签字：" + task.getVariable("customerSignatory")
								: "客户未签字：" + task.getVariable("unsignedReason")));
	}

}
