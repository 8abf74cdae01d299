package io.kefu.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Between the days that people ask for, in the calendar's zone, and the times in the
 * tables: the engine writes its own without zone, in the JVM's.
 */
@Component
class Moments {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

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
	 * Reads a column of the engine or of ours.
	 * @param row the row
	 * @param column the column
	 * @return the moment, null for null
	 * @throws SQLException when there is no such column
	 */
	OffsetDateTime zoned(ResultSet row, String column) throws SQLException {
		Timestamp time = row.getTimestamp(column);
		return (time != null) ? zoned(time.toInstant()) : null;
	}

	/**
	 * As people read it to the second, in files and changed values.
	 * @param at the moment, may be null
	 * @return the text, null for null
	 */
	static String text(OffsetDateTime at) {
		return (at != null) ? TIME.format(at) : null;
	}

	/**
	 * The same of a moment that is stored as a number.
	 * @param millis milliseconds
	 * @param zone zone of the text
	 * @return the text
	 */
	static String text(long millis, ZoneId zone) {
		return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
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
