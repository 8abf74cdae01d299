package io.kefu.deadline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The clocks of all cases and what happens to them. Everything happens in the current
 * transaction, keeps an event of the clock, and shows in the case's timeline where a
 * person wants to know. Knows nothing of the engine's timers.
 * <p>
 * A promise of working time is never prolonged by time that is not working time: after a
 * pause a clock is due when the rest of its budget has passed. Where new dates put a step
 * that has happened into the future again (an extension, holidays that became known), it
 * will happen again at its new date.
 */
@Component
public class Clocks {

	private static final String SELECT = "select * from clock where case_no = :caseNo and stopped_at is null ";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Calendars calendars;

	private final CaseEvents events;

	Clocks(JdbcClient jdbc, Clock engineClock, Calendars calendars, CaseEvents events) {
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.calendars = calendars;
		this.events = events;
	}

	/**
	 * A clock before and after its dates were changed.
	 */
	record Change(CaseClock before, CaseClock after) {
	}

	/**
	 * The clock of that policy that counts or waits now.
	 * @param caseNo case number
	 * @param policy policy
	 * @return the clock, empty when none was started or the last has ended
	 */
	Optional<CaseClock> active(String caseNo, String policy) {
		return this.jdbc.sql(SELECT + "and policy = :policy")
			.param("caseNo", caseNo)
			.param("policy", policy)
			.query(Clocks::map)
			.optional();
	}

	/**
	 * Whether the policy has had a clock in this case, so that the next is a further
	 * round.
	 * @param caseNo case number
	 * @param policy policy
	 * @return true from the first start on
	 */
	boolean wasStarted(String caseNo, String policy) {
		return this.jdbc.sql("select exists (select from clock where case_no = ? and policy = ?)")
			.params(caseNo, policy)
			.query(Boolean.class)
			.single();
	}

	/**
	 * Starts a clock unless one of that policy is active.
	 * @param caseNo case number of an existing case
	 * @param processInstanceId the case's process instance
	 * @param policy policy
	 * @param terms what is promised
	 * @param start when the period begins; may lie in the past or, for a visit, ahead
	 * @param actor login or {@code system}
	 * @return the active clock
	 */
	CaseClock start(String caseNo, String processInstanceId, String policy, Terms terms, Instant start, String actor) {
		Optional<CaseClock> active = active(caseNo, policy);
		if (active.isPresent()) {
			return active.get();
		}
		WorkingCalendar calendar = this.calendars.current();
		Instant from = start.truncatedTo(ChronoUnit.MILLIS);
		Instant due = calendar.due(from, terms.amount(), terms.unit());
		CaseClock started = this.jdbc
			.sql("""
					insert into clock (case_no, process_instance_id, policy, label, round, state, amount, unit, warn_percent, lead_percent,
					  management_percent, started_at, last_start_at, budget_seconds, due_at)
					select :caseNo, :instance, :policy, :label, 1 + count(*), 'RUNNING', :amount, :unit, :warn, :lead, :management, :start,
					  :start, :budget, :due
					from clock where case_no = :caseNo and policy = :policy
					returning *""")
			.param("caseNo", caseNo)
			.param("instance", processInstanceId)
			.param("policy", policy)
			.param("label", terms.label())
			.param("amount", terms.amount())
			.param("unit", terms.unit().name())
			.param("warn", terms.warnPercent())
			.param("lead", terms.leadPercent())
			.param("management", terms.managementPercent())
			.param("start", Timestamp.from(from))
			.param("budget", budget(terms, from, due, calendar))
			.param("due", Timestamp.from(due))
			.query(Clocks::map)
			.single();
		record(started, "START", actor, terms.text());
		return flagMissingYears(started, calendar);
	}

	/**
	 * Notes which user task shows the clock now: its people are told when time runs out.
	 * @param clock an active clock
	 * @param activityId id of the user task in the model
	 */
	void watch(CaseClock clock, String activityId) {
		this.jdbc
			.sql("update clock set activity_id = :activity where id = :id and activity_id is distinct from :activity")
			.param("activity", activityId)
			.param("id", clock.id())
			.update();
	}

