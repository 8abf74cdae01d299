package io.kefu.survey;

import java.util.List;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.runtime.Job;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sets the timer of regular surveys to the configured cycle. The engine asks for a cycle
 * only when a model is deployed, and an unchanged model is not deployed again.
 */
@Component
class SurveyScheduleService {

	/** Key of the process that the timer starts. */
	static final String CYCLE_PROCESS = "survey-cycle";

	private final ManagementService management;

	private final ProcessEngineConfigurationImpl engine;

	private final SurveySchedule schedule;

	SurveyScheduleService(ManagementService management, ProcessEngineConfigurationImpl engine,
			SurveySchedule schedule) {
		this.management = management;
		this.engine = engine;
		this.schedule = schedule;
	}

	@EventListener(ApplicationStartedEvent.class)
	void adjust() {
		String cycle = this.schedule.cycle();
		List<String> timers = this.management.createJobQuery()
			.processDefinitionKey(CYCLE_PROCESS)
			.timers()
			.list()
			.stream()
			.filter((job) -> job.getProcessInstanceId() == null)
			.filter((job) -> !cycle.equals(((TimerEntity) job).getRepeat()))
			.map(Job::getId)
			.toList();
		timers.forEach((timer) -> this.engine.getCommandExecutorTxRequired().execute((context) -> {
			set(context, timer, cycle);
			return null;
		}));
	}

	private static void set(CommandContext context, String id, String cycle) {
		TimerEntity timer = (TimerEntity) context.getJobManager().findJobById(id);
		timer.setRepeat(cycle);
		timer.setDuedate(new CycleBusinessCalendar().resolveDuedate(cycle));
	}

}
