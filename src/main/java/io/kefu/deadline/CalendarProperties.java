package io.kefu.deadline;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code kefu.calendar.*}: the company's ordinary week.
 *
 * @param zone zone of days and hours
 * @param workingDays the weekdays people work on
 * @param segments working time of a normal working day, each like {@code 09:00-12:00}
 */
@ConfigurationProperties("kefu.calendar")
record CalendarProperties(@DefaultValue("Asia/Shanghai") ZoneId zone, @DefaultValue( {
		"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY" }) Set<DayOfWeek> workingDays,
		@DefaultValue({ "09:00-12:00", "13:30-18:00" }) List<String> segments){

	/**
	 * The working time of a normal working day.
	 * @return at least one segment
	 * @throws IllegalArgumentException when the setting is wrong; the application then
	 * does not start
	 */
	List<Segment> normalDay() {
		return Segment.parse(String.join(" ", this.segments));
	}

}
