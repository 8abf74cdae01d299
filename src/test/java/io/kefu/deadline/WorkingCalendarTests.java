package io.kefu.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.kefu.deadline.Calendar2026.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WorkingCalendarTests {

	private final WorkingCalendar calendar = Calendar2026.calendar();

	@ParameterizedTest(name = "{0} + {1} {2} = {3}: {4}")
	@CsvSource(textBlock = """
			2026-09-30T17:30, 3, WORKING_DAY,  2026-10-10T17:30, over the National Day to the make-up Saturday
			2026-05-08T17:00, 2, WORKING_HOUR, 2026-05-09T10:00, into the make-up Saturday
			2026-02-13T16:00, 1, WORKING_DAY,  2026-02-14T16:00, make-up Saturday before the Spring Festival
			2026-02-14T16:00, 1, WORKING_DAY,  2026-02-24T16:00, over the Spring Festival
			2026-11-06T10:00, 1, WORKING_DAY,  2026-11-09T10:00, over an ordinary weekend
			2026-11-07T10:00, 1, WORKING_DAY,  2026-11-10T09:00, start on a Saturday counts from Monday's opening
			2026-11-09T07:00, 1, WORKING_DAY,  2026-11-10T09:00, start before opening
			2026-11-09T12:30, 1, WORKING_DAY,  2026-11-10T13:30, start in the lunch break
			2026-11-09T20:00, 1, WORKING_DAY,  2026-11-11T09:00, start after closing
			2026-11-09T18:00, 1, WORKING_DAY,  2026-11-10T18:00, start at the moment of closing
			2026-11-09T12:00, 1, WORKING_DAY,  2026-11-10T12:00, start at the moment of the lunch break
			2026-11-09T10:00, 0, WORKING_DAY,  2026-11-09T10:00, nothing to add
			2026-11-07T10:00, 0, WORKING_DAY,  2026-11-09T09:00, nothing to add but a day off
			2026-11-09T11:00, 4, WORKING_HOUR, 2026-11-09T16:30, over the lunch break
			2026-11-09T10:00, 2, WORKING_HOUR, 2026-11-09T12:00, up to the lunch break and not beyond
			2026-11-09T17:00, 4, WORKING_HOUR, 2026-11-10T12:00, over night
			2026-11-07T10:00, 4, WORKING_HOUR, 2026-11-09T14:30, start on a day off
			2026-11-09T12:30, 0, WORKING_HOUR, 2026-11-09T13:30, nothing to add but a break
			2026-02-14T17:00, 24, HOUR,        2026-02-15T17:00, natural hours do not care about holidays
			2028-02-28T10:00, 1, WORKING_DAY,  2028-02-29T10:00, leap day
			2027-12-31T10:00, 1, WORKING_DAY,  2028-01-03T10:00, over the year's end
			""")
	void periodEndsAsTheProcedureSays(String start, int amount, Unit unit, String due, String why) {
		assertThat(this.calendar.due(at(start), amount, unit)).as(why).isEqualTo(at(due));
	}

	@Test
	void dayWithItsOwnHoursWinsOverItsWeekday() {
		WorkingCalendar shortTuesday = Calendar2026.with(List.of(new CalendarDay(LocalDate.parse("2026-11-10"),
				CalendarDay.Kind.CUSTOM, Segment.parse("10:00-12:00 14:00-16:00"), "盘点")));
		assertThat(shortTuesday.due(at("2026-11-09T15:00"), 1, Unit.WORKING_DAY)).isEqualTo(at("2026-11-10T15:00"));
		assertThat(shortTuesday.due(at("2026-11-09T09:00"), 1, Unit.WORKING_DAY)).as("opens later")
			.isEqualTo(at("2026-11-10T10:00"));
		assertThat(shortTuesday.due(at("2026-11-09T13:45"), 1, Unit.WORKING_DAY)).as("still closed for lunch")
			.isEqualTo(at("2026-11-10T14:00"));
		assertThat(shortTuesday.due(at("2026-11-09T17:30"), 1, Unit.WORKING_DAY)).as("closes earlier")
			.isEqualTo(at("2026-11-10T16:00"));
		assertThat(shortTuesday.workingBetween(at("2026-11-10T00:00"), at("2026-11-11T00:00")))
			.isEqualTo(Duration.ofHours(4));
	}

	@Test
	void workingTimeIsMeasuredWithoutNightsBreaksAndHolidays() {
		assertThat(this.calendar.workingBetween(at("2026-09-30T17:30"), at("2026-10-10T17:30")))
			.isEqualTo(Duration.ofMinutes(3 * 450));
		assertThat(this.calendar.workingBetween(at("2026-02-15T00:00"), at("2026-02-24T00:00")))
			.isEqualTo(Duration.ZERO);
		assertThat(this.calendar.workingBetween(at("2026-11-10T00:00"), at("2026-11-09T00:00"))).as("backwards")
			.isEqualTo(Duration.ZERO);
	}

	@Test
	void knowsWhichYearsItHasHolidaysOf() {
		assertThat(this.calendar.missingYears(at("2026-12-30T10:00"), at("2028-01-03T10:00"))).containsExactly(2027,
				2028);
		assertThat(this.calendar.missingYears(at("2026-01-01T00:00"), at("2026-12-31T23:59"))).isEmpty();
	}

	@Test
	void roundTheClockWorkingTimeMayEndAtMidnight() {
		WorkingCalendar always = new WorkingCalendar(Calendar2026.SHANGHAI, Calendar2026.WEEKDAYS,
				Segment.parse("00:00-24:00"), List.of());
		assertThat(always.due(at("2026-11-09T20:00"), 8, Unit.WORKING_HOUR)).isEqualTo(at("2026-11-10T04:00"));
		assertThat(always.due(at("2026-11-13T20:00"), 4, Unit.WORKING_HOUR)).as("Friday's midnight")
			.isEqualTo(at("2026-11-14T00:00"));
		WorkingCalendar evenings = new WorkingCalendar(Calendar2026.SHANGHAI, Calendar2026.WEEKDAYS,
				Segment.parse("22:00-24:00"), List.of());
		assertThat(evenings.due(at("2026-11-14T00:00"), 1, Unit.WORKING_DAY)).as("from Friday's to Monday's midnight")
			.isEqualTo(at("2026-11-17T00:00"));
	}

	@Test
	void hoursOfTheNightWhenClocksChangeAreHoursThatPass() {
		WorkingCalendar nights = new WorkingCalendar(ZoneId.of("Europe/Berlin"),
				EnumSet.allOf(java.time.DayOfWeek.class), Segment.parse("00:00-06:00"), List.of());
		assertThat(nights.due(Instant.parse("2026-03-28T23:00:00Z"), 5, Unit.WORKING_HOUR)).as("the spring night has 5")
			.isEqualTo(Instant.parse("2026-03-29T04:00:00Z"));
		assertThat(nights.due(Instant.parse("2026-10-24T22:00:00Z"), 7, Unit.WORKING_HOUR)).as("the autumn night has 7")
			.isEqualTo(Instant.parse("2026-10-25T05:00:00Z"));
		assertThat(nights.due(Instant.parse("2026-03-28T01:30:00Z"), 1, Unit.WORKING_DAY)).as("02:30 is skipped")
			.isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
		assertThat(nights.due(Instant.parse("2026-10-24T00:30:00Z"), 1, Unit.WORKING_DAY)).as("02:30 comes twice")
			.isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
		assertThat(nights.due(Instant.parse("2026-10-25T01:15:00Z"), 1, Unit.WORKING_DAY))
			.as("what comes in when 02:15 comes again is not due before what came in at the first 02:45")
			.isEqualTo(Instant.parse("2026-10-26T02:00:00Z"));
	}

	@Test
	@Timeout(5)
	void calendarWithoutWorkingTimeSaysSoInsteadOfSearchingForEver() {
		LocalDate only = LocalDate.parse("2026-11-07");
		WorkingCalendar oneDay = new WorkingCalendar(Calendar2026.SHANGHAI, Set.of(), Calendar2026.HOURS,
				List.of(CalendarDay.work(only, null)));
		assertThat(oneDay.due(at("2026-11-01T00:00"), 4, Unit.WORKING_HOUR)).isEqualTo(at("2026-11-07T14:30"));
		assertThatIllegalStateException().isThrownBy(() -> oneDay.due(at("2026-11-07T10:00"), 8, Unit.WORKING_HOUR))
			.withMessageContaining("no working time after 2026-11-07");
		assertThatIllegalStateException().isThrownBy(() -> oneDay.due(at("2026-11-08T10:00"), 1, Unit.WORKING_DAY));
		assertThatIllegalStateException()
			.isThrownBy(() -> new WorkingCalendar(Calendar2026.SHANGHAI, Calendar2026.WEEKDAYS, List.of(), List.of())
				.due(at("2026-11-07T10:00"), 0, Unit.WORKING_DAY));
	}

	@Test
	@Timeout(5)
	void longPeriodsAreCheap() {
		Instant start = at("2026-11-09T10:00");
		for (int i = 0; i < 50; i++) {
			assertThat(this.calendar.due(start, 10_000, Unit.WORKING_DAY)).isAfter(at("2064-01-01T00:00"));
			assertThat(this.calendar.due(start, 10_000, Unit.WORKING_HOUR)).isAfter(at("2031-01-01T00:00"));
		}
	}

	@Test
	void negativePeriodsAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.calendar.due(at("2026-11-09T10:00"), -1, Unit.WORKING_DAY));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.calendar.addWorking(at("2026-11-09T10:00"), Duration.ofSeconds(-1)));
	}

	@ParameterizedTest
	@CsvSource({ "12:00-09:00, 结束时间须晚于开始时间", "09:00-09:00, 结束时间须晚于开始时间", "9-12, 格式不正确", "09:00, 格式不正确",
			"09:00-25:00, 格式不正确", "09:00-12:00 11:00-13:00, 重叠或次序颠倒", "13:30-24:00 09:00-12:00, 重叠或次序颠倒" })
	void badSegmentsAreRefusedInWords(String text, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> Segment.parse(text)).withMessageContaining(message);
	}

	@Test
	void segmentsAreWrittenAsTheyAreRead() {
		assertThat(Segment.format(Segment.parse(" 00:00-06:00   22:00-24:00 "))).isEqualTo("00:00-06:00 22:00-24:00");
	}

}
