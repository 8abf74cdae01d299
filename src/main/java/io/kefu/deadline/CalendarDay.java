package io.kefu.deadline;

import java.time.LocalDate;
import java.util.List;

/**
 * A day that is not like its weekday.
 *
 * @param day the date
 * @param kind how it differs
 * @param segments working time of a {@link Kind#CUSTOM} day, else empty
 * @param note what it is, in Chinese; may be null
 */
record CalendarDay(LocalDate day, Kind kind, List<Segment> segments, String note) {

	/** How a day differs from its weekday. */
	enum Kind {

		/** Day off: statutory holiday. */
		OFF,

		/** Working day with normal hours: 调休 make-up day. */
		WORK,

		/** Working day with its own hours. */
		CUSTOM

	}

	CalendarDay {
		segments = List.copyOf(segments);
		if ((kind == Kind.CUSTOM) == segments.isEmpty()) {
			throw new IllegalArgumentException("Segments belong to CUSTOM days and to no others: " + day);
		}
	}

	static CalendarDay off(LocalDate day, String note) {
		return new CalendarDay(day, Kind.OFF, List.of(), note);
	}

	static CalendarDay work(LocalDate day, String note) {
		return new CalendarDay(day, Kind.WORK, List.of(), note);
	}

}
