package io.kefu.casework;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

import io.kefu.casefile.Cases;
import io.kefu.casefile.Registration;
import io.kefu.casefile.ServiceCase;
import io.kefu.customerfile.CustomerFiles;
import io.kefu.customerfile.ProductTerms;
import io.kefu.customerfile.UnitFile;
import io.kefu.identity.Actor;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateExecution;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Opens the case of a process that a person has started: number, case file,
 * acknowledgement to the customer (S1-03, S1-30). A process that another one calls goes
 * on under the case of its caller.
 */
@Component
public class OpenCaseService {

	private final Cases cases;

	private final CustomerFiles customers;

	private final ProductTerms terms;

	private final Notifications notifications;

	private final Clock clock;

	private final ZoneId zone;

	OpenCaseService(Cases cases, CustomerFiles customers, ProductTerms terms, Notifications notifications,
			Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.cases = cases;
		this.customers = customers;
		this.terms = terms;
		this.notifications = notifications;
		this.clock = engineClock;
		this.zone = zone;
	}

	/**
	 * Opens the case or takes over the caller's; sets the business key and the variables
	 * {@code caseNo}, {@code customerId}, {@code receivedAt} and {@code responseHours}.
	 * @param execution a process that has just started, with the start form's variables
	 * or the caller's
	 * @param kind kind of case; null where only acceptance decides it
	 * @param acknowledgement template of the message to the customer
	 * @return the case number
	 */
	public String open(DelegateExecution execution, String kind, String acknowledgement) {
		if (execution.getVariable(CaseVariables.CASE_NO) instanceof String caseNo) {
			execution.setProcessBusinessKey(caseNo);
			promise(execution);
			return caseNo;
		}
		ServiceCase registered = this.cases.register(registration(execution, kind));
		String caseNo = registered.caseNo();
		execution.setProcessBusinessKey(caseNo);
		execution.setVariable(CaseVariables.CASE_NO, caseNo);
		execution.setVariable(CaseVariables.CUSTOMER_ID, registered.customerId());
		execution.setVariable(CaseVariables.RECEIVED_AT, DateTimeFormatter.ISO_OFFSET_DATE_TIME
			.format(registered.receivedAt().atZone(this.zone).toOffsetDateTime()));
		promise(execution);
		this.notifications.toCustomer(caseNo, acknowledgement, execution.getActivityInstanceId(), Map.of());
		return caseNo;
	}

	/** What the terms of the product say on the day of receipt (S1-23). */
	private void promise(DelegateExecution execution) {
		LocalDate day = LocalDate.ofInstant(receivedAt(execution.getVariable(CaseVariables.RECEIVED_AT)), this.zone);
		Optional<String> model = Optional.ofNullable(text(execution, "productModel"))
			.or(() -> this.customers.unit(text(execution, "serialNo")).map(UnitFile::productModel));
		execution.setVariable(CaseVariables.RESPONSE_HOURS,
				model.flatMap((known) -> this.terms.responseHours(known, day)).orElse(null));
	}

	private Registration registration(DelegateExecution execution, String kind) {
		return new Registration(execution.getProcessInstanceId(), Actor.of(execution), kind, text(execution, "channel"),
				text(execution, "customerName"), text(execution, "contactName"), text(execution, "contactPhone"),
				text(execution, "contactEmail"), text(execution, "productModel"), text(execution, "serialNo"),
				text(execution, "faultCode"), text(execution, "description"), text(execution, "verbatim"),
				(Boolean) execution.getVariable("verified"), text(execution, "remedySought"),
				receivedAt(execution.getVariable(CaseVariables.RECEIVED_AT)));
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
