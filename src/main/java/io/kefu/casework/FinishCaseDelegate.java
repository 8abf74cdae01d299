package io.kefu.casework;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.CaseState;
import io.kefu.casefile.Cases;
import io.kefu.deadline.ClockControl;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Files the result (S1-45). The process with which the case began closes it: its clocks
 * stop, the customer is told. A called process leaves that to its caller and only says
 * what came of it. The input parameter {@code closeReason} says it in Chinese.
 */
@Component
class FinishCaseDelegate implements JavaDelegate {

	private final Cases cases;

	private final CaseEvents events;

	private final ClockControl clocks;

	private final Notifications notifications;

	FinishCaseDelegate(Cases cases, CaseEvents events, ClockControl clocks, Notifications notifications) {
		this.cases = cases;
		this.events = events;
		this.clocks = clocks;
		this.notifications = notifications;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = (String) execution.getVariable(CaseVariables.CASE_NO);
		String reason = (String) execution.getVariable("closeReason");
		if (!execution.getProcessInstanceId().equals(this.cases.find(caseNo).processInstanceId())) {
			this.events.record(caseNo, "RESULT", "system", reason);
			return;
		}
		this.cases.close(caseNo, CaseState.CLOSED, reason, (Boolean) execution.getVariable("satisfied"),
				(Integer) execution.getVariable("satisfactionScore"));
		this.clocks.stopAll(caseNo, false);
		this.events.record(caseNo, "CLOSED", "system", "已结案：" + reason);
		this.notifications.toCustomer(caseNo, "case-closed", execution.getActivityInstanceId(),
				Map.of("closeReason", reason));
	}

}
