package io.kefu.deadline;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties of every working calendar, over zones with and without clock changes, odd
 * hours, holidays, leap years and year ends. What is working time is decided here a
 * second time, minute by minute.
 */
@PropertyDefaults(tries = 2000, edgeCases = EdgeCasesMode.NONE)
class WorkingCalendarPropertyTests {

	private static final LocalDate FROM = LocalDate.parse("2025-12-20");

	private static final LocalDate TO = LocalDate.parse("2028-03-10");

	@Property
	void laterStartIsNeverDueEarlier(@ForAll("plans") Plan plan, @ForAll("moments") LocalDateTime start,
			@ForAll @IntRange(max = 4000) int minutes, @ForAll @IntRange(max = 60) int amount, @ForAll Unit unit) {
		Instant first = plan.instant(start);
		Instant second = first.plus(minutes, ChronoUnit.MINUTES);
		assertThat(plan.calendar().due(second, amount, unit))
			.isAfterOrEqualTo(plan.calendar().due(first, amount, unit));
	}

	@Property
	void longerPeriodIsNeverDueEarlier(@ForAll("plans") Plan plan, @ForAll("moments") LocalDateTime start,
			@ForAll @IntRange(max = 60) int amount, @ForAll Unit unit) {
		Instant first = plan.instant(start);
		assertThat(plan.calendar().due(first, amount + 1, unit)).isAfter(plan.calendar().due(first, amount, unit));
	}

	@Property
	void neverDueOnADayOffOrOutsideWorkingTime(@ForAll("plans") Plan plan, @ForAll("moments") LocalDateTime start,
			@ForAll @IntRange(max = 60) int amount, @ForAll("workingUnits") Unit unit) {
		Instant due = plan.calendar().due(plan.instant(start), amount, unit);
		assertThat(plan.isWorking(due) || plan.isWorking(due.minus(1, ChronoUnit.MINUTES)))
			.as("%s is working time or its end", due.atZone(plan.zone()))
			.isTrue();
	}

	@Property
	void workingDaysAreCountedOneByOne(@ForAll("plans") Plan plan, @ForAll("moments") LocalDateTime start,
			@ForAll @IntRange(min = 1, max = 40) int amount) {
		// Midnight may be the end of one day's work and the start of another's.
		Assume.that(!start.toLocalTime().equals(LocalTime.MIDNIGHT));
		Instant begin = plan.instant(start);
		// The start's own day, or the next working day when the start is after its work.
		LocalDate day = begin.atZone(plan.zone()).toLocalDate();
		while (plan.segments(day).isEmpty() || begin.isAfter(plan.end(day))) {
			day = day.plusDays(1);
		}
		for (int i = 0; i < amount; i++) {
			do {
				day = day.plusDays(1);
			}
			while (plan.segments(day).isEmpty());
		}
		Instant due = plan.calendar().due(begin, amount, Unit.WORKING_DAY);
		assertThat(due.atZone(plan.zone()).toLocalDate()).isEqualTo(day);
	}

	@Property
	void workingHoursAddUp(@ForAll("plans") Plan plan, @ForAll("moments") LocalDateTime start,
			@ForAll @IntRange(max = 50) int first, @ForAll @IntRange(max = 50) int second) {
		Instant begin = plan.instant(start);
		Instant between = plan.calendar().due(begin, first, Unit.WORKING_HOUR);
		assertThat(plan.calendar().due(between, second, Unit.WORKING_HOUR))
			.isEqualTo(plan.calendar().due(begin, first + second, Unit.WORKING_HOUR));
	}

	@Property
	void measuringUndoesAdding(@ForAll("plans") Plan plan, @ForAll("moments") LocalDateTime start,
			@ForAll @IntRange(max = 200_000) int seconds) {
		Instant begin = plan.instant(start);
		Duration working = Duration.ofSeconds(seconds);
		assertThat(plan.calendar().workingBetween(begin, plan.calendar().addWorking(begin, working)))
			.isEqualTo(working);
	}

	@Property
	void measuringIsCountingWorkingMinutes(@ForAll("plans") Plan plan, @ForAll("moments") LocalDateTime start,
			@ForAll @IntRange(max = 4000) int minutes) {
		Instant begin = plan.instant(start);
		long counted = IntStream.range(0, minutes)
			.filter((minute) -> plan.isWorking(begin.plus(minute, ChronoUnit.MINUTES)))
			.count();
		assertThat(plan.calendar().workingBetween(begin, begin.plus(minutes, ChronoUnit.MINUTES)))
			.isEqualTo(Duration.ofMinutes(counted));
	}

