package io.kefu.deadline;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.task.Task;

/**
 * Understands the cycle {@code policy@caseNo} of a boundary timer: the timer follows the
 * case's clock of that policy. All other cycles are left to the engine.
 * <p>
 * The engine asks twice. When a timer is created (or recalculated) it gets the date of
 * the clock's next step. When it fires, it asks for the timer that is to follow before
 * the model has done the step, so it gets the date of the step after that; none is left
 * after the last step. A timer is never created without a date, because the engine would
 * fire it at once: where there is nothing to wait for (the clock waits for the customer,
 * or all steps have happened) it gets {@link #NEVER}.
 * <p>
 * Dates are kept in milliseconds. A date in the past fires at once, so a case registered
 * late goes through the steps it has missed one after the other.
 */
class ClockCycleCalendar extends CycleBusinessCalendar {

	/** Far enough, and still a date for Java and PostgreSQL. */
	static final Date NEVER = Date.from(Instant.parse("9999-12-31T00:00:00Z"));

	/**
	 * No cron expression has a word before an @, and no ISO cycle a small letter first.
	 */
	private static final Pattern CLOCK = Pattern.compile("([a-z][a-z0-9-]*)@(.+)");

	private final Supplier<Clocks> clocks;

	ClockCycleCalendar(Supplier<Clocks> clocks) {
		this.clocks = clocks;
	}

	static String cycle(String policy, String caseNo) {
		return policy + "@" + caseNo;
	}

	@Override
	public Date resolveDuedate(String cycle, Task task) {
		return resolveDuedate(cycle, (Date) null);
	}

	@Override
	public Date resolveDuedate(String cycle) {
		return resolveDuedate(cycle, (Date) null);
	}

	@Override
	public Date resolveDuedate(String cycle, Date start) {
		Matcher clock = CLOCK.matcher(cycle);
		return clock.matches() ? next(active(clock)) : super.resolveDuedate(cycle, start);
	}

	@Override
	public Date resolveDuedate(String cycle, Date start, long repeatOffset) {
		Matcher clock = CLOCK.matcher(cycle);
		return clock.matches() ? following(active(clock)) : super.resolveDuedate(cycle, start, repeatOffset);
	}

	/**
	 * The date of a clock's next step.
	 * @param clock the clock, empty when none is active
	 * @return the date, never null
	 */
	Date next(Optional<CaseClock> clock) {
		return clock.filter((found) -> !found.isPaused())
			.flatMap((found) -> this.clocks.get().reaches(found, 1))
			.map(Date::from)
			.orElse(NEVER);
	}

	private Date following(Optional<CaseClock> clock) {
		// Fired by hand while the clock waits: no step happens, and the timer goes on.
		if (clock.isPresent() && clock.get().isPaused()) {
			return NEVER;
		}
		return clock.flatMap((found) -> this.clocks.get().reaches(found, 2)).map(Date::from).orElse(null);
	}

	private Optional<CaseClock> active(Matcher clock) {
		return this.clocks.get().active(clock.group(2), clock.group(1));
	}

}
