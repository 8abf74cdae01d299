package io.kefu.audit;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * A page of a list.
 *
 * @param <T> a row
 * @param rows at most {@link #SIZE}
 * @param next what to ask for with {@code after} to get the next page; null on the last
 * @param total how many rows match, counted up to {@link #COUNTED}
 * @param capped whether there are more than counted
 */
record Page<T>(List<T> rows, String next, int total, boolean capped) {

	static final int SIZE = 50;

	/** An exact count of a million rows takes longer than anybody wants to wait. */
	static final int COUNTED = 1000;

	private static final int CHUNK = 1000;

	static <T> Page<T> empty() {
		return new Page<>(List.of(), null, 0, false);
	}

	/**
	 * Makes a page.
	 * @param <F> what the database gave for a row
	 * @param <T> a row
	 * @param found what was found: one more than the page has where there is another page
	 * @param first whether it is the first page
	 * @param count counts what matches, as far as one more than {@link #COUNTED}
	 * @param cursor what to ask for to go on after a row
	 * @param rows makes the rows
	 * @return the page
	 */
	static <F, T> Page<T> of(List<F> found, boolean first, IntSupplier count, Function<F, String> cursor,
			Function<List<F>, List<T>> rows) {
		boolean more = found.size() > SIZE;
		List<F> shown = more ? found.subList(0, SIZE) : found;
		int total = (first && !more) ? shown.size() : count.getAsInt();
		return new Page<>(rows.apply(shown), more ? cursor.apply(shown.get(SIZE - 1)) : null, Math.min(total, COUNTED),
				total > COUNTED);
	}

	/**
	 * Hands out the rows of all pages, one after the other.
	 * @param <F> what the database gives for a row
	 * @param max how many at most
	 * @param find finds at most as many rows, after a position or, for null, from the
	 * beginning
	 * @param position the position of a row
	 * @param rows takes them
	 * @return whether there would have been more
	 */
	static <F> boolean each(int max, BiFunction<String[], Integer, List<F>> find, Function<F, String[]> position,
			Consumer<List<F>> rows) {
		String[] after = null;
		int left = max;
		while (true) {
			int chunk = Math.min(CHUNK, left);
			List<F> found = find.apply(after, chunk + 1);
			int size = Math.min(found.size(), chunk);
			rows.accept(found.subList(0, size));
			left -= size;
			if (found.size() == size || left == 0) {
				return found.size() > size;
			}
			after = position.apply(found.get(size - 1));
		}
	}

}
