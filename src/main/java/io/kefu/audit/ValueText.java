package io.kefu.audit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * What people read for a value that the engine keeps in columns by type.
 */
final class ValueText {

	/** The columns, of a table {@code v} with its bytes {@code b}. */
	static final String COLUMNS = "v.var_type_, v.text_, v.long_, v.double_, b.bytes_ as value_bytes";

	/** The table of the bytes. */
	static final String JOIN = "left join act_ge_bytearray b on b.id_ = v.bytearray_id_";

	/** Serialized as text: ours are JSON. */
	private static final Set<String> TEXTS = Set.of("object", "json", "xml", "list", "kefu-list");

	private ValueText() {
	}

	/**
	 * Reads the columns.
	 * @param row the row
	 * @param zone zone of dates
	 * @return the text, null for null
	 * @throws SQLException when a column is missing
	 */
	static String of(ResultSet row, ZoneId zone) throws SQLException {
		String type = row.getString("var_type_");
		if (type == null) {
			return null;
		}
		byte[] bytes = row.getBytes("value_bytes");
		if (bytes != null) {
			return TEXTS.contains(type) ? new String(bytes, StandardCharsets.UTF_8) : "（二进制内容）";
		}
		return switch (type) {
			case "boolean" -> number(row, (value) -> (value == 1) ? "是" : "否");
			case "integer", "long", "short" -> number(row, String::valueOf);
			case "date" -> number(row, (value) -> Moments.text(value, zone));
			case "double" -> {
				double value = row.getDouble("double_");
				yield row.wasNull() ? null : new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
			}
			default -> row.getString("text_");
		};
	}

	private static String number(ResultSet row, LongFunction<String> text) throws SQLException {
		long value = row.getLong("long_");
		return row.wasNull() ? null : text.apply(value);
	}

}
