package io.kefu.survey;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import io.kefu.deadline.Calendars;

import org.springframework.stereotype.Component;

/**
 * Now and today, as the company's calendar has them.
 */
@Component
class SurveyTime {

	private final Clock clock;

	private final Calendars calendars;

	SurveyTime(Clock engineClock, Calendars calendars) {
		this.clock = engineClock;
		this.calendars = calendars;
	}

	Instant now() {
		return this.clock.instant();
	}

	LocalDate today() {
		return LocalDate.ofInstant(now(), zone());
	}

	ZoneId zone() {
		return this.calendars.zone();
	}

}