	/**
	 * Whether a clock of the procedure counts or waits for that step, so that its due
	 * date is not anybody's to choose.
	 * @param processInstanceId the step's process instance
	 * @param activityId id of the user task in the model
	 * @return false also for a step whose clocks have all ended
	 */
	public boolean isWatched(String processInstanceId, String activityId) {
		return this.jdbc.sql("""
				select exists (select from clock
				where process_instance_id = ? and activity_id = ? and stopped_at is null)""")
			.params(processInstanceId, activityId)
			.query(Boolean.class)
			.single();
	}

	/**
	 * Ends a clock because the promised thing is done. Does nothing when none is active.
	 * @param caseNo case number
	 * @param policy policy
	 * @param actor login or {@code system}
	 */
	void stop(String caseNo, String policy, String actor) {
		lock(caseNo, policy).ifPresent((clock) -> stop(clock, actor));
	}

	/**
	 * Ends a clock because nothing is promised any more. Does nothing when none is
	 * active.
	 * @param caseNo case number
	 * @param policy policy
	 * @param reason why, in Chinese
	 * @param actor login or {@code system}
	 */
	void cancel(String caseNo, String policy, String reason, String actor) {
		lock(caseNo, policy).ifPresent((clock) -> {
			end(clock, CaseClock.State.CANCELLED, "CANCEL", actor, reason);
			this.events.record(caseNo, "CLOCK_CANCELLED", actor, clock.label() + "不再计时：" + reason);
		});
	}

	/**
	 * Ends all clocks of a case that is over: closed, its clocks are stopped; withdrawn,
	 * they are cancelled.
	 * @param caseNo case number
	 * @param cancelled whether the promises fell away
	 * @param reason why, in Chinese
	 * @param actor login or {@code system}
	 */
	void endAll(String caseNo, boolean cancelled, String reason, String actor) {
		for (CaseClock clock : lockAll(caseNo)) {
			if (cancelled) {
				end(clock, CaseClock.State.CANCELLED, "CANCEL", actor, reason);
			}
			else {
				stop(clock, actor);
			}
		}
	}

	/**
	 * Pauses all clocks that count, also those that are overdue.
	 * @param caseNo case number
	 * @param except policies that never pause
	 * @param reason why, in Chinese
	 * @param actor login or {@code system}
	 * @return the clocks that were paused
	 */
	List<CaseClock> pauseAll(String caseNo, Set<String> except, String reason, String actor) {
		WorkingCalendar calendar = this.calendars.current();
		Instant now = now();
		List<CaseClock> paused = lockAll(caseNo).stream()
			.filter((clock) -> !clock.isPaused() && !except.contains(clock.policy()))
			.map((clock) -> pause(clock, now, calendar))
			.toList();
		paused.forEach((clock) -> record(clock, "PAUSE", actor, reason));
		if (!paused.isEmpty()) {
			this.events.record(caseNo, "CLOCK_PAUSED", actor, reason + "，暂停计时：" + labels(paused));
		}
		return paused;
	}

	/**
	 * Lets all paused clocks count again; each is due when the rest of its budget has
	 * passed. One whose budget was used up before the pause stays due when it was due.
	 * @param caseNo case number
	 * @param reason why, in Chinese
	 * @param actor login or {@code system}
	 * @return the clocks that count again, with their former dates
	 */
	List<Change> resumeAll(String caseNo, String reason, String actor) {
		WorkingCalendar calendar = this.calendars.current();
		Instant now = now();
		List<Change> resumed = lockAll(caseNo).stream()
			.filter(CaseClock::isPaused)
			.map((clock) -> new Change(clock, resume(clock, now, calendar)))
			.toList();
		resumed.forEach((change) -> record(change.after(), "RESUME", actor, reason));
		if (!resumed.isEmpty()) {
			this.events.record(caseNo, "CLOCK_RESUMED", actor,
					reason + "，恢复计时："
							+ resumed.stream()
								.map(Change::after)
								.map((clock) -> clock.label() + "（到期时间 " + clock.dueText(this.calendars.zone()) + "）")
								.collect(Collectors.joining("、")));
		}
		return resumed;
	}

