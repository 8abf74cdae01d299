package io.kefu.deadline;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The company's calendar of 2026, written down a second time from architecture.md, so
 * that the shipped data are checked and not merely repeated.
 */
final class Calendar2026 {

	static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

	static final List<Segment> HOURS = Segment.parse("09:00-12:00 13:30-18:00");

	private Calendar2026() {
	}

	static WorkingCalendar calendar() {
		return with(days());
	}

	static WorkingCalendar with(Collection<CalendarDay> days) {
		return new WorkingCalendar(SHANGHAI, WEEKDAYS, HOURS, days);
	}

	static List<CalendarDay> days() {
		List<CalendarDay> days = new ArrayList<>();
		off(days, "2026-01-01", "2026-01-03");
		off(days, "2026-02-15", "2026-02-23");
		off(days, "2026-04-04", "2026-04-06");
		off(days, "2026-05-01", "2026-05-05");
		off(days, "2026-06-19", "2026-06-21");
		off(days, "2026-09-25", "2026-09-27");
		off(days, "2026-10-01", "2026-10-07");
		Stream.of("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
			.forEach((day) -> days.add(CalendarDay.work(LocalDate.parse(day), null)));
		return days;
	}

	static Instant at(String local) {
		return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
	}

	private static void off(List<CalendarDay> days, String first, String last) {
		LocalDate.parse(first)
			.datesUntil(LocalDate.parse(last).plusDays(1))
			.forEach((day) -> days.add(CalendarDay.off(day, null)));
	}

}
