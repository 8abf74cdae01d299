package io.kefu.complaint;

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
 * Files the case as closed (S1-45), stops its clocks, tells the customer and asks for
 * satisfaction.
 */
@Component
class CloseCaseDelegate implements JavaDelegate {

	private final Cases cases;

	private final CaseEvents events;

	private final ClockControl clocks;

	private final Notifications notifications;

	CloseCaseDelegate(Cases cases, CaseEvents events, ClockControl clocks, Notifications notifications) {
		this.cases = cases;
		this.events = events;
		this.clocks = clocks;
		this.notifications = notifications;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = (String) execution.getVariable(ComplaintProcess.CASE_NO);
		String reason = reason(execution);
		this.cases.close(caseNo, CaseState.CLOSED, reason, (Boolean) execution.getVariable("satisfied"),
				(Integer) execution.getVariable("satisfactionScore"));
		this.clocks.stopAll(caseNo, false);
		this.events.record(caseNo, "CLOSED", "system", "已结案：" + reason);
		this.notifications.toCustomer(caseNo, "complaint-closed", execution.getActivityInstanceId(), Map.of());
	}

	private static String reason(DelegateExecution execution) {
		if (Boolean.TRUE.equals(execution.getVariable("satisfied"))) {
			return "客户满意";
		}
		return "close".equals(execution.getVariable("decision")) ? "管理层裁决结案：" + execution.getVariable("reason")
				: "咨询已解答";
	}

}
