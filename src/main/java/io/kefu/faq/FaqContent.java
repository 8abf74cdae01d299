package io.kefu.faq;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;

/**
 * What people write into an entry. Blank text counts as not given.
 *
 * @param question required
 * @param answer required
 * @param productModel null for all products
 * @param ownerDepartment group id, required
 * @param validFrom first day, required
 * @param validTo last day, null if open
 * @param sourceCaseNo the case it comes from, may be null
 */
record FaqContent(String question, String answer, String productModel, String ownerDepartment, LocalDate validFrom,
		LocalDate validTo, String sourceCaseNo) {

	static final int LONGEST_QUESTION = 500;

	static final int LONGEST_ANSWER = 4000;

	static final int LONGEST_MODEL = 100;

	FaqContent {
		question = stripped(question);
		answer = stripped(answer);
		productModel = stripped(productModel);
		ownerDepartment = stripped(ownerDepartment);
		sourceCaseNo = stripped(sourceCaseNo);
	}

	/**
	 * Refuses content that breaks a rule of its own.
	 * @throws InvalidInputException naming every wrong field
	 */
	void require() {
		List<FieldError> errors = new ArrayList<>();
		text(errors, "question", "问题", this.question, LONGEST_QUESTION, true);
		text(errors, "answer", "答复", this.answer, LONGEST_ANSWER, true);
		text(errors, "productModel", "产品型号", this.productModel, LONGEST_MODEL, false);
		if (this.ownerDepartment == null) {
			errors.add(new FieldError("ownerDepartment", "请选择“责任部门”"));
		}
		if (this.validFrom == null) {
			errors.add(new FieldError("validFrom", "请填写“生效日期”"));
		}
		day(errors, "validFrom", "生效日期", this.validFrom);
		day(errors, "validTo", "失效日期", this.validTo);
		if (this.validFrom != null && this.validTo != null && this.validTo.isBefore(this.validFrom)) {
			errors.add(new FieldError("validTo", "“失效日期”不得早于“生效日期”"));
		}
		if (!errors.isEmpty()) {
			throw InvalidInputException.of(errors);
		}
	}

	private static void text(List<FieldError> errors, String field, String label, String text, int longest,
			boolean required) {
		if (text == null) {
			if (required) {
				errors.add(new FieldError(field, "请填写“" + label + "”"));
			}
		}
		else if (text.length() > longest) {
			errors.add(new FieldError(field, "“" + label + "”不得超过" + longest + "个字符（现有" + text.length() + "个）"));
		}
		else if (text.codePoints().anyMatch(FaqContent::isUnstorable)) {
			errors.add(new FieldError(field, "“" + label + "”含有不能保存的控制字符"));
		}
	}

	private static boolean isUnstorable(int character) {
		boolean layout = character == '\n' || character == '\r' || character == '\t';
		return (Character.isISOControl(character) && !layout)
				|| (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
	}

	/** A slip of the pen, such as the year 20226. */
	private static void day(List<FieldError> errors, String field, String label, LocalDate day) {
		if (day != null && (day.getYear() < 1900 || day.getYear() > 2999)) {
			errors.add(new FieldError(field, "“" + label + "”不是有效的日期"));
		}
	}

	private static String stripped(String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

}
