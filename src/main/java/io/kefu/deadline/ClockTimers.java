package io.kefu.deadline;

import java.util.Date;
import java.util.List;
import java.util.Optional;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;

import org.springframework.stereotype.Component;

/**
 * Keeps the engine's timers and the due dates of tasks with the clocks. Touches only the
 * timers of the given clock, and only tasks that show its date: a due date that a person
 * has set by hand stays.
 */
@Component
class ClockTimers {

	private final ManagementService management;

	private final TaskService tasks;

	private final Clocks clocks;

	ClockTimers(ManagementService management, TaskService tasks, Clocks clocks) {
		this.management = management;
		this.tasks = tasks;
		this.clocks = clocks;
	}

	/**
	 * Holds the timers of a clock that waits. They keep their dates: a timer without a
	 * date would fire at once.
	 * @param clock the paused clock
	 */
	void suspend(CaseClock clock) {
		timers(clock).forEach((timer) -> this.management.suspendJobById(timer.getId()));
	}

	/**
	 * Lets the timers of a clock run again, by its new dates.
	 * @param change the clock before and after
	 */
	void resume(Clocks.Change change) {
		List<TimerEntity> timers = timers(change.after());
		// Activation through the service is a bulk update, after which the new date would
		// not be written.
		timers.forEach((timer) -> timer.setSuspensionState(SuspensionState.ACTIVE.getStateCode()));
		move(change, timers);
	}

	/**
	 * Sets the timers of a clock, and the tasks that show it, to its new dates.
	 * @param change the clock before and after
	 */
	void move(Clocks.Change change) {
		move(change, timers(change.after()));
	}

	private void move(Clocks.Change change, List<TimerEntity> timers) {
		CaseClock clock = change.after();
		if (!clock.isPaused()) {
			Optional<Date> next = this.clocks.reaches(clock, 1).map(Date::from);
			for (TimerEntity timer : timers) {
				Date date = next.orElse(ClockCycleCalendar.NEVER);
				if (!date.equals(timer.getDuedate())) {
					this.management.setJobDuedate(timer.getId(), date);
				}
			}
		}
		Date before = Date.from(change.before().dueAt());
		Date after = Date.from(clock.dueAt());
		if (!before.equals(after)) {
			for (Task task : showing(clock, before)) {
				this.tasks.setDueDate(task.getId(), after);
			}
		}
	}

	private List<TimerEntity> timers(CaseClock clock) {
		String cycle = ClockCycleCalendar.cycle(clock.policy(), clock.caseNo());
		return this.management.createJobQuery()
			.processInstanceId(clock.processInstanceId())
			.timers()
			.list()
			.stream()
			.map(TimerEntity.class::cast)
			.filter((timer) -> cycle.equals(timer.getRepeat()))
			.toList();
	}

	private List<Task> showing(CaseClock clock, Date due) {
		return (clock.activityId() == null) ? List.of()
				: this.tasks.createTaskQuery()
					.processInstanceId(clock.processInstanceId())
					.taskDefinitionKey(clock.activityId())
					.dueDate(due)
					.list();
	}

}