	@Property
	void periodsMeasuredInPartsAddUp(@ForAll("plans") Plan plan, @ForAll("moments") LocalDateTime start,
			@ForAll @IntRange(max = 10_000) int first, @ForAll @IntRange(max = 10_000) int second) {
		Instant a = plan.instant(start);
		Instant b = a.plus(first, ChronoUnit.MINUTES);
		Instant c = b.plus(second, ChronoUnit.MINUTES);
		WorkingCalendar calendar = plan.calendar();
		assertThat(calendar.workingBetween(a, b).plus(calendar.workingBetween(b, c)))
			.isEqualTo(calendar.workingBetween(a, c));
	}

	@Provide
	Arbitrary<Unit> workingUnits() {
		return Arbitraries.of(Unit.WORKING_HOUR, Unit.WORKING_DAY);
	}

	/**
	 * Moments of any time, and often near those where calendars go wrong.
	 */
	@Provide
	Arbitrary<LocalDateTime> moments() {
		Arbitrary<LocalDate> days = Arbitraries.oneOf(
				Arbitraries.integers().between(0, (int) ChronoUnit.DAYS.between(FROM, TO)).map(FROM::plusDays),
				Arbitraries
					.of("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2027-12-31", "2028-01-01",
							"2028-02-28", "2028-02-29", "2026-09-30", "2026-10-10")
					.map(LocalDate::parse));
		Arbitrary<LocalTime> times = Arbitraries.oneOf(
				Arbitraries.integers().between(0, 1439).map((minute) -> LocalTime.MIN.plusMinutes(minute)),
				Arbitraries.of("00:00", "02:00", "02:30", "03:00", "09:00", "12:00", "13:30", "18:00")
					.map(LocalTime::parse));
		return Combinators.combine(days, times).as(LocalDate::atTime);
	}

	@Provide
	Arbitrary<Plan> plans() {
		Arbitrary<ZoneId> zones = Arbitraries.of("Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC")
			.map(ZoneId::of);
		Arbitrary<List<Segment>> hours = Arbitraries
			.of("09:00-12:00 13:30-18:00", "00:00-24:00", "00:00-06:00 22:00-24:00", "00:30-02:00 03:00-05:15",
					"08:00-08:30", "01:00-03:00 03:00-04:00")
			.map(Segment::parse);
		Arbitrary<Set<DayOfWeek>> weekdays = Arbitraries.of(DayOfWeek.class).set().ofMinSize(1);
		Arbitrary<Set<CalendarDay>> days = Combinators
			.combine(Arbitraries.integers().between(0, (int) ChronoUnit.DAYS.between(FROM, TO)).map(FROM::plusDays),
					Arbitraries.of(CalendarDay.Kind.class), hours)
			.as((day, kind, own) -> new CalendarDay(day, kind, (kind == CalendarDay.Kind.CUSTOM) ? own : List.of(),
					null))
			.set()
			.uniqueElements(CalendarDay::day)
			.ofMaxSize(60);
		return Combinators.combine(zones, hours, weekdays, days).as(Plan::new);
	}

	/** What a calendar is made of, and a second opinion on what is working time. */
	record Plan(ZoneId zone, List<Segment> hours, Set<DayOfWeek> weekdays, Map<LocalDate, CalendarDay> days,
			WorkingCalendar calendar) {

		Plan(ZoneId zone, List<Segment> hours, Set<DayOfWeek> weekdays, Set<CalendarDay> days) {
			this(zone, hours, EnumSet.copyOf(weekdays),
					days.stream().collect(Collectors.toMap(CalendarDay::day, Function.identity())),
					new WorkingCalendar(zone, weekdays, hours, days));
		}

		Instant instant(LocalDateTime local) {
			return local.atZone(this.zone).toInstant();
		}

		List<Segment> segments(LocalDate day) {
			CalendarDay own = this.days.get(day);
			if (own == null) {
				return this.weekdays.contains(day.getDayOfWeek()) ? this.hours : List.of();
			}
			return switch (own.kind()) {
				case OFF -> List.of();
				case WORK -> this.hours;
				case CUSTOM -> own.segments();
			};
		}

		Instant end(LocalDate day) {
			List<Segment> all = segments(day);
			return instant(all.get(all.size() - 1).endOn(day));
		}

		/** Whether the minute that begins then is working time. */
		boolean isWorking(Instant minute) {
			ZonedDateTime time = minute.atZone(this.zone);
			LocalDateTime local = time.toLocalDateTime();
			LocalDate day = time.toLocalDate();
			return segments(day).stream()
				.anyMatch((segment) -> !local.isBefore(segment.startOn(day)) && local.isBefore(segment.endOn(day)));
		}

	}

}
