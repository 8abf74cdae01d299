package io.kefu.onsite;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * The signed form is handed in (S4-425, S4-427): the timeline says who has signed and
 * what the customer objects to. What the service staff improperly asked for is reported
 * to the leader of customer service (S4-514).
 */
@Component
class HandInVisitFormListener implements TaskListener {

	private final CaseEvents events;

	private final Notifications notifications;

	HandInVisitFormListener(CaseEvents events, Notifications notifications) {
		this.events = events;
		this.notifications = notifications;
	}

	@Override
	public void notify(DelegateTask task) {
		String caseNo = (String) task.getVariable(CaseVariables.CASE_NO);
		boolean signed = Boolean.TRUE.equals(task.getVariable("customerSigned"));
		this.events.record(caseNo, "VISIT_FORM", Actor.of(task), "上门服务记录单已交回，" + (signed
				? "客户已签字：" + task.getVariable("customerSignatory") : "客户未签字：" + task.getVariable("unsignedReason")));
		if (Boolean.TRUE.equals(task.getVariable(OnsiteServiceProcess.OBJECTION))) {
			this.events.record(caseNo, "OBJECTION", Actor.of(task), "客户异议：" + task.getVariable("objectionNote"));
		}
		if (Boolean.TRUE.equals(task.getVariable("improperDemand"))) {
			this.notifications.toGroup(caseNo, "improper-demand", "customerServiceLead", task.getId(), Map
				.of("improperDemand", task.getVariable("improperDemandNote"), "visitor", task.getVariable("visitor")));
		}
	}

}
