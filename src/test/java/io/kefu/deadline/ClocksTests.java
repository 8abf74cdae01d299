package io.kefu.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.kefu.deadline.Calendar2026.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClocksTests {

	private static final Terms FIRST_REPLY = new Terms("首次回复", 24, Unit.HOUR, StartsFrom.RECEIPT, 75, 125, 150, false);

	private static final Terms RELAY = new Terms("客诉通报", 1, Unit.HOUR, StartsFrom.RECEIPT, 50, 150, 200, false);

	private static final Terms RELAY_EXTENDED = new Terms("客诉通报", 4, Unit.HOUR, StartsFrom.RECEIPT, 50, 150, 200,
			false);

	private static final Terms UNIVERSALITY = new Terms("普遍性评估", 4, Unit.WORKING_HOUR, StartsFrom.STEP, 75, 125, 150,
			false);

	private static final Terms COMPLETION = new Terms("处理完成", 3, Unit.WORKING_DAY, StartsFrom.STEP, 75, 125, 150,
			false);

	private static final CaseFileDatabase database = new CaseFileDatabase();

	private final CaseFileDatabase.SetClock time = database.clock;

	private final Clocks clocks = new Clocks(database.jdbc, this.time, database.calendars(), database.caseEvents());

	private String caseNo;

	@BeforeEach
	void register() {
		this.time.set("2026-11-09T10:00");
		this.caseNo = database.addCase("instance");
	}

	@Test
	void clockIsDueWhenThePromisedTimeHasPassedAndEscalatesInItsOwnTime() {
		CaseClock reply = start("first-reply", FIRST_REPLY, "2026-11-06T16:00");
		assertThat(reply.dueAt()).isEqualTo(at("2026-11-07T16:00"));
		assertThat(reply.budgetSeconds()).isEqualTo(24 * 3600);
		assertThat(steps(reply)).containsExactly(at("2026-11-07T10:00"), at("2026-11-07T16:00"), at("2026-11-07T22:00"),
				at("2026-11-08T04:00"));

		CaseClock universality = start("universality", UNIVERSALITY, "2026-11-06T16:00");
		assertThat(steps(universality)).containsExactly(at("2026-11-09T10:00"), at("2026-11-09T11:00"),
				at("2026-11-09T12:00"), at("2026-11-09T14:30"));

		CaseClock completion = start("completion", COMPLETION, "2026-11-09T10:00");
		assertThat(completion.budgetSeconds()).isEqualTo(3 * 27_000);
		assertThat(steps(completion)).containsExactly(at("2026-11-11T11:52:30"), at("2026-11-12T10:00"),
				at("2026-11-12T17:07:30"), at("2026-11-13T15:15"));
	}

	@Test
	void startingAnActiveClockAgainChangesNothing() {
		CaseClock first = start("relay", RELAY, "2026-11-09T10:00");
		assertThat(start("relay", RELAY_EXTENDED, "2026-11-09T11:00")).isEqualTo(first);
		assertThat(database.clockEvents(this.caseNo, "relay")).containsExactly("START");
	}

	@Test
	void nextRoundIsAClockOfItsOwn() {
		assertThat(this.clocks.wasStarted(this.caseNo, "completion")).isFalse();
		start("completion", COMPLETION, "2026-11-09T10:00");
		assertThat(this.clocks.wasStarted(this.caseNo, "completion")).isTrue();
		this.clocks.stop(this.caseNo, "completion", "quality");
		assertThat(this.clocks.active(this.caseNo, "completion")).isEmpty();
		CaseClock second = start("completion", COMPLETION, "2026-11-10T10:00");
		assertThat(second.round()).isEqualTo(2);
		assertThat(second.dueAt()).isEqualTo(at("2026-11-13T10:00"));
	}

	@Test
	void stoppedInTimeIsMet() {
		start("relay", RELAY, "2026-11-09T10:00");
		this.time.set("2026-11-09T11:00");
		this.clocks.stop(this.caseNo, "relay", "customerService");
		assertThat(states("relay")).containsExactly("MET");
		assertThat(database.clockEvents(this.caseNo, "relay")).containsExactly("START", "STOP");
		this.clocks.stop(this.caseNo, "relay", "customerService");
		assertThat(database.clockEvents(this.caseNo, "relay")).as("nothing to stop twice")
			.containsExactly("START", "STOP");
	}

	@Test
	void stoppedLateIsBreachedThoughNoTimerFired() {
		start("relay", RELAY, "2026-11-09T10:00");
		this.time.set("2026-11-09T11:00:01");
		this.clocks.stop(this.caseNo, "relay", "customerService");
		assertThat(states("relay")).containsExactly("BREACHED");
		assertThat(database.timeline(this.caseNo))
			.containsExactly("CLOCK_BREACHED customerService 客诉通报已完成，但超过了到期时间 2026-11-09 11:00");
	}

	@Test
	void breachedClockCountsOnUntilItIsStoppedAndStaysBreached() {
		start("relay", RELAY, "2026-11-09T10:00");
		this.clocks.nextStep(this.caseNo, "relay", "system");
		assertThat(states("relay")).containsExactly("RUNNING");
		this.clocks.nextStep(this.caseNo, "relay", "system");
		assertThat(states("relay")).containsExactly("BREACHED");
		assertThat(this.clocks.active(this.caseNo, "relay")).isPresent();
		this.clocks.stop(this.caseNo, "relay", "customerService");
		assertThat(states("relay")).containsExactly("BREACHED");
	}

	@Test
	void everyStepHappensOnceAndInOrder() {
		start("relay", RELAY, "2026-11-09T10:00");
		List<Optional<Integer>> levels = IntStream.range(0, 6)
			.mapToObj((i) -> this.clocks.nextStep(this.caseNo, "relay", "system").map(CaseClock::level))
			.toList();
		assertThat(levels).containsExactly(Optional.of(1), Optional.of(2), Optional.of(3), Optional.of(4),
				Optional.empty(), Optional.empty());
		assertThat(database.clockEvents(this.caseNo, "relay")).containsExactly("START", "WARN", "BREACH",
				"ESCALATE_LEAD", "ESCALATE_MANAGEMENT");
	}

	@Test
	void cancelledClockNeitherMetNorBrokeItsPromise() {
		start("relay", RELAY, "2026-11-09T10:00");
		this.time.set("2026-11-10T10:00");
		this.clocks.cancel(this.caseNo, "relay", "咨询直接解答", "customerService");
		assertThat(states("relay")).containsExactly("CANCELLED");
		assertThat(this.clocks.nextStep(this.caseNo, "relay", "system")).isEmpty();
		assertThat(database.timeline(this.caseNo)).containsExactly("CLOCK_CANCELLED customerService 客诉通报不再计时：咨询直接解答");
	}

	@Test
	void waitingForTheCustomerNeverEatsWorkingTime() {
		start("first-reply", FIRST_REPLY, "2026-11-09T10:00");
		start("completion", COMPLETION, "2026-11-09T10:00");
		start("relay", RELAY, "2026-11-09T10:00");

		this.time.set("2026-11-09T10:15");
		assertThat(this.clocks.pauseAll(this.caseNo, Set.of("first-reply"), "等待客户补充资料", "customerService"))
			.extracting(CaseClock::policy)
			.containsExactly("completion", "relay");
		assertThat(states("first-reply")).containsExactly("RUNNING");
		assertThat(states("relay")).containsExactly("PAUSED");
		assertThat(this.clocks.nextStep(this.caseNo, "relay", "system")).as("no step while waiting").isEmpty();
		assertThat(this.clocks.pauseAll(this.caseNo, Set.of("first-reply"), "又等", "customerService")).isEmpty();

		this.time.set("2026-11-13T17:00");
		List<Clocks.Change> resumed = this.clocks.resumeAll(this.caseNo, "客户资料已收到", "customerService");
		assertThat(resumed).extracting((change) -> change.after().dueAt())
			.as("completion: 22 h 15 min of working time left; relay: 45 minutes")
			.containsExactly(at("2026-11-18T16:45"), at("2026-11-13T17:45"));
		assertThat(this.clocks.reaches(resumed.get(1).after(), 1)).as("half of the hour, a quarter is spent")
			.contains(at("2026-11-13T17:15"));
		assertThat(database.clockEvents(this.caseNo, "relay")).containsExactly("START", "PAUSE", "RESUME");
		assertThat(database.timeline(this.caseNo)).containsExactly(
				"CLOCK_PAUSED customerService 等待客户补充资料，暂停计时：处理完成、客诉通报",
				"CLOCK_RESUMED customerService 客户资料已收到，恢复计时：处理完成（到期时间 2026-11-18 16:45）、客诉通报（到期时间 2026-11-13 17:45）");
	}

	@Test
	void secondPauseAddsToTheFirst() {
		start("universality", UNIVERSALITY, "2026-11-09T09:00");
		pauseFrom("2026-11-09T10:00", "2026-11-10T10:00");
		pauseFrom("2026-11-10T11:30", "2026-11-12T20:00");
		CaseClock clock = this.clocks.active(this.caseNo, "universality").orElseThrow();
		assertThat(clock.spentSeconds()).isEqualTo(2 * 3600 + 1800);
		assertThat(clock.dueAt()).as("1.5 hours left, from the morning").isEqualTo(at("2026-11-13T10:30"));
	}

	@Test
	void clockThatWasDueBeforeThePauseStaysBreached() {
		start("relay", RELAY, "2026-11-09T10:00");
		this.clocks.nextStep(this.caseNo, "relay", "system");
		this.clocks.nextStep(this.caseNo, "relay", "system");
		pauseFrom("2026-11-09T11:15", "2026-11-09T16:00");
		CaseClock clock = this.clocks.active(this.caseNo, "relay").orElseThrow();
		assertThat(clock.state()).isEqualTo(CaseClock.State.BREACHED);
		assertThat(clock.dueAt()).isEqualTo(at("2026-11-09T11:00"));
		assertThat(this.clocks.reaches(clock, 1)).as("the leader at 150 %: 15 of 30 minutes are left")
			.contains(at("2026-11-09T16:15"));
	}

	@Test
	void stoppedWhileWaitingIsMetWhenTimeWasLeft() {
		start("relay", RELAY, "2026-11-09T10:00");
		this.time.set("2026-11-09T10:30");
		this.clocks.pauseAll(this.caseNo, Set.of(), "等待", "system");
		this.time.set("2026-11-20T10:30");
		this.clocks.stop(this.caseNo, "relay", "system");
		assertThat(states("relay")).containsExactly("MET");
	}

	@Test
	void extensionCountsFromTheSameStartAndOpensStepsThatLieAhead() {
		start("relay", RELAY, "2026-11-09T10:00");
		this.time.set("2026-11-09T11:00");
		this.clocks.nextStep(this.caseNo, "relay", "system");
		this.clocks.nextStep(this.caseNo, "relay", "system");
		this.time.set("2026-11-09T11:10");
		CaseClock extended = this.clocks.retarget(this.caseNo, "relay", RELAY_EXTENDED, "特殊情况", "customerService")
			.orElseThrow()
			.after();
		assertThat(extended.dueAt()).isEqualTo(at("2026-11-09T14:00"));
		assertThat(extended.state()).isEqualTo(CaseClock.State.RUNNING);
		assertThat(extended.level()).isZero();
		assertThat(steps(extended)).containsExactly(at("2026-11-09T12:00"), at("2026-11-09T14:00"),
				at("2026-11-09T16:00"), at("2026-11-09T18:00"));
		assertThat(database.timeline(this.caseNo))
			.containsExactly("CLOCK_RETARGETED customerService 客诉通报时限改为4小时，到期时间 2026-11-09 14:00；原因：特殊情况");
		this.clocks.stop(this.caseNo, "relay", "customerService");
		assertThat(states("relay")).containsExactly("MET");
		assertThat(this.clocks.retarget(this.caseNo, "relay", RELAY_EXTENDED, "太晚", "customerService")).isEmpty();
	}

	@Test
	void extensionKeepsStepsThatAreStillBehind() {
		start("relay", RELAY, "2026-11-09T10:00");
		this.clocks.nextStep(this.caseNo, "relay", "system");
		this.time.set("2026-11-09T12:30");
		CaseClock extended = this.clocks.retarget(this.caseNo, "relay", RELAY_EXTENDED, "特殊情况", "customerService")
			.orElseThrow()
			.after();
		assertThat(extended.level()).as("half of four hours has passed").isEqualTo(1);
	}

	@Test
	void extensionAfterAPauseKeepsWhatWasSpent() {
		start("relay", RELAY, "2026-11-09T10:00");
		pauseFrom("2026-11-09T10:30", "2026-11-09T15:00");
		this.time.set("2026-11-09T15:10");
		assertThat(this.clocks.retarget(this.caseNo, "relay", RELAY_EXTENDED, "特殊情况", "customerService")
			.orElseThrow()
			.after()
			.dueAt()).isEqualTo(at("2026-11-09T18:30"));
	}

	@Test
	void extensionWhileWaitingCountsWhenResumed() {
		start("relay", RELAY, "2026-11-09T10:00");
		this.time.set("2026-11-09T10:30");
		this.clocks.pauseAll(this.caseNo, Set.of(), "等待", "system");
		assertThat(this.clocks.retarget(this.caseNo, "relay", RELAY_EXTENDED, "特殊情况", "customerService")
			.orElseThrow()
			.after()).satisfies((clock) -> assertThat(clock.isPaused()).isTrue())
			.satisfies((clock) -> assertThat(clock.dueAt()).isEqualTo(at("2026-11-09T14:00")));
		this.time.set("2026-11-09T15:00");
		assertThat(this.clocks.resumeAll(this.caseNo, "资料已收到", "system").get(0).after().dueAt())
			.isEqualTo(at("2026-11-09T18:30"));
	}

	@Test
	void yearWithoutHolidaysIsFlaggedAndSettledWhenItIsLoaded() {
		CaseClock clock = start("completion", COMPLETION, "2026-12-30T10:00");
		assertThat(clock.dueAt()).isEqualTo(at("2027-01-04T10:00"));
		assertThat(clock.calendarIncomplete()).isTrue();
		assertThat(start("first-reply", FIRST_REPLY, "2026-12-31T10:00").calendarIncomplete())
			.as("natural hours need no calendar")
			.isFalse();
		assertThat(database.timeline(this.caseNo)).singleElement()
			.isEqualTo("CALENDAR_INCOMPLETE system “处理完成”的时限：2027年的工作日历尚未录入，到期时间按普通工作周推算");

		withYear2027(() -> {
			assertThat(this.clocks.dependentOnCalendar()).contains(clock.id());
			CaseClock known = this.clocks.recalculate(clock.id(), "工作日历2027年数据已更新", "admin").orElseThrow().after();
			assertThat(known.dueAt()).as("New Year's Day is off, and the Monday after it")
				.isEqualTo(at("2027-01-06T10:00"));
			assertThat(known.calendarIncomplete()).isFalse();
			assertThat(database.timeline(this.caseNo).get(1)).isEqualTo(
					"CLOCK_RECALCULATED admin 工作日历2027年数据已更新，“处理完成”的到期时间由 2027-01-04 10:00 调整为 2027-01-06 10:00");
			assertThat(database.clockEvents(this.caseNo, "completion")).containsExactly("START", "RECALC");
		});
	}

	@Test
	void clockWhoseDatesStayIsLeftAlone() {
		CaseClock clock = start("completion", COMPLETION, "2026-11-09T10:00");
		withYear2027(() -> {
			Clocks.Change change = this.clocks.recalculate(clock.id(), "工作日历2027年数据已更新", "admin").orElseThrow();
			assertThat(change.after()).isEqualTo(change.before()).isEqualTo(clock);
			assertThat(database.clockEvents(this.caseNo, "completion")).containsExactly("START");
			assertThat(database.timeline(this.caseNo)).isEmpty();
		});
	}

	@Test
	void clockThatWasPausedIsRecomputedFromWhatIsLeft() {
		start("completion", COMPLETION, "2026-12-28T10:00");
		pauseFrom("2026-12-28T11:00", "2026-12-30T10:00");
		CaseClock before = this.clocks.active(this.caseNo, "completion").orElseThrow();
		assertThat(before.dueAt()).isEqualTo(at("2027-01-01T18:00"));
		this.time.set("2026-12-30T11:00");
		withYear2027(() -> assertThat(this.clocks.recalculate(before.id(), "更新", "admin").orElseThrow().after().dueAt())
			.isEqualTo(at("2027-01-05T18:00")));
	}

	@Test
	void reminderBeforeAPauseIsNotRepeatedWhenDatesAreRecomputed() {
		CaseClock clock = start("universality", UNIVERSALITY, "2026-11-09T09:00");
		this.clocks.nextStep(this.caseNo, "universality", "system");
		pauseFrom("2026-11-09T14:30", "2026-11-10T09:00");
		assertThat(this.clocks.recalculate(clock.id(), "更新", "admin").orElseThrow().after().level()).isEqualTo(1);
	}

	@Test
	void breachThatNewHolidaysUndoIsUndone() {
		CaseClock clock = start("completion", COMPLETION, "2026-12-30T10:00");
		this.time.set("2027-01-04T10:00");
		this.clocks.nextStep(this.caseNo, "completion", "system");
		this.clocks.nextStep(this.caseNo, "completion", "system");
		assertThat(states("completion")).containsExactly("BREACHED");
		withYear2027(() -> {
			CaseClock after = this.clocks.recalculate(clock.id(), "更新", "admin").orElseThrow().after();
			assertThat(after.state()).isEqualTo(CaseClock.State.RUNNING);
			assertThat(after.level()).as("the reminder lies ahead again too").isZero();
		});
	}

	@Test
	void onlyRunningClocksOfWorkingTimeDependOnTheCalendar() {
		CaseClock hours = start("relay", RELAY, "2026-11-09T10:00");
		CaseClock paused = start("universality", UNIVERSALITY, "2026-11-09T10:00");
		this.clocks.pauseAll(this.caseNo, Set.of("relay"), "等待", "system");
		CaseClock ended = start("follow-up", COMPLETION, "2026-11-09T10:00");
		this.clocks.stop(this.caseNo, "follow-up", "system");
		CaseClock running = start("completion", COMPLETION, "2026-11-09T10:00");
		assertThat(this.clocks.dependentOnCalendar()).contains(running.id())
			.doesNotContain(hours.id(), paused.id(), ended.id());
		assertThat(this.clocks.recalculate(ended.id(), "更新", "admin")).isEmpty();
		assertThat(this.clocks.recalculate(paused.id(), "更新", "admin")).isEmpty();
	}

	@Test
	void endOfTheCaseEndsAllClocks() {
		start("relay", RELAY, "2026-11-09T10:00");
		start("completion", COMPLETION, "2026-11-09T10:00");
		this.time.set("2026-11-09T12:00");
		this.clocks.endAll(this.caseNo, false, "案件已结案", "system");
		assertThat(states("relay")).containsExactly("BREACHED");
		assertThat(states("completion")).containsExactly("MET");
		start("follow-up", COMPLETION, "2026-11-09T10:00");
		this.clocks.endAll(this.caseNo, true, "案件已撤回", "customerService");
		assertThat(states("follow-up")).containsExactly("CANCELLED");
	}

	@Test
	void watchedTaskIsRemembered() {
		CaseClock clock = start("relay", RELAY, "2026-11-09T10:00");
		assertThat(clock.activityId()).isNull();
		this.clocks.watch(clock, "Task_AcceptComplaint");
		assertThat(this.clocks.active(this.caseNo, "relay").orElseThrow().activityId())
			.isEqualTo("Task_AcceptComplaint");
	}

	@Test
	void whatHappenedToAClockCannotBeChanged() {
		start("relay", RELAY, "2026-11-09T10:00");
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> database.jdbc.sql("update clock_event set actor = 'x'").update())
			.withMessageContaining("append-only");
	}

	private CaseClock start(String policy, Terms terms, String start) {
		return this.clocks.start(this.caseNo, "instance", policy, terms, at(start), "system");
	}

	private void pauseFrom(String from, String to) {
		this.time.set(from);
		this.clocks.pauseAll(this.caseNo, Set.of(), "等待客户补充资料", "system");
		this.time.set(to);
		this.clocks.resumeAll(this.caseNo, "客户资料已收到", "system");
	}

	private List<Instant> steps(CaseClock clock) {
		return Stream.of(1, 2, 3, 4).map((ahead) -> this.clocks.reaches(clock, ahead).orElseThrow()).toList();
	}

	private List<String> states(String policy) {
		return database.jdbc.sql("select state from clock where case_no = ? and policy = ? order by round")
			.params(this.caseNo, policy)
			.query(String.class)
			.list();
	}

	/** New Year of 2027 is off from Friday to the following Monday. */
	private void withYear2027(Runnable test) {
		CalendarDays days = new CalendarDays(database.jdbc);
		List<CalendarDay> newYear = LocalDate.parse("2027-01-01")
			.datesUntil(LocalDate.parse("2027-01-05"))
			.map((day) -> CalendarDay.off(day, "元旦"))
			.toList();
		database.transaction.executeWithoutResult((status) -> days.replace(2027, newYear));
		try {
			test.run();
		}
		finally {
			database.jdbc.sql("delete from calendar_day where day >= '2027-01-01'").update();
		}
	}

}
