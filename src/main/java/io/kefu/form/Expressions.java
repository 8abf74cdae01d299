package io.kefu.form;

import java.util.Map;

/**
 * Evaluates the FEEL expressions of a form.
 */
@FunctionalInterface
interface Expressions {

	/**
	 * Evaluates one expression.
	 * @param expression the expression without the leading {@code =}
	 * @param variables what the expression may read; values may be null
	 * @return the result, null if the expression cannot be evaluated
	 */
	Object evaluate(String expression, Map<String, Object> variables);

}
