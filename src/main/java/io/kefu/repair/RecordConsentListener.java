package io.kefu.repair;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.stream.Stream;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.customerfile.CustomerFile.Contact;
import io.kefu.customerfile.CustomerFiles;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Notes who agreed to the quote and when (S4-346), and refuses anybody but a contact of
 * the customer. A customer of whom no contact is known speaks for itself.
 */
@Component
class RecordConsentListener implements ExecutionListener {

	private final Cases cases;

	private final CaseEvents events;

	private final CustomerFiles customers;

	private final Clock clock;

	private final ZoneId zone;

	RecordConsentListener(Cases cases, CaseEvents events, CustomerFiles customers, Clock engineClock,
			@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.cases = cases;
		this.events = events;
		this.customers = customers;
		this.clock = engineClock;
		this.zone = zone;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		ServiceCase serviceCase = this.cases.find((String) execution.getVariable(CaseVariables.CASE_NO));
		String by = (String) execution.getVariable("consentBy");
		if (!speaksForTheCustomer(by, serviceCase)) {
			throw InvalidInputException.of("consentBy", "同意人“" + by + "”不是该客户的联系人");
		}
		if (execution.getVariable("consentAt") == null) {
			execution.setVariable("consentAt",
					DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(this.clock.instant().atZone(this.zone)));
		}
		boolean given = (Boolean) execution.getVariable(RepairProcess.CONSENT_GIVEN);
		this.events.record(serviceCase.caseNo(), "CONSENT", Actor.of(execution), "客户%s维修，报价合计%s元，确认人：%s"
			.formatted(given ? "同意" : "不同意", execution.getVariable(RepairProcess.QUOTE_TOTAL), by));
	}

	private boolean speaksForTheCustomer(String person, ServiceCase serviceCase) {
		var contacts = Stream
			.concat(Stream.of(serviceCase).map(ServiceCase::contactName),
					this.customers.of(serviceCase.customerId()).contacts().stream().map(Contact::name))
			.filter(Objects::nonNull)
			.toList();
		return contacts.isEmpty() ? person.equals(serviceCase.customerName()) : contacts.contains(person);
	}

}
