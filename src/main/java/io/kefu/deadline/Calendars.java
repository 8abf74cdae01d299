package io.kefu.deadline;

import java.time.ZoneId;

import org.springframework.stereotype.Component;

/**
 * Hands out the working calendar as the database has it now. Every call asks the database
 * for the rows' fingerprint (a fraction of a millisecond) and builds a new calendar only
 * when it has changed, so all nodes count by the same rows from the moment of a change,
 * and a row corrected by hand in SQL counts too.
 */
@Component
public class Calendars {

	private final CalendarProperties properties;

	private final CalendarDays days;

	private volatile Version version;

	Calendars(CalendarProperties properties, CalendarDays days) {
		this.properties = properties;
		this.days = days;
	}

	/**
	 * The present calendar.
	 * @return the calendar, never null
	 */
	public WorkingCalendar current() {
		String fingerprint = this.days.fingerprint();
		Version known = this.version;
		if (known == null || !known.fingerprint().equals(fingerprint)) {
			known = new Version(fingerprint, new WorkingCalendar(this.properties.zone(), this.properties.workingDays(),
					this.properties.normalDay(), this.days.all()));
			this.version = known;
		}
		return known.calendar();
	}

	/**
	 * The zone in which people read dates.
	 * @return the zone of the calendar, never null
	 */
	public ZoneId zone() {
		return this.properties.zone();
	}

	private record Version(String fingerprint, WorkingCalendar calendar) {
	}

}
