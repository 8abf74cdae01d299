package io.kefu.survey;

import java.util.ArrayList;
import java.util.List;

import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;

/**
 * What a recipient says.
 *
 * @param score one to five stars
 * @param ratings one to five stars for each question, in their order
 * @param comment free text, null where there is none
 */
record Answer(int score, List<Integer> ratings, String comment) {

	static final int LONGEST_COMMENT = 2000;

	private static final int MOST_STARS = 5;

	/**
	 * Reads what a page has sent.
	 * @param score the stars as text, may be null
	 * @param ratings the stars of each question as text, nulls where nothing was chosen
	 * @param comment the comment, may be null
	 * @return the answer
	 * @throws InvalidInputException (400) naming every wrong field: {@code score},
	 * {@code q1} to {@code q5}, {@code comment}
	 */
	static Answer read(String score, List<String> ratings, String comment) {
		List<FieldError> errors = new ArrayList<>();
		int stars = stars(score, "score", "总体满意度", errors);
		List<Integer> answers = new ArrayList<>();
		for (int i = 0; i < ratings.size(); i++) {
			answers.add(stars(ratings.get(i), "q" + (i + 1), "第" + (i + 1) + "题", errors));
		}
		String text = (comment != null) ? comment.replaceAll("\\R", "\n").strip() : "";
		if (text.codePointCount(0, text.length()) > LONGEST_COMMENT) {
			errors.add(new FieldError("comment", "意见不得超过" + LONGEST_COMMENT + "个字"));
		}
		else if (text.codePoints().anyMatch((each) -> Character.isISOControl(each) && each != '\n' && each != '\t')) {
			errors.add(new FieldError("comment", "意见含有不能保存的控制字符"));
		}
		if (!errors.isEmpty()) {
			throw InvalidInputException.of(errors);
		}
		return new Answer(stars, answers, text.isEmpty() ? null : text);
	}

	private static int stars(String text, String field, String label, List<FieldError> errors) {
		if (text == null || text.isBlank()) {
			errors.add(new FieldError(field, "请为“" + label + "”选择1至5星"));
			return 0;
		}
		if (text.length() != 1 || text.charAt(0) < '1' || text.charAt(0) > '0' + MOST_STARS) {
			errors.add(new FieldError(field, "“" + label + "”只能是1至5星"));
			return 0;
		}
		return text.charAt(0) - '0';
	}

}