	/**
	 * Promises something else: the whole period of the new terms from the same start,
	 * less what was spent before a pause.
	 * @param caseNo case number
	 * @param policy policy
	 * @param terms the new terms
	 * @param reason why, in Chinese
	 * @param actor login or {@code system}
	 * @return the clock before and after, empty when none is active
	 */
	Optional<Change> retarget(String caseNo, String policy, Terms terms, String reason, String actor) {
		return lock(caseNo, policy).map((clock) -> {
			CaseClock promised = this.jdbc.sql("""
					update clock set amount = :amount, unit = :unit, warn_percent = :warn, lead_percent = :lead,
					  management_percent = :management where id = :id returning *""")
				.param("amount", terms.amount())
				.param("unit", terms.unit().name())
				.param("warn", terms.warnPercent())
				.param("lead", terms.leadPercent())
				.param("management", terms.managementPercent())
				.param("id", clock.id())
				.query(Clocks::map)
				.single();
			WorkingCalendar calendar = this.calendars.current();
			Instant whole = calendar.due(clock.startedAt(), terms.amount(), terms.unit());
			long budget = budget(terms, clock.startedAt(), whole, calendar);
			Instant due = clock.isPaused() ? restDue(promised, now(), budget, calendar)
					: clock.wasPaused() ? restDue(promised, clock.lastStartAt(), budget, calendar) : whole;
			CaseClock after = redate(promised, budget, due, calendar);
			record(after, "RETARGET", actor, reason);
			this.events.record(caseNo, "CLOCK_RETARGETED", actor, after.label() + "时限改为" + terms.text() + "，到期时间 "
					+ after.dueText(this.calendars.zone()) + "；原因：" + reason);
			return new Change(clock, flagMissingYears(after, calendar));
		});
	}

	/**
	 * Agrees on a later date (S4-322): it stands, whatever the calendar says later.
	 * @param caseNo case number
	 * @param policy policy
	 * @param due the later date
	 * @param reason why, in Chinese
	 * @param actor login or {@code system}
	 * @return the clock before and after, empty when none is active
	 */
	Optional<Change> extend(String caseNo, String policy, Instant due, String reason, String actor) {
		return lock(caseNo, policy).map((clock) -> {
			WorkingCalendar calendar = this.calendars.current();
			long budget = clock.spentSeconds() + clock.between(clock.lastStartAt(), due, calendar).toSeconds();
			this.jdbc.sql("update clock set extended = true where id = ?").param(clock.id()).update();
			CaseClock after = redate(clock, budget, due, calendar);
			record(after, "EXTEND", actor, reason);
			this.events.record(caseNo, "CLOCK_EXTENDED", actor,
					"“" + after.label() + "”的到期时间由 " + clock.dueText(this.calendars.zone()) + " 延期至 "
							+ after.dueText(this.calendars.zone()) + "，原因：" + reason);
			return new Change(clock, flagMissingYears(after, calendar));
		});
	}

	/**
	 * The running clocks that depend on the calendar. A paused one needs no new dates: it
	 * gets them when it is resumed.
	 * @return their ids, oldest first
	 */
	List<Long> dependentOnCalendar() {
		return this.jdbc
			.sql("""
					select id from clock where stopped_at is null and state <> 'PAUSED' and unit <> 'HOUR' and not extended order by id""")
			.query(Long.class)
			.list();
	}

	/**
	 * Computes the dates of a clock anew from the present calendar. A clock whose dates
	 * stay is left alone.
	 * @param id id of a clock
	 * @param reason why, in Chinese
	 * @param actor login or {@code system}
	 * @return the clock before and after; empty when it has ended or is paused meanwhile
	 */
	Optional<Change> recalculate(long id, String reason, String actor) {
		Optional<CaseClock> found = this.jdbc.sql(
				"select * from clock where id = ? and stopped_at is null and state <> 'PAUSED' and not extended for update")
			.param(id)
			.query(Clocks::map)
			.optional();
		return found.map((clock) -> {
			WorkingCalendar calendar = this.calendars.current();
			CaseClock after = recalculate(clock, calendar);
			if (!after.dueAt().equals(clock.dueAt())) {
				record(after, "RECALC", actor, reason);
				this.events.record(clock.caseNo(), "CLOCK_RECALCULATED", actor,
						reason + "，“" + clock.label() + "”的到期时间由 " + clock.dueText(this.calendars.zone()) + " 调整为 "
								+ after.dueText(this.calendars.zone()));
			}
			return new Change(clock, flagMissingYears(after, calendar));
		});
	}

