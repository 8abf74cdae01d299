package io.kefu.survey;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A survey that has begun.
 *
 * @param id its number
 * @param plan what it is like
 * @param closedAt when its answers were counted, null until then
 */
record Survey(long id, SurveyPlan plan, Instant closedAt) {

	/**
	 * When the links end.
	 * @param zone the company's zone
	 * @return the midnight after the last day
	 */
	Instant closesAt(ZoneId zone) {
		return this.plan.closesOn().plusDays(1).atStartOfDay(zone).toInstant();
	}

	/**
	 * Whether answers are still taken.
	 * @param now the present moment
	 * @param zone the company's zone
	 * @return false from closing on
	 */
	boolean isOpen(Instant now, ZoneId zone) {
		return this.closedAt == null && now.isBefore(closesAt(zone));
	}

}
