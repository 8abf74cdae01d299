package io.kefu.complaint;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Map;

import io.kefu.casefile.Cases;
import io.kefu.casefile.Registration;
import io.kefu.casefile.ServiceCase;
import io.kefu.deadline.Deadlines;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Opens the case: number, case file, acknowledgement to the customer, the clocks that run
 * from receipt (S0-46, S2-30), and every variable that a later gateway reads.
 */
@Component
class RegisterCaseDelegate implements JavaDelegate {

	private final Cases cases;

	private final Deadlines deadlines;

	private final Notifications notifications;

	private final Clock clock;

	private final ZoneId zone;

	RegisterCaseDelegate(Cases cases, Deadlines deadlines, Notifications notifications, Clock engineClock,
			@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.cases = cases;
		this.deadlines = deadlines;
		this.notifications = notifications;
		this.clock = engineClock;
		this.zone = zone;
	}

	@Override
	public void execute(DelegateExecution execution) {
		ServiceCase registered = this.cases.register(registration(execution));
		String caseNo = registered.caseNo();
		execution.setProcessBusinessKey(caseNo);
		execution.setVariable(ComplaintProcess.CASE_NO, caseNo);
		execution.setVariable("customerId", registered.customerId());
		execution.setVariable(ComplaintProcess.RECEIVED_AT, DateTimeFormatter.ISO_OFFSET_DATE_TIME
			.format(registered.receivedAt().atZone(this.zone).toOffsetDateTime()));
		for (String undecided : new String[] { ComplaintProcess.UNIVERSAL, "effective", "satisfied", "decision",
				ComplaintProcess.RESPONSIBLE_DEPARTMENT }) {
			execution.setVariable(undecided, null);
		}
		for (String no : new String[] { "urgent", "important", "complex", ComplaintProcess.FIRST_REPLIED,
				ComplaintProcess.ASSESS_UNIVERSALITY }) {
			execution.setVariable(no, false);
		}
		execution.setVariable(ComplaintProcess.VERIFICATION_ROUND, 1);
		execution.setVariable(ComplaintProcess.REWORK_ROUND, 1);
		this.deadlines.start(execution, "first-reply");
		this.deadlines.start(execution, "relay");
		this.notifications.toCustomer(caseNo, "complaint-acknowledgement", execution.getActivityInstanceId(), Map.of());
	}

	private Registration registration(DelegateExecution execution) {
		return new Registration(execution.getProcessInstanceId(), Actor.of(execution), text(execution, "channel"),
				text(execution, "customerName"), text(execution, "contactName"), text(execution, "contactPhone"),
				text(execution, "contactEmail"), text(execution, "productModel"), text(execution, "serialNo"),
				text(execution, "description"), text(execution, "verbatim"),
				(Boolean) execution.getVariable("verified"), text(execution, "remedySought"),
				receivedAt(execution.getVariable(ComplaintProcess.RECEIVED_AT)));
	}

	private Instant receivedAt(Object value) {
		if (value instanceof Date date) {
			return date.toInstant();
		}
		return (value instanceof String text) ? OffsetDateTime.parse(text).toInstant() : this.clock.instant();
	}

	private static String text(DelegateExecution execution, String name) {
		return (String) execution.getVariable(name);
	}

}
