package io.kefu.form;

import java.util.Optional;

/**
 * What a form calls its fields and their options, for whoever shows what was filled in.
 */
public final class FormLabels {

	private final Optional<FormSchema> form;

	private FormLabels(Optional<FormSchema> form) {
		this.form = form;
	}

	/**
	 * Reads a form.
	 * @param json content of a {@code .form} file in UTF-8
	 * @return its labels; none if nobody could fill the form in: one that an owner
	 * deployed with a mistake must not hide the history
	 */
	public static FormLabels of(byte[] json) {
		try {
			return new FormLabels(Optional.of(FormSchema.parse(json)));
		}
		catch (IllegalArgumentException ex) {
			return new FormLabels(Optional.empty());
		}
	}

	/**
	 * What the form calls a field.
	 * @param key key of the field, the name of its variable
	 * @return the label; empty if the form has no such field
	 */
	public Optional<String> field(String key) {
		return this.form.flatMap((schema) -> schema.field(key)).map(FormField::label);
	}

	/**
	 * What the form calls a choice.
	 * @param key key of the field
	 * @param value the stored value as text; of several, the text of their JSON array
	 * @return the label of the option, of several with 、 between them; empty if the field
	 * does not offer the value
	 */
	public Optional<String> option(String key, String value) {
		return this.form.flatMap((schema) -> schema.field(key)).flatMap((field) -> field.option(value));
	}

}
