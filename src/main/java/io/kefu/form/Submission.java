package io.kefu.form;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * What the fields of a form need to know to judge one submission.
 *
 * @param answers the variables of the case, overlaid with the submitted answers
 * @param known the variables of the case before this submission
 * @param now the present
 * @param expressions evaluates the form's expressions
 */
record Submission(Map<String, Object> answers, Map<String, Object> known, Instant now, Expressions expressions) {

	/**
	 * Tells whether a condition of the form holds. A condition that cannot be evaluated
	 * does not hold: the field is then shown, and checked.
	 */
	boolean holds(String condition) {
		return Boolean.TRUE.equals(evaluate(condition));
	}

	/**
	 * Resolves a property of the form that may be an expression.
	 * @param property a constant, or text beginning with {@code =}
	 * @return the constant or the expression's result
	 */
	Object evaluate(Object property) {
		return isExpression(property) ? this.expressions.evaluate(((String) property).substring(1), this.answers)
				: property;
	}

	/**
	 * Resolves a bound of the form.
	 * @param bound a number, an expression or null
	 * @return the number, null if there is none
	 */
	BigDecimal number(Object bound) {
		return (evaluate(bound) instanceof Number number) ? new BigDecimal(number.toString()) : null;
	}

	/**
	 * Tells an expression from a constant.
	 */
	static boolean isExpression(Object property) {
		return property instanceof String text && text.startsWith("=");
	}

}
