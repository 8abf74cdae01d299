package io.kefu.retention;

import java.time.DateTimeException;
import java.time.LocalTime;

/**
 * A part of the day, begin inclusive, end exclusive.
 *
 * @param from begin
 * @param to end; before the begin when the window passes midnight
 */
record NightWindow(LocalTime from, LocalTime to) {

	/**
	 * Reads a window; Spring calls it for configuration.
	 * @param text as {@code 02:00-05:00}
	 * @return the window
	 * @throws IllegalArgumentException if the text is none
	 */
	public static NightWindow valueOf(String text) {
		String[] parts = text.split("-");
		try {
			if (parts.length == 2) {
				NightWindow window = new NightWindow(LocalTime.parse(parts[0].strip()),
						LocalTime.parse(parts[1].strip()));
				if (!window.from().equals(window.to())) {
					return window;
				}
			}
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("时间窗口“" + text + "”无效，请按“02:00-05:00”的格式填写", ex);
		}
		throw new IllegalArgumentException("时间窗口“" + text + "”无效，请按“02:00-05:00”的格式填写");
	}

	boolean contains(LocalTime time) {
		boolean begun = !time.isBefore(this.from);
		boolean ended = !time.isBefore(this.to);
		return this.from.isBefore(this.to) ? begun && !ended : begun || !ended;
	}

}
