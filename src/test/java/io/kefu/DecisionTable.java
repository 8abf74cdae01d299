package io.kefu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/**
 * One of our decision tables, evaluated by the bare decision engine: no process engine,
 * no Spring.
 */
public final class DecisionTable {

	private static final DmnEngine ENGINE = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

	/** Reading one takes longer than evaluating it. */
	private static final Map<String, DecisionTable> READ = new ConcurrentHashMap<>();

	private final DmnDecision decision;

	private DecisionTable(DmnDecision decision) {
		this.decision = decision;
	}

	/**
	 * Reads the table that is shipped.
	 * @param key decision key, which is the file name as well
	 * @return the table
	 */
	public static DecisionTable shipped(String key) {
		return READ.computeIfAbsent(key, DecisionTable::read);
	}

	private static DecisionTable read(String key) {
		try (InputStream file = DecisionTable.class.getResourceAsStream("/dmn/" + key + ".dmn")) {
			return new DecisionTable(ENGINE.parseDecision(key, file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Evaluates the table.
	 * @param input pairs of a variable name and its value as a test's CSV cell has it: an
	 * empty cell (null) leaves the variable out, {@code null} sets it to null,
	 * {@code blank} to the empty string; true, false and whole numbers are typed,
	 * everything else is text
	 * @return the matched rules' outputs, in the order of the rules
	 */
	public List<Map<String, Object>> evaluate(String... input) {
		VariableMap variables = Variables.createVariables();
		for (int i = 0; i < input.length; i += 2) {
			if (input[i + 1] != null) {
				variables.put(input[i], typed(input[i + 1]));
			}
		}
		return ENGINE.evaluateDecisionTable(this.decision, variables).getResultList();
	}

	/**
	 * Evaluates the table where at most one rule may match.
	 * @param input as for {@link #evaluate(String...)}
	 * @return the outputs of the matched rule, empty if none matched
	 */
	public Map<String, Object> decide(String... input) {
		List<Map<String, Object>> matched = evaluate(input);
		return matched.isEmpty() ? Map.of() : matched.get(0);
	}

	private static Object typed(String cell) {
		return switch (cell) {
			case "null" -> null;
			case "blank" -> "";
			case "true", "false" -> Boolean.valueOf(cell);
			default -> cell.matches("-?\\d{1,9}") ? (Object) Integer.valueOf(cell) : cell;
		};
	}

}
