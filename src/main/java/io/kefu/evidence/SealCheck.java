package io.kefu.evidence;

import java.time.LocalDate;
import java.util.List;

/**
 * What comparing the database with the seal of a day has shown.
 *
 * @param day the day
 * @param events events of the seal
 * @param archived how many of them are in the archive only
 * @param intact whether nothing was altered
 * @param findings in Chinese, the first deviation first; at most {@value #MAX_FINDINGS}
 */
public record SealCheck(LocalDate day, int events, int archived, boolean intact, List<String> findings) {

	static final int MAX_FINDINGS = 20;

}
