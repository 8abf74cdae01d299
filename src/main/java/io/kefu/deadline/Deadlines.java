package io.kefu.deadline;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Date;

import io.kefu.engine.ModelBean;
import io.kefu.identity.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;

import org.springframework.stereotype.Component;

/**
 * Deadlines as models speak of them. Every method takes the model's {@code execution} or
 * {@code task} and the policy, a row of the decision table {@code deadline}; the case is
 * the one in variable {@code caseNo}. A clock is started when a task, a timer or the
 * model asks for it first, and only once per round.
 * <p>
 * A first round begins when the table says: with variable {@code receivedAt} (text in ISO
 * 8601, without offset in the calendar's zone), with {@code acceptedAt} (date or such a
 * text; now while it is not set) or with the step. Later rounds begin with their step.
 * Only a visit begins in every round with {@code appointmentAt} (as {@code receivedAt}).
 * <p>
 * Where the terms of the case's product promise an answer within some hours, variable
 * {@code responseHours} holds them for the table (S1-23).
 */
@Component("deadlines")
@ModelBean
public class Deadlines {

	private final Clocks clocks;

	private final DeadlineTerms terms;

	private final Calendars calendars;

	private final Actor actor;

	private final Clock clock;

	Deadlines(Clocks clocks, DeadlineTerms terms, Calendars calendars, Actor actor, Clock engineClock) {
		this.clocks = clocks;
		this.terms = terms;
		this.calendars = calendars;
		this.actor = actor;
		this.clock = engineClock;
	}

	/**
	 * The due date of a user task: {@code camunda:dueDate}. Starts the clock if none is
	 * active and lets the task's people watch it.
	 * @param scope the model's {@code execution} or {@code task}
	 * @param policy which promise
	 * @return when it is due, in milliseconds; while the clock waits, when it was due
	 * before
	 */
	public Date due(VariableScope scope, String policy) {
		return Date.from(watched(scope, policy).dueAt());
	}

	/**
	 * The due date of a user task that belongs to no case: {@code camunda:dueDate}. Only
	 * a date; no clock runs, so nobody is reminded and nothing escalates (ADR 0012).
	 * @param scope the model's {@code execution} or {@code task}
	 * @param policy which promise
	 * @return when it is due, in milliseconds
	 */
	public Date date(VariableScope scope, String policy) {
		Terms promised = terms(scope, policy);
		return Date.from(
				this.calendars.current().due(start(scope, promised.startsFrom()), promised.amount(), promised.unit()));
	}

	/**
	 * The cycle of a task's boundary timer: {@code timeCycle}. The engine's timer then
	 * fires at each step of the clock, see {@link ClockCycleCalendar}. Starts the clock
	 * if none is active and lets the task's people watch it.
	 * @param scope the model's {@code execution}
	 * @param policy which promise
	 * @return {@code policy@caseNo}
	 */
	public String cycle(VariableScope scope, String policy) {
		CaseClock watched = watched(scope, policy);
		return ClockCycleCalendar.cycle(watched.policy(), watched.caseNo());
	}

	/**
	 * Starts a clock that no task shows yet, unless it is active.
	 * @param scope the model's {@code execution} or {@code task}
	 * @param policy which promise
	 */
	public void start(VariableScope scope, String policy) {
		started(scope, policy);
	}

	/**
	 * Ends a clock because the promised thing is done; nothing happens when it is not
	 * active.
	 * @param scope the model's {@code execution} or {@code task}
	 * @param policy which promise
	 */
	public void stop(VariableScope scope, String policy) {
		this.clocks.stop(caseNo(scope), policy, this.actor.current());
	}

	/**
	 * Ends a clock because nothing is promised any more; nothing happens when it is not
	 * active.
	 * @param scope the model's {@code execution} or {@code task}
	 * @param policy which promise
	 * @param reason why, in Chinese
	 */
	public void cancel(VariableScope scope, String policy, String reason) {
		this.clocks.cancel(caseNo(scope), policy, reason, this.actor.current());
	}

	private CaseClock watched(VariableScope scope, String policy) {
		CaseClock started = started(scope, policy);
		this.clocks.watch(started, activityId(scope));
		return started;
	}

	private CaseClock started(VariableScope scope, String policy) {
		String caseNo = caseNo(scope);
		return this.clocks.active(caseNo, policy).orElseGet(() -> {
			Terms promised = terms(scope, policy);
			boolean ownStart = promised.startsFrom() == StartsFrom.APPOINTMENT
					|| !this.clocks.wasStarted(caseNo, policy);
			Instant start = ownStart ? start(scope, promised.startsFrom()) : this.clock.instant();
			return this.clocks.start(caseNo, processInstanceId(scope), policy, promised, start, this.actor.current());
		});
	}

	private Terms terms(VariableScope scope, String policy) {
		return this.terms.of(policy, (String) scope.getVariable("severity"), (Boolean) scope.getVariable("complex"),
				(Integer) scope.getVariable("responseHours"));
	}

	private Instant start(VariableScope scope, StartsFrom from) {
		return switch (from) {
			case RECEIPT -> instant(scope, "receivedAt");
			case ACCEPTANCE ->
				(scope.getVariable("acceptedAt") != null) ? instant(scope, "acceptedAt") : this.clock.instant();
			case STEP -> this.clock.instant();
			case APPOINTMENT -> instant(scope, "appointmentAt");
		};
	}

	private Instant instant(VariableScope scope, String variable) {
		Object value = scope.getVariable(variable);
		if (value instanceof Date date) {
			return date.toInstant();
		}
		if (value instanceof String text) {
			try {
				TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from,
						LocalDateTime::from);
				return (time instanceof OffsetDateTime offset) ? offset.toInstant()
						: ((LocalDateTime) time).atZone(this.calendars.zone()).toInstant();
			}
			catch (DateTimeException ex) {
				throw new IllegalStateException("Variable \"" + variable + "\" is no time in ISO 8601: " + text, ex);
			}
		}
		throw new IllegalStateException("Variable \"" + variable + "\" holds no time: " + value);
	}

	static String caseNo(VariableScope scope) {
		if (scope.getVariable("caseNo") instanceof String caseNo) {
			return caseNo;
		}
		throw new IllegalStateException("A deadline needs the case number in variable \"caseNo\"");
	}

	private static String processInstanceId(VariableScope scope) {
		return (scope instanceof DelegateTask task) ? task.getProcessInstanceId()
				: ((DelegateExecution) scope).getProcessInstanceId();
	}

	private static String activityId(VariableScope scope) {
		return (scope instanceof DelegateTask task) ? task.getTaskDefinitionKey()
				: ((DelegateExecution) scope).getCurrentActivityId();
	}

}
