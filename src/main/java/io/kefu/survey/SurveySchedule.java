package io.kefu.survey;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import io.kefu.engine.ModelBean;

import org.springframework.stereotype.Component;

/**
 * When regular surveys begin, and what they are like.
 */
@Component("surveySchedule")
@ModelBean
public class SurveySchedule {

	private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

	private static final LocalTime MORNING = LocalTime.of(9, 0);

	/** A timer needs a date: without a cycle it is one that nobody lives to see. */
	private static final String NEVER = "R/2999-12-31T00:00:00/P1Y";

	private final SurveyProperties properties;

	private final SurveyTime time;

	SurveySchedule(SurveyProperties properties, SurveyTime time) {
		this.properties = properties;
		this.time = time;
	}

	/**
	 * The cycle of the timer, at nine in the morning of the company's zone. It has a
	 * fixed beginning, so that it does not depend on the moment of a deployment.
	 * @return a repeating interval in ISO 8601, in UTC as the JVM runs
	 */
	public String cycle() {
		if (this.properties.cycle() == null) {
			return NEVER;
		}
		LocalDateTime first = LocalDateTime.ofInstant(FIRST_DAY.atTime(MORNING).atZone(this.time.zone()).toInstant(),
				ZoneOffset.UTC);
		return "R/" + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(first) + "/" + this.properties.cycle();
	}

	/**
	 * The survey that begins today.
	 * @return its plan: the cycle up to yesterday
	 */
	SurveyPlan next() {
		LocalDate today = this.time.today();
		LocalDate from = today.minus(this.properties.period());
		LocalDate to = today.minusDays(1);
		return new SurveyPlan("客户满意度调查（%s 至 %s）".formatted(from, to), this.properties.questions(), from, to,
				this.properties.sampleSize(), this.properties.anonymous(), today.plusDays(this.properties.openDays()));
	}

}
