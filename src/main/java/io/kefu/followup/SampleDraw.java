package io.kefu.followup;

import java.time.Instant;
import java.util.List;

/**
 * One recorded draw.
 *
 * @param id its number
 * @param drawnAt when
 * @param drawnBy login, or {@code system}
 * @param from cases closed after this moment
 * @param to and not after this one
 * @param size how many were wanted
 * @param seed of the random numbers
 * @param population case numbers from which was drawn
 * @param drawn case numbers that were drawn, in their order
 */
record SampleDraw(long id, Instant drawnAt, String drawnBy, Instant from, Instant to, int size, long seed,
		List<String> population, List<String> drawn) {
}
