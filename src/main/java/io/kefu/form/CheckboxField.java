package io.kefu.form;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A box to tick. Where it is required, it must be ticked.
 */
class CheckboxField extends FormField {

	CheckboxField(JsonNode field, List<String> hideConditions) {
		super(field, hideConditions);
	}

	@Override
	Object normalise(Object value) {
		return "".equals(value) ? null : value;
	}

	@Override
	String problem(Object value, Submission submission) {
		return (value instanceof Boolean) ? null : quoted() + "只能是勾选或不勾选（true 或 false）";
	}

	@Override
	boolean isMissing(Object value) {
		return value == null || Boolean.FALSE.equals(value);
	}

	@Override
	String missing() {
		return "请勾选" + quoted();
	}

}
