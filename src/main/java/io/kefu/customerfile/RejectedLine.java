package io.kefu.customerfile;

/**
 * Why a line of a file was refused.
 *
 * @param line number of the line as a text editor or Excel shows it
 * @param column Chinese name of the column, null where the whole line is meant
 * @param reason what is wrong, in Chinese; never null
 * @param value what stands there, shortened; may be null
 */
public record RejectedLine(long line, String column, String reason, String value) {

	private static final int MAX_VALUE = 80;

	/**
	 * Shortens the value.
	 */
	public RejectedLine {
		if (value != null && value.length() > MAX_VALUE) {
			value = value.substring(0, MAX_VALUE) + "…";
		}
	}

}
