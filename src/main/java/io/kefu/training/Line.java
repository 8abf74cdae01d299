package io.kefu.training;

import java.util.ArrayList;
import java.util.List;

import io.kefu.problem.InvalidInputException;

/**
 * A line of a text field with cells between commas or tabs, as people type it or paste it
 * from a spreadsheet.
 *
 * @param number counted from 1, as the person sees it
 * @param cells without blanks around them, at least one
 */
record Line(int number, List<String> cells) {

	/**
	 * The lines that are not blank.
	 * @param text text of the field, may be null
	 * @return the lines in their order
	 */
	static List<Line> of(String text) {
		List<Line> lines = new ArrayList<>();
		int number = 0;
		for (String line : (text != null) ? text.split("\\R") : new String[0]) {
			number++;
			if (!line.isBlank()) {
				lines.add(new Line(number, List.of(line.strip().split("\\s*[\uFF0C,\t]\\s*", -1))));
			}
		}
		return lines;
	}

	String cell(int index) {
		return this.cells.get(index);
	}

	int size() {
		return this.cells.size();
	}

	/** What stands behind a cell. */
	String after(int index) {
		return String.join("，", this.cells.subList(index + 1, this.cells.size()));
	}

	void require(boolean allowed, String field, String message) {
		if (!allowed) {
			throw InvalidInputException.of(field, "第" + this.number + "行：" + message);
		}
	}

}
