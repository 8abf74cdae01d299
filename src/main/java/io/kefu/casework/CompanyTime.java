package io.kefu.casework;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Points in time of variables as people of the company read them.
 */
@Component
public class CompanyTime {

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

	private final ZoneId zone;

	CompanyTime(@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.zone = zone;
	}

	/**
	 * Date and time to the minute, in the company's zone.
	 * @param value text in ISO 8601 with offset
	 * @return for example {@code 2026-07-15 10:00}
	 */
	public String text(Object value) {
		return MINUTE.format(local(value));
	}

	/**
	 * The day in the company's zone.
	 * @param value text in ISO 8601 with offset
	 * @return the day
	 */
	public LocalDate day(Object value) {
		return local(value).toLocalDate();
	}

	private ZonedDateTime local(Object value) {
		return OffsetDateTime.parse((String) value).atZoneSameInstant(this.zone);
	}

}
