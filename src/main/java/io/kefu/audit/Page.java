package io.kefu.audit;

import java.util.List;

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

}
