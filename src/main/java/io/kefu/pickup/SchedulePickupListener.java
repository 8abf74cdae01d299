package io.kefu.pickup;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Puts a pick-up off to the planned day (S4-362): its clock begins on that day.
 */
@Component
class SchedulePickupListener implements TaskListener {

	private final CaseEvents events;

	private final ZoneId zone;

	SchedulePickupListener(CaseEvents events, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.events = events;
		this.zone = zone;
	}

	@Override
	public void notify(DelegateTask task) {
		String plannedOn = (String) task.getVariable(PickupVariables.PLANNED_ON);
		task.getExecution()
			.setVariable(PickupVariables.APPOINTMENT_AT,
					DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(LocalDate.parse(plannedOn).atStartOfDay(this.zone)));
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "PICKUP_DELAYED", Actor.of(task),
				"缓取至 %s：%s".formatted(plannedOn, task.getVariable("delayReason")));
	}

}
