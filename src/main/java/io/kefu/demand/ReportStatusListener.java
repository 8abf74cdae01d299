package io.kefu.demand;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Node 8 (S1-36): tells the customer how the linked case stands; both cases note it. If a
 * cause has to be sought later, the department of the linked case seeks it.
 */
@Component
class ReportStatusListener implements TaskListener {

	private final Cases cases;

	private final CaseEvents events;

	private final Notifications notifications;

	ReportStatusListener(Cases cases, CaseEvents events, Notifications notifications) {
		this.cases = cases;
		this.events = events;
		this.notifications = notifications;
	}

	@Override
	public void notify(DelegateTask task) {
		String caseNo = (String) task.getVariable(CaseVariables.CASE_NO);
		String summary = (String) task.getVariable("statusSummary");
		ServiceCase linked = this.cases.find((String) task.getVariable(DemandVariables.LINKED_CASE_NO));
		this.notifications.toCustomer(caseNo, "case-status", task.getId(), Map.of("linkedCaseNo", linked.caseNo(),
				"linkedState", linked.state().label(), "statusSummary", summary));
		this.events.record(caseNo, "STATUS_REPORTED", Actor.of(task),
				"已将案件 %s 的状态告知客户：%s".formatted(linked.caseNo(), summary));
		this.events.record(linked.caseNo(), "STATUS_REPORTED", Actor.of(task),
				"已将状态告知客户（案件 %s）：%s".formatted(caseNo, summary));
		if (linked.responsibleDepartment() != null) {
			task.getExecution().setVariable(DemandVariables.RESPONSIBLE_DEPARTMENT, linked.responsibleDepartment());
		}
	}

}
