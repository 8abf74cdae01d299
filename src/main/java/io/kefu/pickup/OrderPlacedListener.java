package io.kefu.pickup;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lets the clock of the pick-up notice begin with the day of the order, whenever it was
 * registered (S4-360): that is the date from which the table counts.
 */
@Component
class OrderPlacedListener implements ExecutionListener {

	private final ZoneId zone;

	OrderPlacedListener(@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.zone = zone;
	}

	@Override
	public void notify(DelegateExecution execution) {
		LocalDate orderedOn = LocalDate.parse((String) execution.getVariable("orderedOn"));
		execution.setVariable("acceptedAt",
				DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(orderedOn.atStartOfDay(this.zone)));
	}

}
