package io.kefu.document;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Date;

/**
 * Dates as documents show them, in the calendar's zone. Templates know it as
 * {@code dates}.
 */
public final class DocumentDates {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm");

	private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_DATE_TIME;

	private final ZoneId zone;

	DocumentDates(ZoneId zone) {
		this.zone = zone;
	}

	/**
	 * The day of a value.
	 * @param value an instant, a date, or what a form's date field holds; may be null
	 * @return the day in Chinese, null for null
	 */
	public String day(Object value) {
		return format(DAY, value);
	}

	/**
	 * Day and minute of a value.
	 * @param value an instant, a date with time, or what a form's date and time field
	 * holds; may be null. A date without time gives the day.
	 * @return day and minute in Chinese, null for null
	 */
	public String time(Object value) {
		return format(TIME, value);
	}

	private String format(DateTimeFormatter format, Object value) {
		if (value == null || "".equals(value)) {
			return null;
		}
		TemporalAccessor moment = moment(value);
		return ((moment instanceof LocalDate) ? DAY : format).format(moment);
	}

	private TemporalAccessor moment(Object value) {
		if (value instanceof Instant instant) {
			return instant.atZone(this.zone);
		}
		if (value instanceof Date date) {
			return date.toInstant().atZone(this.zone);
		}
		if (value instanceof OffsetDateTime time) {
			return time.atZoneSameInstant(this.zone);
		}
		if (value instanceof String text) {
			return (text.length() == "2026-01-01".length()) ? LocalDate.parse(text)
					: OffsetDateTime.parse(text, ISO).atZoneSameInstant(this.zone);
		}
		return (TemporalAccessor) value;
	}

}
