package io.kefu.casework;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.CaseState;
import io.kefu.casefile.Cases;
import io.kefu.deadline.ClockControl;
import io.kefu.identity.Actor;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateExecution;

import org.springframework.stereotype.Component;

/**
 * Closes the case of a process (S1-45): files the result, stops its clocks, tells the
 * customer.
 */
@Component
public class CloseCaseService {

	private final Cases cases;

	private final CaseEvents events;

	private final ClockControl clocks;

	private final Notifications notifications;

	CloseCaseService(Cases cases, CaseEvents events, ClockControl clocks, Notifications notifications) {
		this.cases = cases;
		this.events = events;
		this.clocks = clocks;
		this.notifications = notifications;
	}

	/**
	 * Closes the case; the customer's satisfaction is taken from the variables
	 * {@code satisfied} and {@code satisfactionScore}, where somebody has asked for it.
	 * @param execution a process with variable {@code caseNo}
	 * @param reason why, in Chinese
	 * @param template of the message to the customer, which may say {@code closeReason}
	 */
	public void close(DelegateExecution execution, String reason, String template) {
		String caseNo = (String) execution.getVariable(CaseVariables.CASE_NO);
		this.cases.close(caseNo, CaseState.CLOSED, reason, (Boolean) execution.getVariable("satisfied"),
				(Integer) execution.getVariable("satisfactionScore"));
		this.clocks.stopAll(caseNo, false);
		this.events.record(caseNo, "CLOSED", Actor.SYSTEM, "已结案：" + reason);
		this.notifications.toCustomer(caseNo, template, execution.getActivityInstanceId(),
				Map.of("closeReason", reason));
	}

}
