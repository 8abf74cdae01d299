package io.kefu.casework;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.CaseState;
import io.kefu.casefile.Cases;
import io.kefu.deadline.ClockControl;
import io.kefu.identity.Actor;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Closes the case because the customer withdrew.
 */
@Component
class WithdrawCaseDelegate implements JavaDelegate {

	private final Cases cases;

	private final CaseEvents events;

	private final ClockControl clocks;

	private final Notifications notifications;

	WithdrawCaseDelegate(Cases cases, CaseEvents events, ClockControl clocks, Notifications notifications) {
		this.cases = cases;
		this.events = events;
		this.clocks = clocks;
		this.notifications = notifications;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = (String) execution.getVariable(CaseVariables.CASE_NO);
		Object note = execution.getVariable(CaseVariables.NOTE);
		String reason = (note != null) ? "客户撤回：" + note : "客户撤回";
		this.cases.close(caseNo, CaseState.WITHDRAWN, reason, null, null);
		this.clocks.stopAll(caseNo, true);
		this.events.record(caseNo, "WITHDRAWN", Actor.of(execution), reason);
		this.notifications.toCustomer(caseNo, "complaint-withdrawn", execution.getActivityInstanceId(), Map.of());
	}

}
