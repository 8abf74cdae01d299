package io.kefu.form;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.problem.FieldError;

/**
 * The rules that a Camunda Form puts on what is submitted with it. The form in the
 * browser checks the same; but what comes in over an interface has not passed it.
 */
final class FormSchema {

	/** How much of a submission is expected to be there. */
	enum Extent {

		/** All fields: what is required must be there. */
		WHOLE,
		/** Some fields: what is there must be right. */
		PARTIAL

	}

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Set<String> SHOWN_ONLY = Set.of("text", "html", "image", "table", "spacer", "separator",
			"button", "iframe");

	private final String id;

	private final Map<String, FormField> fields;

	private FormSchema(String id, Map<String, FormField> fields) {
		this.id = id;
		this.fields = fields;
	}

	/**
	 * Reads a form.
	 * @param json content of a {@code .form} file in UTF-8
	 * @return its rules
	 * @throws IllegalArgumentException if it is no form or has something that cannot be
	 * checked; the message is Chinese
	 */
	static FormSchema parse(byte[] json) {
		try {
			JsonNode form = JSON.readTree(json);
			Map<String, FormField> fields = new LinkedHashMap<>();
			collect(form.path("components"), List.of(), fields);
			return new FormSchema(form.path("id").asText(), fields);
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("不是有效的表单文件", ex);
		}
	}

	/**
	 * The form's id, by which its cross-field table is named.
	 */
	String id() {
		return this.id;
	}

	/**
	 * The names of all fields, in the order of the form.
	 */
	Set<String> keys() {
		return this.fields.keySet();
	}

	Optional<FormField> field(String key) {
		return Optional.ofNullable(this.fields.get(key));
	}

	/**
	 * Whether the rules depend on variables of the case, which have to be loaded then.
	 */
	boolean readsVariables() {
		return this.fields.values().stream().anyMatch(FormField::readsVariables);
	}

	/**
	 * Checks a submission.
	 * @param submitted field keys and values; must not be null
	 * @param known the variables of the case before the submission, needed only if
	 * {@link #readsVariables()}
	 * @param now the present
	 * @param extent whether everything required must be there
	 * @param expressions evaluates the form's expressions
	 * @return the values to store and what is wrong
	 */
	CheckedForm check(Map<String, Object> submitted, Map<String, Object> known, Instant now, Extent extent,
			Expressions expressions) {
		Submission submission = new Submission(answers(submitted, known, extent), known, now, expressions);
		List<FieldError> errors = new ArrayList<>();
		Map<String, Object> values = new LinkedHashMap<>();
		Map<String, Object> answers = new LinkedHashMap<>();
		for (FormField field : this.fields.values()) {
			answers.put(field.key(), null);
			Object raw = submitted.get(field.key());
			Object value = (raw != null) ? field.normalise(raw) : null;
			String wrong = (value != null) ? field.problem(value, submission) : null;
			String problem = null;
			if (field.isReadonly(submission)) {
				// The browser sends read-only fields with the value they had.
				if (submitted.containsKey(field.key()) && !field.isUnchanged(value, submission)) {
					problem = field.quoted() + "不可修改";
				}
				answers.put(field.key(), known.get(field.key()));
			}
			else if (wrong != null) {
				problem = wrong;
				// A rule such as "phone or e-mail" must not call a wrong one missing.
				answers.put(field.key(), (field instanceof TextField && value instanceof String) ? value : null);
			}
			else if (extent == Extent.WHOLE && field.isMissing(value) && field.isRequired(submission)) {
				problem = field.missing();
			}
			else {
				answers.put(field.key(), value);
				if (submitted.containsKey(field.key())) {
					values.put(field.key(), value);
				}
			}
			if (problem != null) {
				errors.add(new FieldError(field.key(), problem));
			}
		}
		for (String key : submitted.keySet()) {
			if (!this.fields.containsKey(key)) {
				errors.add(unknown(key));
			}
		}
		return new CheckedForm(values, answers, errors);
	}

	private Map<String, Object> answers(Map<String, Object> submitted, Map<String, Object> known, Extent extent) {
		Map<String, Object> answers = new LinkedHashMap<>(known);
		for (String key : this.fields.keySet()) {
			if (submitted.containsKey(key) || extent == Extent.WHOLE) {
				answers.put(key, submitted.get(key));
			}
		}
		return answers;
	}

	private static FieldError unknown(String key) {
		String shown = (key.length() <= 50 && TextField.isStorable(key, false)) ? key
				: key.substring(0, Math.min(key.length(), 50)).replaceAll("\\p{Cntrl}", "") + "…";
		return new FieldError(shown, "未知字段“" + shown + "”");
	}

	private static void collect(JsonNode components, List<String> outerConditions, Map<String, FormField> fields) {
		for (JsonNode component : components) {
			String type = component.path("type").asText();
			List<String> conditions = FormField.hideConditions(outerConditions, component);
			if (type.equals("group") && component.path("path").asText().isEmpty()) {
				collect(component.path("components"), conditions, fields);
			}
			else if (!SHOWN_ONLY.contains(type)) {
				FormField field = field(type, component, conditions);
				if (fields.put(field.key(), field) != null) {
					throw new IllegalArgumentException("字段“" + field.key() + "”重复");
				}
			}
		}
	}

	private static FormField field(String type, JsonNode field, List<String> hideConditions) {
		String key = field.path("key").asText();
		if (key.isEmpty() || key.contains(".")) {
			throw new IllegalArgumentException("字段名“" + key + "”为空或含有“.”");
		}
		return switch (type) {
			case "textfield", "textarea" -> new TextField(field, hideConditions);
			case "number" -> new NumberField(field, hideConditions);
			case "checkbox" -> new CheckboxField(field, hideConditions);
			case "radio", "select", "checklist", "taglist" -> new ChoiceField(field, hideConditions);
			case "datetime" -> new DateTimeField(field, hideConditions);
			default -> throw new IllegalArgumentException("不支持组件“" + type + "”");
		};
	}

}
