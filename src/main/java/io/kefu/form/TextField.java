package io.kefu.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A line or an area of text.
 */
class TextField extends FormField {

	/** What one text variable of the engine holds. */
	static final int LONGEST = 4000;

	private static final Pattern EMAIL = Pattern
		.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
				+ "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]");

	/** Chinese mobile, landline with extension, 400 and 800 numbers, international. */
	private static final Pattern PHONE = Pattern
		.compile("1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}|(\\(?0\\d{2,3}\\)?[- ]?)?[2-9]\\d{6,7}([-转]\\d{1,6})?"
				+ "|[48]00[- ]?\\d{3,4}[- ]?\\d{3,4}|(\\+|00)[1-9][0-9 -]{5,17}\\d");

	private final boolean severalLines;

	private final Object minLength;

	private final Object maxLength;

	private final Pattern pattern;

	private final String validationType;

	/** What the clerk reads below the field, repeated where the format is wrong. */
	private final String description;

	TextField(JsonNode field, List<String> hideConditions) {
		super(field, hideConditions);
		JsonNode validate = field.path("validate");
		this.severalLines = "textarea".equals(field.path("type").asText());
		this.minLength = bound(validate.path("minLength"));
		this.maxLength = bound(validate.path("maxLength"));
		this.pattern = pattern(validate.path("pattern").asText());
		this.validationType = validate.path("validationType").asText();
		String text = field.path("description").asText();
		this.description = (text.isBlank() || Submission.isExpression(text) || text.contains("{{")) ? ""
				: "（" + text.strip() + "）";
	}

	@Override
	Object normalise(Object value) {
		if (value instanceof String text) {
			String stripped = text.strip();
			return stripped.isEmpty() ? null : stripped;
		}
		return value;
	}

	@Override
	String problem(Object value, Submission submission) {
		if (!(value instanceof String text)) {
			return quoted() + "必须是文本";
		}
		if (!isStorable(text, this.severalLines)) {
			return quoted() + "含有不能保存的控制字符";
		}
		int longest = length(this.maxLength, LONGEST, submission);
		if (text.length() > longest) {
			return quoted() + "不得超过" + longest + "个字符（现有" + text.length() + "个）";
		}
		int shortest = length(this.minLength, 0, submission);
		if (text.length() < shortest) {
			return quoted() + "不得少于" + shortest + "个字符";
		}
		if (this.pattern != null && !this.pattern.matcher(text).find()) {
			return quoted() + "格式不正确" + this.description;
		}
		if (this.validationType.equals("email") && !(text.length() <= 254 && EMAIL.matcher(text).matches())) {
			return quoted() + "不是有效的电子邮件地址";
		}
		if (this.validationType.equals("phone") && !PHONE.matcher(text).matches()) {
			return quoted() + "不是有效的电话号码";
		}
		return null;
	}

	@Override
	String missing() {
		return "请填写" + quoted();
	}

	@Override
	boolean hasExpressionInRules() {
		return Submission.isExpression(this.minLength) || Submission.isExpression(this.maxLength);
	}

	/**
	 * Tells whether text can be stored and shown: no control characters (the database
	 * refuses NUL, a line break in a name would forge mail headers), no halves of
	 * characters.
	 * @param severalLines whether line breaks and tabs are allowed
	 */
	static boolean isStorable(String text, boolean severalLines) {
		return text.codePoints()
			.noneMatch((c) -> (Character.isISOControl(c) && !(severalLines && (c == '\n' || c == '\r' || c == '\t')))
					|| (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
	}

	private static int length(Object bound, int otherwise, Submission submission) {
		BigDecimal length = submission.number(bound);
		return (length != null) ? length.min(BigDecimal.valueOf(LONGEST)).intValue() : otherwise;
	}

	private static Pattern pattern(String regex) {
		try {
			return regex.isEmpty() ? null : Pattern.compile(regex);
		}
		catch (PatternSyntaxException ex) {
			throw new IllegalArgumentException("格式规则无法识别：" + regex, ex);
		}
	}

}
