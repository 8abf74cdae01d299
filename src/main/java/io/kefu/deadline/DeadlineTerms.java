package io.kefu.deadline;

import java.util.Map;

import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;

import org.springframework.stereotype.Component;

/**
 * What was promised, from the newest version of the decision table {@code deadline}.
 */
@Component
class DeadlineTerms {

	private static final String TABLE = "deadline";

	private final DecisionService decisions;

	DeadlineTerms(DecisionService decisions) {
		this.decisions = decisions;
	}

	/**
	 * Looks a deadline up.
	 * @param policy which promise
	 * @param severity A to D, null while not classified
	 * @param complex whether the case is complex, null while not known
	 * @param responseHours hours within which the product's terms promise an answer
	 * (S1-23), null where they promise none
	 * @return the terms, never null
	 * @throws IllegalStateException when the table has no row, several rows or an
	 * unusable row for it
	 */
	Terms of(String policy, String severity, Boolean complex, Integer responseHours) {
		DmnDecisionResult rows = this.decisions.evaluateDecisionByKey(TABLE)
			.variables(Variables.putValue("policy", policy)
				.putValue("severity", severity)
				.putValue("complex", complex)
				.putValue("responseHours", responseHours))
			.evaluate();
		String question = "policy=%s, severity=%s, complex=%s".formatted(policy, severity, complex);
		if (rows.size() != 1) {
			throw new IllegalStateException("Decision table \"%s\" has %s for %s".formatted(TABLE,
					rows.isEmpty() ? "no row" : rows.size() + " rows", question));
		}
		try {
			return terms(rows.getFirstResult());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException(
					"Decision table \"%s\" has an unusable row for %s: %s".formatted(TABLE, question, ex.getMessage()),
					ex);
		}
	}

	private static Terms terms(DmnDecisionResultEntries row) {
		return new Terms(text(row, "label"), number(row, "amount"), Unit.valueOf(text(row, "unit")),
				StartsFrom.valueOf(text(row, "startsFrom")), number(row, "warnPercent"), number(row, "leadPercent"),
				number(row, "managementPercent"), Boolean.TRUE.equals(row.get("extendable")));
	}

	private static int number(Map<String, Object> row, String column) {
		if (row.get(column) instanceof Number number) {
			return number.intValue();
		}
		throw new IllegalArgumentException("column \"" + column + "\" holds no number: " + row.get(column));
	}

	private static String text(Map<String, Object> row, String column) {
		if (row.get(column) instanceof String text) {
			return text;
		}
		throw new IllegalArgumentException("column \"" + column + "\" holds no text: " + row.get(column));
	}

}
