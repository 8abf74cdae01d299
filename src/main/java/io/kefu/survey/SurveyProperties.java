package io.kefu.survey;

import java.time.Period;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code kefu.survey.*}: what the regular surveys are like (S1-12), and the
 * limit of the public page.
 *
 * @param cycle how often a survey begins by itself, counted from 1 January 2026; null or
 * empty: only by form
 * @param sampleSize how many customers a regular survey asks
 * @param openDays how many days its links are valid, its first day not counted
 * @param anonymous whether its answers are kept without their sender
 * @param questions its questions, up to five
 * @param requestsPerMinute how often one address may call the public page
 */
@ConfigurationProperties("kefu.survey")
record SurveyProperties(Period cycle, @DefaultValue("50") int sampleSize, @DefaultValue("14") int openDays,
		@DefaultValue("false") boolean anonymous, @DefaultValue List<String> questions,
		@DefaultValue("30") int requestsPerMinute) {

	/** How far a survey looks back when it is started out of turn. */
	private static final Period QUARTER = Period.ofMonths(3);

	/**
	 * How far a regular survey looks back.
	 * @return the cycle, a quarter where there is none
	 */
	Period period() {
		return (this.cycle != null) ? this.cycle : QUARTER;
	}

}
