package io.kefu.notification;

/**
 * What a person reads. Both parts are cleaned here, once, because they hold text that
 * customers typed: a line break in a subject would be a new mail header.
 *
 * @param subject one line, without control characters
 * @param body plain text, lines end with {@code \n}
 */
record MessageText(String subject, String body) {

	MessageText {
		subject = oneLine(subject);
		body = body.replaceAll("\\R", "\n").replaceAll("[\\p{Cc}&&[^\n\t]]", "").strip();
	}

	/**
	 * The text without line breaks and other control characters.
	 * @param text any text
	 * @return one line, safe in a header
	 */
	static String oneLine(String text) {
		return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
	}

}
