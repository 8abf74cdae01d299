package io.kefu.deadline;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.kefu.identity.Actor;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

import org.springframework.stereotype.Component;

/**
 * What other features do to the clocks of a case, together with the engine's timers and
 * the due dates of tasks. The clocks change in the engine's transaction, on behalf of the
 * engine's current user.
 */
@Component
public class ClockControl {

	/** The customer was promised an answer, whatever else is waited for. */
	private static final Set<String> NEVER_PAUSED = Set.of("first-reply");

	private static final int ATTEMPTS = 5;

	private final Clocks clocks;

	private final ClockTimers timers;

	private final DeadlineTerms terms;

	private final Actor actor;

	private final ProcessEngine engine;

	private final Clock clock;

	private final ZoneId zone;

	ClockControl(Clocks clocks, ClockTimers timers, DeadlineTerms terms, Actor actor, ProcessEngine engine,
			Clock engineClock, Calendars calendars) {
		this.clocks = clocks;
		this.timers = timers;
		this.terms = terms;
		this.actor = actor;
		this.engine = engine;
		this.clock = engineClock;
		this.zone = calendars.zone();
	}

	/**
	 * Pauses the case's clocks while the customer is waited for, except the first reply.
	 * @param scope the model's {@code execution} or {@code task}, with {@code caseNo}
	 */
	public void pause(VariableScope scope) {
		String caseNo = Deadlines.caseNo(scope);
		inEngine(() -> this.clocks.pauseAll(caseNo, NEVER_PAUSED, "等待客户补充资料", this.actor.current())
			.forEach(this.timers::suspend));
	}

	/**
	 * Lets the case's paused clocks count on.
	 * @param scope the model's {@code execution} or {@code task}, with {@code caseNo}
	 */
	public void resume(VariableScope scope) {
		String caseNo = Deadlines.caseNo(scope);
		inEngine(() -> this.clocks.resumeAll(caseNo, "客户资料已收到", this.actor.current()).forEach(this.timers::resume));
	}

	/**
	 * Gives a running promise other terms, such as 4 hours instead of 1 for relaying a
	 * complaint (S2-30).
	 * @param caseNo case number
	 * @param policy the clock's policy, such as {@code relay}
	 * @param termsPolicy the row of the decision table with the new terms, such as
	 * {@code relay-extended}
	 * @param reason why, in Chinese, not empty
	 * @return when it is due now
	 * @throws InvalidInputException (409) when no clock of that policy is active, or it
	 * has these terms already
	 */
	public Instant retarget(String caseNo, String policy, String termsPolicy, String reason) {
		return inEngine(() -> {
			CaseClock active = this.clocks.active(caseNo, policy)
				.orElseThrow(() -> InvalidInputException.conflict("案件“" + caseNo + "”的该项时限已结束或尚未开始，不能调整"));
			RuntimeService runtime = this.engine.getRuntimeService();
			Map<String, Object> variables = runtime.getVariables(active.processInstanceId(),
					Set.of("severity", "complex", "responseHours"));
			Terms promised = this.terms.of(termsPolicy, (String) variables.get("severity"),
					(Boolean) variables.get("complex"), (Integer) variables.get("responseHours"));
			if (active.amount() == promised.amount() && active.unit() == promised.unit()) {
				throw InvalidInputException.conflict("案件“" + caseNo + "”的该项时限已经调整过，不能再次调整");
			}
			Clocks.Change change = this.clocks.retarget(caseNo, policy, promised, reason, this.actor.current())
				.orElseThrow();
			this.timers.move(change);
			return change.after().dueAt();
		});
	}

	/**
	 * Agrees on a later date with the customer, before the old one has passed (S4-322).
	 * @param caseNo case number
	 * @param policy the clock's policy, such as {@code parts-repair}
	 * @param due the later date
	 * @param reason why, in Chinese, not empty
	 * @return what was extended
	 * @throws InvalidInputException (409) when no clock of that policy is active, it
	 * waits for the customer, its date has passed or the table allows no extension; (400)
	 * when the date is not later
	 */
	public Extension extend(String caseNo, String policy, Instant due, String reason) {
		return inEngine(() -> {
			CaseClock active = this.clocks.active(caseNo, policy)
				.orElseThrow(() -> InvalidInputException.conflict("案件“" + caseNo + "”的该项时限已结束或尚未开始，不能延期"));
			String name = "“" + active.label() + "”";
			if (!this.terms.of(policy, null, null, null).extendable()) {
				throw InvalidInputException.conflict(name + "的时限不允许延期");
			}
			if (active.isPaused()) {
				throw InvalidInputException.conflict(name + "正在等待客户，暂停计时，不能延期");
			}
			String before = active.dueText(this.zone);
			if (!this.clock.instant().isBefore(active.dueAt())) {
				throw InvalidInputException.conflict(name + "的到期时间 " + before + " 已过，延期须在到期之前提出");
			}
			if (!due.isAfter(active.dueAt())) {
				throw InvalidInputException.of("newDueAt", "“新的到期时间”必须晚于原到期时间 " + before);
			}
			Clocks.Change change = this.clocks.extend(caseNo, policy, due, reason, this.actor.current()).orElseThrow();
			this.timers.move(change);
			return new Extension(active.label(), active.dueAt(), change.after().dueAt());
		});
	}

	/**
	 * A promise that was put off.
	 *
	 * @param label the promise in Chinese
	 * @param before when it was due
	 * @param after when it is due now
	 */
	public record Extension(String label, Instant before, Instant after) {
	}

	/**
	 * Ends all clocks of a case that is over.
	 * @param caseNo case number
	 * @param cancelled true when the promises fell away, as by withdrawal; false when the
	 * case is done
	 */
	public void stopAll(String caseNo, boolean cancelled) {
		this.clocks.endAll(caseNo, cancelled, cancelled ? "案件已撤回" : "案件已结案", this.actor.current());
	}

	/**
	 * Computes all open clocks that depend on the working calendar anew, each in its own
	 * transaction, so that a case that is being worked on at the moment holds up only
	 * itself and is tried again. Doing it twice does no harm.
	 * @param reason why, in Chinese
	 * @return how many clocks were computed
	 */
	int recalculate(String reason) {
		int count = 0;
		for (long id : this.clocks.dependentOnCalendar()) {
			count += recalculate(id, reason, 1) ? 1 : 0;
		}
		return count;
	}

	private boolean recalculate(long id, String reason, int attempt) {
		try {
			return inEngine(() -> this.clocks.recalculate(id, reason, this.actor.current()).map((change) -> {
				this.timers.move(change);
				return true;
			}).orElse(false));
		}
		catch (OptimisticLockingException ex) {
			if (attempt == ATTEMPTS) {
				throw ex;
			}
			return recalculate(id, reason, attempt + 1);
		}
	}

	private void inEngine(Runnable work) {
		inEngine(() -> {
			work.run();
			return null;
		});
	}

	/**
	 * Works in the engine's transaction, as the current user but without that user's
	 * permissions: a clerk may not touch jobs, but what the clerk does moves them. The
	 * engine's operation log still names the user.
	 */
	private <T> T inEngine(Supplier<T> work) {
		ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) this.engine
			.getProcessEngineConfiguration();
		return configuration.getCommandExecutorTxRequired()
			.execute((context) -> context.runWithoutAuthorization((Callable<T>) work::get));
	}

}
