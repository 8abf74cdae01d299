package io.kefu.followup;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.casework.CompanyTime;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Notes the appointment and tells it to the customer (S4-423).
 */
@Component
class AppointFollowUpListener implements TaskListener {

	private final CaseEvents events;

	private final Notifications notifications;

	private final CompanyTime times;

	AppointFollowUpListener(CaseEvents events, Notifications notifications, CompanyTime times) {
		this.events = events;
		this.notifications = notifications;
		this.times = times;
	}

	@Override
	public void notify(DelegateTask task) {
		String caseNo = (String) task.getVariable(CaseVariables.CASE_NO);
		String time = this.times.text(task.getVariable(FollowUpVariables.APPOINTMENT_AT));
		Object address = task.getVariable(FollowUpVariables.ADDRESS);
		Object inspector = task.getVariable(FollowUpVariables.INSPECTOR);
		task.getExecution().setVariable("appointmentText", time);
		this.events.record(caseNo, "FOLLOW_UP_APPOINTED", Actor.of(task),
				"约定 %s 上门回访，回访员%s，地址：%s".formatted(time, inspector, address));
		this.notifications.toCustomer(caseNo, "follow-up-appointment", task.getId(),
				Map.of("appointmentText", time, "address", address, "inspector", inspector));
	}

}
