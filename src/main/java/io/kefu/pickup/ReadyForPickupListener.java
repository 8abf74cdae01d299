package io.kefu.pickup;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casework.CaseVariables;
import io.kefu.identity.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Notes the vehicle in the timeline (S4-362). The goods can be picked up from now on,
 * unless a later day is planned.
 */
@Component
class ReadyForPickupListener implements ExecutionListener {

	private static final Map<String, String> LABELS = Map.of("small", "小车", "large", "大车", "delay", "可以缓取");

	private final CaseEvents events;

	private final Clock clock;

	private final ZoneId zone;

	ReadyForPickupListener(CaseEvents events, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.events = events;
		this.clock = engineClock;
		this.zone = zone;
	}

	@Override
	public void notify(DelegateExecution execution) {
		execution.setVariable(PickupVariables.APPOINTMENT_AT,
				DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(this.clock.instant().atZone(this.zone)));
		this.events.record((String) execution.getVariable(CaseVariables.CASE_NO), "PICKUP_VEHICLE", Actor.SYSTEM,
				"取货用车：" + LABELS.get((String) execution.getVariable("vehicle")));
	}

}
