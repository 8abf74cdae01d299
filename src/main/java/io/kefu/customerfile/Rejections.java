package io.kefu.customerfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what is wrong with a file: the first lines in full, of the others the number.
 */
public final class Rejections {

	static final int MAX_LINES = 1000;

	private final List<RejectedLine> lines = new ArrayList<>();

	private long total;

	void add(RejectedLine line) {
		this.total++;
		if (this.lines.size() < MAX_LINES) {
			this.lines.add(line);
		}
	}

	/** Lines that are not shown any more. */
	void addUnseen(long count) {
		this.total += count;
	}

	int room() {
		return MAX_LINES - this.lines.size();
	}

	/**
	 * Whether nothing is wrong.
	 * @return true if no line was refused
	 */
	public boolean isEmpty() {
		return this.total == 0;
	}

	/**
	 * How much is wrong.
	 * @return the number of all refusals
	 */
	public long total() {
		return this.total;
	}

	/**
	 * What is wrong, as far as it is kept.
	 * @return the refusals in the order of their lines
	 */
	public List<RejectedLine> lines() {
		return this.lines.stream().sorted(Comparator.comparingLong(RejectedLine::line)).toList();
	}

}
