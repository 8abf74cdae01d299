package io.kefu.followup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * A random sample that anybody can draw again (S4-423). The population is sorted; then,
 * with {@link Random} of the seed, whose numbers the Java specification fixes, the i-th
 * place is swapped with one that is drawn from the i-th to the last; the first places are
 * the sample.
 */
final class Sample {

	private Sample() {
	}

	/**
	 * Draws.
	 * @param population case numbers in any order; doubles count once
	 * @param size how many to draw, not negative; all where there are fewer
	 * @param seed of the random numbers
	 * @return the drawn case numbers in the order in which they were drawn
	 */
	static List<String> draw(Collection<String> population, int size, long seed) {
		if (size < 0) {
			throw new IllegalArgumentException("The size of a sample must not be negative: " + size);
		}
		List<String> places = new ArrayList<>(new TreeSet<>(population));
		int drawn = Math.min(size, places.size());
		Random random = new Random(seed);
		for (int i = 0; i < drawn; i++) {
			int other = i + random.nextInt(places.size() - i);
			String swapped = places.get(other);
			places.set(other, places.get(i));
			places.set(i, swapped);
		}
		return List.copyOf(places.subList(0, drawn));
	}

}
