package io.kefu.audit;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

import io.kefu.problem.InvalidInputException;

/**
 * Reads query parameters. An empty one counts as not given (null); a bad one is refused
 * with HTTP 400 and names the field.
 */
final class Parameters {

	private static final int MAX_LENGTH = 200;

	/** Parts of a cursor never contain it: PostgreSQL's text cannot. */
	private static final String SEPARATOR = "\0";

	private Parameters() {
	}

	static String text(String name, String value) {
		if (value == null || value.isBlank()) {
			return null;
		}
		String text = value.strip();
		if (text.length() > MAX_LENGTH || text.indexOf('\0') >= 0) {
			throw InvalidInputException.of(name, "参数“" + name + "”不能超过" + MAX_LENGTH + "个字，也不能含有控制字符");
		}
		return text;
	}

	static String oneOf(String name, String value, Collection<String> allowed) {
		String text = text(name, value);
		if (text != null && !allowed.contains(text)) {
			throw InvalidInputException.of(name, "参数“" + name + "”的值“" + text + "”不可用，可用：" + String.join("、", allowed));
		}
		return text;
	}

	static Boolean yesNo(String name, String value) {
		String text = oneOf(name, value, List.of("true", "false"));
		return (text != null) ? Boolean.valueOf(text) : null;
	}

	static Integer number(String name, String value) {
		String text = text(name, value);
		if (text == null) {
			return null;
		}
		if (!text.matches("\\d{1,9}")) {
			throw InvalidInputException.of(name, "参数“" + name + "”的值“" + text + "”不是正整数");
		}
		return Integer.valueOf(text);
	}

	static LocalDate date(String name, String value) {
		String text = text(name, value);
		if (text == null) {
			return null;
		}
		try {
			LocalDate date = LocalDate.parse(text);
			// Beyond these years the database's type ends sooner or later.
			if (date.getYear() >= 1970 && date.getYear() < 10000) {
				return date;
			}
		}
		catch (DateTimeParseException ex) {
			// Refused below.
		}
		throw InvalidInputException.of(name, "参数“" + name + "”的值“" + text + "”不是日期，请按“2026-11-22”的格式填写");
	}

	/**
	 * Refuses a period that ends before it begins.
	 * @param from first day, may be null
	 * @param to last day, may be null
	 */
	static void requireOrder(LocalDate from, LocalDate to) {
		if (from != null && to != null && to.isBefore(from)) {
			throw InvalidInputException.of("to", "结束日期“to”不能早于开始日期“from”");
		}
	}

	/**
	 * Makes the opaque value of {@code next}.
	 * @param parts what a row is ordered by; null for nothing
	 * @return the cursor
	 */
	static String cursor(Object... parts) {
		StringBuilder text = new StringBuilder();
		for (Object part : parts) {
			text.append((part != null) ? "=" + part : "").append(SEPARATOR);
		}
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Reads {@code after}.
	 * @param value what {@link #cursor} made, may be null
	 * @param parts how many parts it has
	 * @return the parts, null among them where the row had nothing; null if there is no
	 * cursor
	 */
	static String[] after(String value, int parts) {
		if (value == null || value.isBlank()) {
			return null;
		}
		String[] cursor = decoded(value).split(SEPARATOR, -1);
		if (cursor.length != parts + 1 || !cursor[parts].isEmpty()) {
			throw badCursor();
		}
		String[] row = new String[parts];
		for (int i = 0; i < parts; i++) {
			if (!cursor[i].isEmpty() && cursor[i].charAt(0) != '=') {
				throw badCursor();
			}
			row[i] = cursor[i].isEmpty() ? null : cursor[i].substring(1);
		}
		return row;
	}

	/**
	 * The refusal of a cursor whose parts make no sense.
	 * @return the exception to throw
	 */
	static InvalidInputException badCursor() {
		return InvalidInputException.of("after", "翻页位置“after”无效，请从第一页重新查询");
	}

	private static String decoded(String value) {
		try {
			return new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw badCursor();
		}
	}

}
