package io.kefu.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One input of a form. Its messages name it by the label the clerk sees.
 */
abstract class FormField {

	private final String key;

	private final String label;

	private final boolean required;

	/** Expressions that hide the field; those of the groups around it come first. */
	private final List<String> hideConditions;

	/** True, false or an expression: the clerk sees the field but cannot change it. */
	private final Object readonly;

	FormField(JsonNode field, List<String> hideConditions) {
		this.key = field.path("key").asText();
		this.label = label(field);
		this.required = field.path("validate").path("required").asBoolean();
		this.hideConditions = List.copyOf(hideConditions);
		this.readonly = field.path("disabled").asBoolean() ? Boolean.TRUE : property(field.path("readonly"));
	}

	/**
	 * Brings a value into the form in which it is stored. Never fails: what cannot be
	 * stored is returned as it is, and {@link #problem} says what is wrong with it.
	 * @param value the submitted value, not null
	 * @return the value to store, null if it means "not filled in"
	 */
	abstract Object normalise(Object value);

	/**
	 * Finds what is wrong with a value.
	 * @param value a normalised value, not null
	 * @param submission the submission it belongs to
	 * @return the reason in Chinese, null if nothing is wrong
	 */
	abstract String problem(Object value, Submission submission);

	/**
	 * The reason why a submission without this field is refused, in Chinese.
	 */
	abstract String missing();

	/**
	 * Tells whether a required field counts as not filled in.
	 * @param value a normalised value, may be null
	 */
	boolean isMissing(Object value) {
		return value == null;
	}

	/**
	 * Whether one of the field's properties, apart from hiding and read-only, is an
	 * expression.
	 */
	boolean hasExpressionInRules() {
		return false;
	}

	/**
	 * What the clerk reads for a value that was chosen.
	 * @param value the stored value as text
	 * @return the label; empty if the field offers no such choice
	 */
	Optional<String> option(String value) {
		return Optional.empty();
	}

	final String key() {
		return this.key;
	}

	final String label() {
		return this.label;
	}

	/** The label in Chinese quotation marks, as messages name it. */
	final String quoted() {
		return "“" + this.label + "”";
	}

	final boolean isRequired(Submission submission) {
		return this.required && !isHidden(submission);
	}

	final boolean isHidden(Submission submission) {
		return this.hideConditions.stream().anyMatch(submission::holds);
	}

	final boolean isReadonly(Submission submission) {
		return Boolean.TRUE.equals(submission.evaluate(this.readonly));
	}

	/**
	 * Tells whether a value is what the case has already, so that submitting it changes
	 * nothing.
	 */
	final boolean isUnchanged(Object normalised, Submission submission) {
		Object before = submission.known().get(this.key);
		return Objects.equals(normalised, (before != null) ? normalise(before) : null);
	}

	/**
	 * Whether judging the field needs the variables of the case.
	 */
	final boolean readsVariables() {
		return !this.hideConditions.isEmpty() || !Boolean.FALSE.equals(this.readonly) || hasExpressionInRules();
	}

	/**
	 * Reads a property that is a boolean, a number, a constant text or an expression.
	 * @return the value; false where the property is absent
	 */
	static Object property(JsonNode node) {
		if (node.isNumber()) {
			return node.decimalValue();
		}
		return node.isTextual() ? node.asText() : (Object) node.asBoolean();
	}

	/**
	 * Reads a bound, which the editor writes as a number, as text or as an expression.
	 * @return a number, an expression, or null where there is none
	 */
	static Object bound(JsonNode node) {
		if (node.isTextual() && !Submission.isExpression(node.asText())) {
			return node.asText().isBlank() ? null : new BigDecimal(node.asText().strip());
		}
		return (node.isMissingNode() || node.isNull()) ? null : property(node);
	}

	/**
	 * Collects the conditions that hide a component.
	 */
	static List<String> hideConditions(List<String> outer, JsonNode component) {
		List<String> conditions = new ArrayList<>(outer);
		String hide = component.path("conditional").path("hide").asText();
		if (Submission.isExpression(hide)) {
			conditions.add(hide);
		}
		return conditions;
	}

	private static String label(JsonNode field) {
		for (String property : List.of("label", "dateLabel", "timeLabel")) {
			String label = field.path(property).asText().strip();
			if (!label.isEmpty() && !Submission.isExpression(label) && !label.contains("{{")) {
				return label;
			}
		}
		return field.path("key").asText();
	}

}
