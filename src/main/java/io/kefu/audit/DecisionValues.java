package io.kefu.audit;

import java.util.Properties;

import io.kefu.casefile.CaseLabels;
import io.kefu.identity.Departments;

import org.springframework.stereotype.Component;

/**
 * What people read for what a decision table put out: the Chinese word with the code
 * behind it, which stands in the table.
 */
@Component
class DecisionValues {

	private final Departments departments;

	private final Properties words = Words.of("decision-values");

	DecisionValues(Departments departments) {
		this.departments = departments;
	}

	/**
	 * The value as people read it.
	 * @param value an output as {@link ValueText} has it, may be null
	 * @return the word and the code; the value itself where it is no code
	 */
	String text(String value) {
		if (value == null) {
			return null;
		}
		String word = this.words.getProperty(value);
		if (word == null && this.departments.isDepartment(value)) {
			word = this.departments.label(value);
		}
		if (word == null) {
			String level = CaseLabels.complaintLevel(value);
			word = level.equals(value) ? null : level;
		}
		return (word != null) ? word + "（" + value + "）" : CaseLabels.severity(value);
	}

}
