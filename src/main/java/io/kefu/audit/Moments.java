package io.kefu.audit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Between the days that people ask for, in the calendar's zone, and the times in the
 * tables: the engine writes its own without zone, in the JVM's.
 */
@Component
class Moments {

	private final ZoneId zone;

	private final Clock clock;

	Moments(@Value("${kefu.calendar.zone:Asia/Shanghai}") ZoneId zone, Clock engineClock) {
		this.zone = zone;
		this.clock = engineClock;
	}

	LocalDate today() {
		return LocalDate.now(this.clock.withZone(this.zone));
	}

	/**
	 * When a day begins, for the engine's columns.
	 * @param day the day
	 * @return the moment in the JVM's zone
	 */
	LocalDateTime begin(LocalDate day) {
		return LocalDateTime.ofInstant(day.atStartOfDay(this.zone).toInstant(), ZoneId.systemDefault());
	}

	/**
	 * When a day has ended, for the engine's columns.
	 * @param day the day
	 * @return the first moment after it, in the JVM's zone
	 */
	LocalDateTime end(LocalDate day) {
		return begin(day.plusDays(1));
	}

	/**
	 * A moment for our own columns, which have a zone.
	 * @param engineTime what {@link #begin} or {@link #end} gave
	 * @return the same moment
	 */
	OffsetDateTime zoned(LocalDateTime engineTime) {
		return (engineTime != null)
				? engineTime.atZone(ZoneId.systemDefault()).withZoneSameInstant(this.zone).toOffsetDateTime() : null;
	}

	OffsetDateTime zoned(Instant instant) {
		return (instant != null) ? instant.atZone(this.zone).toOffsetDateTime() : null;
	}

	/**
	 * Reads a time of the engine out of a cursor.
	 * @param part the part of the cursor
	 * @return the time
	 * @throws io.kefu.problem.InvalidInputException (400) when it is none
	 */
	static LocalDateTime cursor(String part) {
		try {
			return LocalDateTime.parse((part != null) ? part : "");
		}
		catch (DateTimeParseException ex) {
			throw Parameters.badCursor();
		}
	}

	ZoneId zone() {
		return this.zone;
	}

}
