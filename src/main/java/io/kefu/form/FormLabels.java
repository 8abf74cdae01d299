package io.kefu.form;

import java.util.Optional;

/**
 * What a form calls its fields and their options, for whoever shows what was filled in.
 */
public final class FormLabels {

	private final FormSchema form;

	private FormLabels(FormSchema form) {
		this.form = form;
	}

	/**
	 * Reads a form.
	 * @param json content of a {@code .form} file in UTF-8
	 * @return its labels
	 * @throws IllegalArgumentException if it is no form
	 */
	public static FormLabels of(byte[] json) {
		return new FormLabels(FormSchema.parse(json));
	}

	/**
	 * What the form calls a field.
	 * @param key key of the field, the name of its variable
	 * @return the label; empty if the form has no such field
	 */
	public Optional<String> field(String key) {
		return this.form.field(key).map(FormField::label);
	}

	/**
	 * What the form calls a choice.
	 * @param key key of the field
	 * @param value the stored value as text; of several, the text of their JSON array
	 * @return the label of the option, of several with 、 between them; empty if the field
	 * does not offer the value
	 */
	public Optional<String> option(String key, String value) {
		return this.form.field(key).flatMap((field) -> field.option(value));
	}

}
