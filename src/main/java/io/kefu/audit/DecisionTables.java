package io.kefu.audit;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.UnaryTests;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The decision tables as they were deployed. The history knows only the ids of rules:
 * which number a rule has, and what it says, stands in the table of that version.
 */
@Component
class DecisionTables {

	private final JdbcClient jdbc;

	/** A deployed version never changes. */
	private final Map<String, Table> tables = new ConcurrentHashMap<>();

	DecisionTables(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * A version of a table. A decision that is no table has neither columns nor rules.
	 */
	record Table(String definitionId, String key, String name, int version, List<Column> inputs, List<Column> outputs,
			List<Rule> rules) {

		Optional<Rule> rule(String ruleId) {
			return this.rules.stream().filter((rule) -> rule.id().equals(ruleId)).findFirst();
		}

		/**
		 * An output that every rule fills: of a rule that fired the history has a row for
		 * each output that is filled.
		 */
		Optional<String> alwaysFilled() {
			for (int i = 0; i < this.outputs.size(); i++) {
				int column = i;
				if (this.outputs.get(i).id() != null
						&& this.rules.stream().noneMatch((rule) -> rule.outputEntries().get(column).isBlank())) {
					return Optional.of(this.outputs.get(i).id());
				}
			}
			return Optional.empty();
		}

	}

	/**
	 * An input or output.
	 */
	record Column(String id, String label) {
	}

	/**
	 * A rule.
	 *
	 * @param number its place in the table, from 1
	 * @param id its id
	 * @param description what it says, null where nobody described it
	 * @param inputEntries what it tests, empty for anything
	 * @param outputEntries what it gives
	 */
	record Rule(int number, String id, String description, List<String> inputEntries, List<String> outputEntries) {
	}

	private record Source(String id, String key, String name, int version, byte[] xml) {
	}

	/**
	 * A version by its id.
	 * @param definitionId id of the decision definition
	 * @return the table, empty if it is no longer deployed
	 */
	Optional<Table> find(String definitionId) {
		Table known = this.tables.get(definitionId);
		return (known != null) ? Optional.of(known)
				: read(new Where().and("d.id_ = :id", "id", definitionId)).map(this::remember);
	}

	/**
	 * A version by its number.
	 * @param key key of the decision
	 * @param version the number, null for the newest
	 * @return the table, empty if there is none
	 */
	Optional<Table> find(String key, Integer version) {
		return read(new Where().and("d.key_ = :key", "key", key).and("d.version_ = :version", "version", version))
			.map(this::remember);
	}

	private Table remember(Table table) {
		this.tables.put(table.definitionId(), table);
		return table;
	}

	private Optional<Table> read(Where where) {
		return this.jdbc
			.sql("""
					select d.id_ as id, d.key_ as key, coalesce(d.name_, d.key_) as name, d.version_ as version, b.bytes_ as xml
					from act_re_decision_def d
					join act_ge_bytearray b on b.deployment_id_ = d.deployment_id_ and b.name_ = d.resource_name_
					where\s"""
					+ where.sql() + " order by d.version_ desc limit 1")
			.params(where.parameters())
			.query(Source.class)
			.optional()
			.map(DecisionTables::parse);
	}

	private static Table parse(Source source) {
		Decision decision = Dmn.readModelFromStream(new ByteArrayInputStream(source.xml()))
			.getModelElementById(source.key());
		if (!(decision.getExpression() instanceof DecisionTable table)) {
			return new Table(source.id(), source.key(), source.name(), source.version(), List.of(), List.of(),
					List.of());
		}
		List<Column> inputs = table.getInputs()
			.stream()
			.map((input) -> new Column(input.getId(),
					label(input.getLabel(), input.getInputExpression().getText().getTextContent())))
			.toList();
		List<Column> outputs = table.getOutputs()
			.stream()
			.map((output) -> new Column(output.getId(), label(output.getLabel(), output.getName())))
			.toList();
		List<Rule> rules = new ArrayList<>();
		table.getRules()
			.forEach((rule) -> rules.add(new Rule(rules.size() + 1, rule.getId(), description(rule),
					rule.getInputEntries().stream().map(DecisionTables::text).toList(),
					rule.getOutputEntries().stream().map((entry) -> entry.getText().getTextContent()).toList())));
		return new Table(source.id(), source.key(), source.name(), source.version(), inputs, outputs, rules);
	}

	private static String text(UnaryTests entry) {
		return (entry.getText() != null) ? entry.getText().getTextContent().strip() : "";
	}

	private static String description(DmnElement element) {
		return (element.getDescription() != null) ? element.getDescription().getTextContent().strip() : null;
	}

	private static String label(String label, String otherwise) {
		return (label != null && !label.isBlank()) ? label : otherwise;
	}

}
