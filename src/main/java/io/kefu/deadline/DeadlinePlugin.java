package io.kefu.deadline;

import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DueDateBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DurationBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.MapBusinessCalendarManager;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Lets the engine's timers follow the clocks of cases.
 */
@Component
class DeadlinePlugin extends AbstractProcessEnginePlugin {

	private final ObjectProvider<Clocks> clocks;

	DeadlinePlugin(ObjectProvider<Clocks> clocks) {
		this.clocks = clocks;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		// A manager that is set replaces the engine's own, so all three kinds are named.
		MapBusinessCalendarManager calendars = new MapBusinessCalendarManager();
		calendars.addBusinessCalendar(DurationBusinessCalendar.NAME, new DurationBusinessCalendar());
		calendars.addBusinessCalendar(DueDateBusinessCalendar.NAME, new DueDateBusinessCalendar());
		calendars.addBusinessCalendar(CycleBusinessCalendar.NAME, new ClockCycleCalendar(this.clocks::getObject));
		configuration.setBusinessCalendarManager(calendars);
	}

}
