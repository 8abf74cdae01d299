package io.kefu.engine;

import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;

import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * Lets FEEL expressions see plain values only. FEEL reads fields and calls methods of any
 * other Java object by reflection (an uploaded file, for instance, arrives as a stream),
 * which leads to code execution from a decision table.
 */
class PlainValuesFeelEngine implements FeelEngine {

	private static final int MAX_DEPTH = 20;

	private final FeelEngine feel;

	PlainValuesFeelEngine(FeelEngine feel) {
		this.feel = feel;
	}

	@Override
	public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
		return this.feel.evaluateSimpleExpression(expression, new PlainValues(variables));
	}

	@Override
	public boolean evaluateSimpleUnaryTests(String expression, String inputName, VariableContext variables) {
		return this.feel.evaluateSimpleUnaryTests(expression, inputName, new PlainValues(variables));
	}

	private static boolean isPlain(Object value, int depth) {
		if (depth > MAX_DEPTH) {
			return false;
		}
		if (value instanceof Map<?, ?> map) {
			return map.values().stream().allMatch((element) -> isPlain(element, depth + 1));
		}
		if (value instanceof Collection<?> collection) {
			return collection.stream().allMatch((element) -> isPlain(element, depth + 1));
		}
		return value == null || value instanceof String || value instanceof Boolean || value instanceof Number
				|| value instanceof Date || value.getClass().getPackageName().equals("java.time");
	}

	/**
	 * The variables of a decision without anything FEEL could reflect on.
	 *
	 * @param variables all variables
	 */
	private record PlainValues(VariableContext variables) implements VariableContext {

		@Override
		public TypedValue resolve(String name) {
			TypedValue value = this.variables.resolve(name);
			return (value == null || isPlain(value.getValue(), 0)) ? value : Variables.untypedNullValue();
		}

		@Override
		public boolean containsVariable(String name) {
			return this.variables.containsVariable(name);
		}

		@Override
		public Set<String> keySet() {
			return this.variables.keySet();
		}

	}

}
