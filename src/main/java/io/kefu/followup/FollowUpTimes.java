package io.kefu.followup;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Points in time as people of the company read them.
 */
@Component
class FollowUpTimes {

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

	private final ZoneId zone;

	FollowUpTimes(@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.zone = zone;
	}

	/**
	 * A form's date and time to the minute, in the company's zone.
	 * @param value text in ISO 8601 with offset
	 * @return for example {@code 2026-07-15 10:00}
	 */
	String text(Object value) {
		return MINUTE.format(OffsetDateTime.parse((String) value).atZoneSameInstant(this.zone));
	}

}
