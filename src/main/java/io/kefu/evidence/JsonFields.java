package io.kefu.evidence;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/**
 * Reads an object of an exported file, which may hold anything.
 *
 * @param values the object
 */
record JsonFields(Map<String, Object> values) {

	/**
	 * Reads an object.
	 * @param json its text, null at the end of a file
	 * @return the object
	 * @throws IOException if it is none
	 */
	static JsonFields of(String json) throws IOException {
		if (json == null) {
			throw new IOException("文件是空的");
		}
		return new JsonFields(CanonicalJson.read(json));
	}

	String format() {
		return String.valueOf(this.values.get("format"));
	}

	String hash(String name) throws IOException {
		if (this.values.get(name) instanceof String text && text.matches("[0-9a-f]{64}")) {
			return text;
		}
		throw new IOException("“" + name + "”不是散列值");
	}

	int number(String name) throws IOException {
		if (this.values.get(name) instanceof Integer number) {
			return number;
		}
		throw new IOException("“" + name + "”不是整数");
	}

	LocalDate day() throws IOException {
		try {
			return LocalDate.parse(String.valueOf(this.values.get("day")));
		}
		catch (DateTimeParseException ex) {
			throw new IOException("“day”不是日期", ex);
		}
	}

	String text(String name) {
		return String.valueOf(this.values.get(name));
	}

	/** A nested object; null where there is none. */
	@SuppressWarnings("unchecked")
	JsonFields object(String name) {
		return (this.values.get(name) instanceof Map<?, ?> map) ? new JsonFields((Map<String, Object>) map) : null;
	}

	/** A list; empty where there is none. */
	List<?> list(String name) {
		return (this.values.get(name) instanceof List<?> list) ? list : List.of();
	}

}
