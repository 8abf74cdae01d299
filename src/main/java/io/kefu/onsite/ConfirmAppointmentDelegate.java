package io.kefu.onsite;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casework.CaseVariables;
import io.kefu.casework.CompanyTime;
import io.kefu.identity.Actor;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Tells the customer when and where who will come, and notes the appointment in the case
 * file (S1-09).
 */
@Component
class ConfirmAppointmentDelegate implements JavaDelegate {

	private static final String ADDRESS = "address";

	private static final String VISITOR = "visitor";

	private final CaseEvents events;

	private final Notifications notifications;

	private final CompanyTime times;

	ConfirmAppointmentDelegate(CaseEvents events, Notifications notifications, CompanyTime times) {
		this.events = events;
		this.notifications = notifications;
		this.times = times;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = (String) execution.getVariable(CaseVariables.CASE_NO);
		String appointment = (String) execution.getVariable(OnsiteServiceProcess.APPOINTMENT_AT);
		String time = this.times.text(appointment);
		execution.setVariable(OnsiteServiceProcess.APPOINTMENT_TEXT, time);
		this.events.record(caseNo, "VISIT_APPOINTED", Actor.SYSTEM, "约定 %s 上门，售服人员%s，地址：%s".formatted(time,
				execution.getVariable(VISITOR), execution.getVariable(ADDRESS)));
		Map<String, Object> model = new HashMap<>();
		model.put(OnsiteServiceProcess.APPOINTMENT_AT, OffsetDateTime.parse(appointment).toInstant());
		model.put(ADDRESS, execution.getVariable(ADDRESS));
		model.put(VISITOR, execution.getVariable(VISITOR));
		this.notifications.toCustomer(caseNo, "visit-appointment", execution.getActivityInstanceId(), model);
	}

}