	/**
	 * Does the next step of a clock that counts, whatever the time: the engine's timer
	 * decides when.
	 * @param caseNo case number
	 * @param policy policy
	 * @param actor login or {@code system}
	 * @return the clock after the step, at the level of that step; empty when it waits,
	 * has ended or has no step left
	 */
	Optional<CaseClock> nextStep(String caseNo, String policy, String actor) {
		return lock(caseNo, policy).filter((clock) -> !clock.isPaused())
			.flatMap((clock) -> Step.to(clock.level() + 1).map((step) -> {
				CaseClock after = this.jdbc.sql("update clock set level = ?, state = ? where id = ? returning *")
					.params(step.level(),
							((step == Step.WARN) ? CaseClock.State.RUNNING : CaseClock.State.BREACHED).name(),
							clock.id())
					.query(Clocks::map)
					.single();
				record(after, step.name(), actor, null);
				return after;
			}));
	}

	/**
	 * When the next step of a clock is to happen.
	 * @param clock an active clock
	 * @param ahead 1 for the next step, 2 for the one after it
	 * @return the moment; empty where there is no such step
	 */
	Optional<Instant> reaches(CaseClock clock, int ahead) {
		return Step.to(clock.level() + ahead).map((step) -> clock.reaches(step, this.calendars.current()));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	private static long budget(Terms terms, Instant start, Instant due, WorkingCalendar calendar) {
		return ((terms.unit() == Unit.WORKING_DAY) ? calendar.workingBetween(start, due)
				: Duration.ofHours(terms.amount()))
			.toSeconds();
	}

	private void stop(CaseClock clock, String actor) {
		Instant now = now();
		boolean broken = clock.isBroken(now);
		end(clock, broken ? CaseClock.State.BREACHED : CaseClock.State.MET, "STOP", actor, null);
		if (broken && clock.level() < Step.BREACH.level()) {
			this.events.record(clock.caseNo(), "CLOCK_BREACHED", actor,
					clock.label() + "已完成，但超过了到期时间 " + clock.dueText(this.calendars.zone()));
		}
	}

	private void end(CaseClock clock, CaseClock.State state, String type, String actor, String reason) {
		CaseClock ended = this.jdbc.sql("update clock set state = ?, stopped_at = ? where id = ? returning *")
			.params(state.name(), Timestamp.from(now()), clock.id())
			.query(Clocks::map)
			.single();
		record(ended, type, actor, reason);
	}

	private CaseClock pause(CaseClock clock, Instant now, WorkingCalendar calendar) {
		long spent = clock.between(clock.lastStartAt(), now, calendar).toSeconds();
		return this.jdbc
			.sql("update clock set state = 'PAUSED', spent_seconds = spent_seconds + ? where id = ? returning *")
			.params(spent, clock.id())
			.query(Clocks::map)
			.single();
	}

	private CaseClock resume(CaseClock clock, Instant now, WorkingCalendar calendar) {
		CaseClock resumed = this.jdbc
			.sql("update clock set state = ?, last_start_at = ?, due_at = ? where id = ? returning *")
			.params(running(clock.level()).name(), Timestamp.from(now),
					Timestamp.from(restDue(clock, now, clock.budgetSeconds(), calendar)), clock.id())
			.query(Clocks::map)
			.single();
		return flagMissingYears(resumed, calendar);
	}

	private static Instant restDue(CaseClock clock, Instant from, long budget, WorkingCalendar calendar) {
		long rest = budget - clock.spentSeconds();
		return (rest > 0) ? clock.add(from, Duration.ofSeconds(rest), calendar) : clock.dueAt();
	}

	private CaseClock recalculate(CaseClock clock, WorkingCalendar calendar) {
		if (clock.wasPaused()) {
			return redate(clock, clock.budgetSeconds(),
					restDue(clock, clock.lastStartAt(), clock.budgetSeconds(), calendar), calendar);
		}
		Instant due = calendar.due(clock.startedAt(), clock.amount(), clock.unit());
		long budget = (clock.unit() == Unit.WORKING_DAY) ? calendar.workingBetween(clock.startedAt(), due).toSeconds()
				: clock.budgetSeconds();
		return redate(clock, budget, due, calendar);
	}

	/**
	 * Gives a clock new dates, and takes back the steps that lie ahead again.
	 */
	private CaseClock redate(CaseClock clock, long budget, Instant due, WorkingCalendar calendar) {
		CaseClock dated = this.jdbc.sql("update clock set budget_seconds = ?, due_at = ? where id = ? returning *")
			.params(budget, Timestamp.from(due), clock.id())
			.query(Clocks::map)
			.single();
		int level = dated.level();
		while (level > 0 && dated.reaches(Step.to(level).orElseThrow(), calendar).isAfter(now())) {
			level--;
		}
		if (level == dated.level() || dated.isPaused()) {
			return dated;
		}
		return this.jdbc.sql("update clock set level = ?, state = ? where id = ? returning *")
			.params(level, running(level).name(), clock.id())
			.query(Clocks::map)
			.single();
	}

	private static CaseClock.State running(int level) {
		return (level < Step.BREACH.level()) ? CaseClock.State.RUNNING : CaseClock.State.BREACHED;
	}

	/**
	 * Marks a clock that runs into a year without holidays, and says so once.
	 */
	private CaseClock flagMissingYears(CaseClock clock, WorkingCalendar calendar) {
		List<Integer> missing = (clock.unit() != Unit.HOUR) ? calendar.missingYears(clock.startedAt(), clock.dueAt())
				: List.of();
		if (missing.isEmpty() == !clock.calendarIncomplete()) {
			return clock;
		}
		if (!missing.isEmpty()) {
			this.events.record(clock.caseNo(), "CALENDAR_INCOMPLETE", Actor.SYSTEM,
					"“" + clock.label() + "”的时限：" + CaseClock.missingYearsText(missing));
		}
		return this.jdbc.sql("update clock set calendar_incomplete = ? where id = ? returning *")
			.params(!missing.isEmpty(), clock.id())
			.query(Clocks::map)
			.single();
	}

	private Optional<CaseClock> lock(String caseNo, String policy) {
		return this.jdbc.sql(SELECT + "and policy = :policy for update")
			.param("caseNo", caseNo)
			.param("policy", policy)
			.query(Clocks::map)
			.optional();
	}

	private List<CaseClock> lockAll(String caseNo) {
		return this.jdbc.sql(SELECT + "order by id for update").param("caseNo", caseNo).query(Clocks::map).list();
	}

	private void record(CaseClock clock, String type, String actor, String reason) {
		this.jdbc.sql("insert into clock_event (clock_id, at, type, actor, reason, due_at) values (?, ?, ?, ?, ?, ?)")
			.params(clock.id(), Timestamp.from(now()), type, actor, reason, Timestamp.from(clock.dueAt()))
			.update();
	}

	private static String labels(List<CaseClock> clocks) {
		return clocks.stream().map(CaseClock::label).collect(Collectors.joining("、"));
	}

	private static CaseClock map(ResultSet row, int index) throws SQLException {
		Timestamp stopped = row.getTimestamp("stopped_at");
		return new CaseClock(row.getLong("id"), row.getString("case_no"), row.getString("process_instance_id"),
				row.getString("policy"), row.getString("label"), row.getInt("round"),
				CaseClock.State.valueOf(row.getString("state")), row.getString("activity_id"), row.getInt("amount"),
				Unit.valueOf(row.getString("unit")), row.getInt("warn_percent"), row.getInt("lead_percent"),
				row.getInt("management_percent"), row.getInt("level"), row.getTimestamp("started_at").toInstant(),
				row.getTimestamp("last_start_at").toInstant(), row.getLong("budget_seconds"),
				row.getLong("spent_seconds"), row.getTimestamp("due_at").toInstant(),
				(stopped != null) ? stopped.toInstant() : null, row.getBoolean("calendar_incomplete"));
	}

}
