package io.kefu.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A choice among given options: one of them (radio, select) or several (checklist,
 * taglist). Several are stored as the text of a JSON array.
 */
class ChoiceField extends FormField {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final boolean several;

	/** Values of the fixed options; null where an expression or a variable gives them. */
	private final List<Object> options;

	/** Labels of the fixed options by their value as text. */
	private final Map<String, String> labels;

	private final String optionsExpression;

	/** Name of the variable that holds the options; null where none does. */
	private final String optionsVariable;

	ChoiceField(JsonNode field, List<String> hideConditions) {
		super(field, hideConditions);
		String type = field.path("type").asText();
		this.several = type.equals("checklist") || type.equals("taglist");
		this.optionsExpression = field.path("valuesExpression").asText(null);
		this.optionsVariable = field.path("valuesKey").asText(null);
		this.options = hasExpressionInRules() ? null : values(field.path("values"));
		this.labels = labels(field.path("values"));
	}

	@Override
	Object normalise(Object value) {
		if (!this.several) {
			Object single = (value instanceof String text) ? text.strip() : NumberField.canonical(value);
			return "".equals(single) ? null : single;
		}
		List<?> chosen = chosen(value);
		if (chosen == null) {
			return "".equals(value) ? null : value;
		}
		return chosen.isEmpty() ? null : text(chosen);
	}

	@Override
	String problem(Object value, Submission submission) {
		List<?> chosen = this.several ? chosen(value) : List.of(value);
		if (chosen == null) {
			return quoted() + "必须是选项列表";
		}
		List<Object> allowed = allowed(submission);
		for (Object each : chosen) {
			if (!allowed.contains(NumberField.canonical(each))) {
				return quoted() + "的值" + shown(each) + "不在可选范围内";
			}
		}
		return (new HashSet<>(chosen).size() < chosen.size()) ? quoted() + "有重复的选项" : null;
	}

	@Override
	String missing() {
		return "请选择" + quoted();
	}

	@Override
	Optional<String> option(String value) {
		List<?> chosen = this.several ? chosen(value) : List.of(value);
		List<String> labels = (chosen != null)
				? chosen.stream().map((each) -> this.labels.get(String.valueOf(each))).toList() : List.of();
		return (labels.isEmpty() || labels.contains(null)) ? Optional.empty() : Optional.of(String.join("、", labels));
	}

	@Override
	boolean hasExpressionInRules() {
		return this.optionsExpression != null || this.optionsVariable != null;
	}

	private List<Object> allowed(Submission submission) {
		if (this.options != null) {
			return this.options;
		}
		// A variable as the case has it: what is submitted does not widen the choice.
		Object offered = (this.optionsVariable != null) ? submission.known().get(this.optionsVariable)
				: submission.evaluate(this.optionsExpression);
		List<Object> allowed = new ArrayList<>();
		if (offered instanceof List<?> given) {
			for (Object option : given) {
				allowed.add(NumberField.canonical((option instanceof Map<?, ?> map) ? map.get("value") : option));
			}
		}
		return allowed;
	}

	/** The chosen values, null if it is no list. */
	private static List<?> chosen(Object value) {
		if (value instanceof List<?> list) {
			return list;
		}
		if (value instanceof String text && text.startsWith("[")) {
			try {
				return JSON.readValue(text, List.class);
			}
			catch (JsonProcessingException ex) {
				return null;
			}
		}
		return null;
	}

	private static String text(List<?> chosen) {
		try {
			return JSON.writeValueAsString(chosen);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Not everything that is sent is worth repeating. */
	private static String shown(Object value) {
		boolean simple = value instanceof Boolean || value instanceof Number
				|| (value instanceof String text && text.length() <= 50 && TextField.isStorable(text, false));
		return simple ? "“" + value + "”" : "";
	}

	private static Map<String, String> labels(JsonNode options) {
		Map<String, String> labels = new HashMap<>();
		for (JsonNode option : options) {
			String label = option.path("label").asText().strip();
			if (!label.isEmpty()) {
				labels.put(option.path("value").asText(), label);
			}
		}
		return labels;
	}

	private static List<Object> values(JsonNode options) {
		List<Object> values = new ArrayList<>();
		for (JsonNode option : options) {
			JsonNode value = option.has("value") ? option.path("value") : option;
			values.add(NumberField.canonical(JSON.convertValue(value, Object.class)));
		}
		return values;
	}

}
