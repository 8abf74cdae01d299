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
 * The case waits for the customer (S2-73): clocks pause, except the first reply's, and
 * the customer is asked.
 */
@Component
class PauseForCustomerDelegate implements JavaDelegate {

	private final Cases cases;

	private final CaseEvents events;

	private final ClockControl clocks;

	private final Notifications notifications;

	PauseForCustomerDelegate(Cases cases, CaseEvents events, ClockControl clocks, Notifications notifications) {
		this.cases = cases;
		this.events = events;
		this.clocks = clocks;
		this.notifications = notifications;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = (String) execution.getVariable(CaseVariables.CASE_NO);
		String question = String.valueOf(execution.getVariable(CaseVariables.CUSTOMER_QUESTION));
		this.cases.setState(caseNo, CaseState.WAITING);
		this.clocks.pause(execution);
		this.events.record(caseNo, "WAITING", Actor.of(execution), "请客户补充资料：" + question);
		this.notifications.toCustomer(caseNo, "customer-info-request", execution.getActivityInstanceId(),
				Map.of(CaseVariables.CUSTOMER_QUESTION, question));
	}

}
