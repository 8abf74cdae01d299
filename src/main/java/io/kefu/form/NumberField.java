package io.kefu.form;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A number.
 */
class NumberField extends FormField {

	private final Object min;

	private final Object max;

	/** Decimal places, null if not limited. */
	private final Integer decimalDigits;

	/** The form sends the number as text, to keep every digit. */
	private final boolean sentAsText;

	NumberField(JsonNode field, List<String> hideConditions) {
		super(field, hideConditions);
		this.min = bound(field.path("validate").path("min"));
		this.max = bound(field.path("validate").path("max"));
		this.decimalDigits = field.path("decimalDigits").isInt() ? field.path("decimalDigits").asInt() : null;
		this.sentAsText = field.path("serializeToString").asBoolean();
	}

	@Override
	Object normalise(Object value) {
		if (this.sentAsText && value instanceof String text) {
			return text.isBlank() ? null : text.strip();
		}
		return canonical(value);
	}

	@Override
	String problem(Object value, Submission submission) {
		BigDecimal number = decimal(value);
		BigDecimal least = submission.number(this.min);
		BigDecimal most = submission.number(this.max);
		boolean good = number != null && (least == null || number.compareTo(least) >= 0)
				&& (most == null || number.compareTo(most) <= 0)
				&& (this.decimalDigits == null || number.stripTrailingZeros().scale() <= this.decimalDigits);
		return good ? null : quoted() + "必须是" + range(least, most) + kind();
	}

	@Override
	String missing() {
		return "请填写" + quoted();
	}

	@Override
	boolean hasExpressionInRules() {
		return Submission.isExpression(this.min) || Submission.isExpression(this.max);
	}

	/**
	 * Gives a number the type in which it is stored, so that equal numbers are equal
	 * objects.
	 * @param value anything
	 * @return whole numbers as Integer or Long, other finite numbers as Double,
	 * everything else as it is
	 */
	static Object canonical(Object value) {
		if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
			return value;
		}
		BigDecimal exact = new BigDecimal(number.toString());
		if (exact.stripTrailingZeros().scale() > 0) {
			return exact.doubleValue();
		}
		if (exact.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
			return value;
		}
		long whole = exact.longValueExact();
		return (whole == (int) whole) ? (Object) (int) whole : (Object) whole;
	}

	private BigDecimal decimal(Object value) {
		if (this.sentAsText) {
			return (value instanceof String text && text.matches("-?\\d{1,30}(\\.\\d{1,30})?")) ? new BigDecimal(text)
					: null;
		}
		return (value instanceof Integer || value instanceof Long
				|| (value instanceof Double real && Double.isFinite(real))) ? new BigDecimal(value.toString()) : null;
	}

	private String kind() {
		if (this.decimalDigits == null) {
			return "数字";
		}
		return (this.decimalDigits == 0) ? "整数" : "数字，小数不超过" + this.decimalDigits + "位";
	}

	private static String range(BigDecimal least, BigDecimal most) {
		if (least != null && most != null) {
			return least.toPlainString() + "到" + most.toPlainString() + "之间的";
		}
		if (least != null) {
			return "不小于" + least.toPlainString() + "的";
		}
		return (most != null) ? "不大于" + most.toPlainString() + "的" : "";
	}

}
