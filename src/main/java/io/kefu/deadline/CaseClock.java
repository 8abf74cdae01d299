package io.kefu.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The clock of one promise in one case. Immutable; {@link Clocks} writes it.
 * <p>
 * Moments are kept in milliseconds, what is spent in whole seconds: a pause may add less
 * than one second to what is left.
 *
 * @param id primary key
 * @param caseNo case number
 * @param processInstanceId the engine's process instance
 * @param policy which promise, as in table {@code deadline}
 * @param label the promise in Chinese, as the table named it when the clock started
 * @param round 1 for the first time, more for rework
 * @param state where it stands
 * @param activityId the user task that shows this clock, null while there is none
 * @param amount how many units were promised
 * @param unit the unit
 * @param warnPercent when the assignee is reminded, in percent of the budget
 * @param leadPercent when the leader is told
 * @param managementPercent when the management is told
 * @param level how many {@link Step}s have happened
 * @param startedAt when it began
 * @param lastStartAt when it last began to run, after a pause
 * @param budgetSeconds what was promised, in time of the clock's kind: natural seconds
 * for {@link Unit#HOUR}, else seconds of working time
 * @param spentSeconds what of it was spent before {@code lastStartAt}
 * @param dueAt when it is due; while paused, when it was due before the pause
 * @param stoppedAt when it ended, null while it counts
 * @param calendarIncomplete whether it runs into a year whose holidays are not known
 */
record CaseClock(long id, String caseNo, String processInstanceId, String policy, String label, int round, State state,
		String activityId, int amount, Unit unit, int warnPercent, int leadPercent, int managementPercent, int level,
		Instant startedAt, Instant lastStartAt, long budgetSeconds, long spentSeconds, Instant dueAt, Instant stoppedAt,
		boolean calendarIncomplete) {

	/** States of a clock. */
	enum State {

		/** Counts, not due yet. */
		RUNNING,

		/** Waits for the customer. */
		PAUSED,

		/** Ended in time. */
		MET,

		/** Was due; counts on until it is stopped. */
		BREACHED,

		/** Ended because the promise fell away. */
		CANCELLED

	}

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

	boolean isPaused() {
		return this.state == State.PAUSED;
	}

	boolean wasPaused() {
		return this.spentSeconds > 0 || !this.lastStartAt.equals(this.startedAt);
	}

	/**
	 * When a step is to happen, by the dates as they are now.
	 * @param step the step
	 * @param calendar the working calendar
	 * @return the moment; in the past where it has been reached
	 */
	Instant reaches(Step step, WorkingCalendar calendar) {
		return switch (step) {
			case WARN -> reaches(this.warnPercent, calendar);
			case BREACH -> this.dueAt;
			case ESCALATE_LEAD -> reaches(this.leadPercent, calendar);
			case ESCALATE_MANAGEMENT -> reaches(this.managementPercent, calendar);
		};
	}

	private Instant reaches(int percent, WorkingCalendar calendar) {
		if (percent == 100) {
			return this.dueAt;
		}
		long left = this.budgetSeconds * percent / 100 - this.spentSeconds;
		return add(this.lastStartAt, Duration.ofSeconds(Math.max(0, left)), calendar);
	}

	/**
	 * Adds time of this clock's kind.
	 */
	Instant add(Instant start, Duration time, WorkingCalendar calendar) {
		return (this.unit == Unit.HOUR) ? start.plus(time) : calendar.addWorking(start, time);
	}

	/**
	 * Measures time of this clock's kind.
	 */
	Duration between(Instant from, Instant to, WorkingCalendar calendar) {
		if (this.unit != Unit.HOUR) {
			return calendar.workingBetween(from, to);
		}
		return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
	}

	/**
	 * Whether the promise is broken at that moment.
	 * @param now the moment
	 * @return true once it has been due
	 */
	boolean isBroken(Instant now) {
		if (this.level >= Step.BREACH.level()) {
			return true;
		}
		return isPaused() ? this.spentSeconds > this.budgetSeconds : now.isAfter(this.dueAt);
	}

	String dueText(ZoneId zone) {
		return TIME.format(this.dueAt.atZone(zone));
	}

	static String missingYearsText(List<Integer> years) {
		return years.stream().map((year) -> year + "年").collect(Collectors.joining("、")) + "的工作日历尚未录入，到期时间按普通工作周推算";
	}

}
