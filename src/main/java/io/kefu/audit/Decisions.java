package io.kefu.audit;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.function.Consumer;

import io.kefu.audit.DecisionTables.Column;
import io.kefu.audit.DecisionTables.Rule;
import io.kefu.audit.DecisionTables.Table;
import io.kefu.problem.InvalidInputException;
import jakarta.ws.rs.core.MultivaluedMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The evaluations of decisions: which inputs led by which rules to which outputs, and how
 * often each rule fired. The sums are over a period, the last {@link Overviews#DAYS} days
 * unless somebody asks for another; when a rule fired last is looked up in all of the
 * history, so that a rule which never fired is known for sure.
 * <p>
 * The engine numbers only the rules that fired together, and leaves no trace of a rule
 * that fills no output.
 */
@Component
class Decisions {

	private static final String SELECT = """
			select d.id_ as id, d.dec_def_id_ as definition_id, d.dec_def_key_ as decision_key,
			  coalesce(d.dec_def_name_, d.dec_def_key_) as name, d.eval_time_ as at, d.proc_def_key_ as process_key,
			  d.proc_inst_id_ as instance_id, d.act_id_ as activity_id,
			  (select p.business_key_ from act_hi_procinst p where p.id_ = d.proc_inst_id_) as case_no
			from act_hi_decinst d where\s""";

	/** So many outputs of a rule are looked up one by one in no time. */
	private static final int RARE = 20_000;

	private final JdbcClient jdbc;

	private final DecisionTables tables;

	private final Moments moments;

	private final Reading reading;

	private final DecisionValues values;

	Decisions(JdbcClient jdbc, DecisionTables tables, Moments moments, Reading reading, DecisionValues values) {
		this.jdbc = jdbc;
		this.tables = tables;
		this.moments = moments;
		this.reading = reading;
		this.values = values;
	}

	/**
	 * What the user may see.
	 *
	 * @param decisions keys of decisions
	 * @param processes keys of processes; an evaluation outside of any process needs none
	 */
	record Visible(Set<String> decisions, Set<String> processes) {
	}

	/**
	 * What the user asks for; null for anything.
	 */
	record Filter(String decision, String rule, String caseNo, LocalDate from, LocalDate to) {

		static Filter of(MultivaluedMap<String, String> query) {
			Filter filter = new Filter(Parameters.text("decision", query.getFirst("decision")),
					Parameters.text("rule", query.getFirst("rule")),
					Parameters.text("caseNo", query.getFirst("caseNo")),
					Parameters.date("from", query.getFirst("from")), Parameters.date("to", query.getFirst("to")));
			Parameters.requireOrder(filter.from(), filter.to());
			if (filter.rule() != null && filter.decision() == null) {
				throw InvalidInputException.of("decision", "按规则（参数“rule”）筛选时，请先选择决策表（参数“decision”）");
			}
			return filter;
		}

	}

	/**
	 * An evaluation.
	 *
	 * @param name name of the decision when it was evaluated
	 * @param version version of the table, null if it is no longer deployed
	 * @param at when
	 * @param caseNo case number, null outside of a case
	 * @param activityId where in the process, null outside of one
	 * @param inputs what went in
	 * @param outputs what came out, of all rules together
	 * @param rules the rules that fired
	 */
	record Evaluation(String id, String decisionKey, String name, Integer version, OffsetDateTime at, String caseNo,
			String processKey, String instanceId, String activityId, List<Value> inputs, List<Value> outputs,
			List<Fired> rules) {
	}

	/**
	 * A named value as text.
	 */
	record Value(String name, String value) {
	}

	/**
	 * A rule that fired.
	 *
	 * @param number its place in the table from 1, null if that is no longer deployed
	 * @param ruleId its id
	 * @param description what it says, may be null
	 * @param outputs what it gave
	 */
	record Fired(Integer number, String ruleId, String description, List<Value> outputs) {
	}

	/**
	 * A decision to choose from.
	 */
	record TableName(String key, String name, List<Integer> versions) {
	}

	/**
	 * A table with the number of times its rules fired.
	 *
	 * @param from first day of the period
	 * @param to last day of the period
	 * @param evaluations how often it was evaluated in the period
	 */
	record Statistics(String decisionKey, String name, int version, LocalDate from, LocalDate to, long evaluations,
			List<String> inputs, List<String> outputs, List<RuleStatistics> rules) {
	}

	/**
	 * How often a rule fired.
	 *
	 * @param fired in how many evaluations of the period
	 * @param lastFiredAt when it fired last in all of the history of the table, whatever
	 * the version; null if never
	 */
	record RuleStatistics(int number, String ruleId, String description, List<String> inputEntries,
			List<String> outputEntries, long fired, OffsetDateTime lastFiredAt) {
	}

	private record Found(String id, String definitionId, String decisionKey, String name, LocalDateTime at,
			String processKey, String instanceId, String activityId, String caseNo) {
	}

	/** A column of a row of a table; an input belongs to no rule. */
	private record Cell(String clauseId, String ruleId, int ruleOrder, Value value) {
	}

	private record NamedVersion(String key, String name, int version) {
	}

	/**
	 * A page, the newest first.
	 * @param filter what to look for
	 * @param visible what the user may see
	 * @param after where the page before ended, null for the first
	 * @return the page
	 * @throws InvalidInputException (400) when {@code after} makes no sense
	 */
	Page<Evaluation> page(Filter filter, Visible visible, String after) {
		String[] cursor = Parameters.after(after, 2);
		Optional<Where> where = where(filter, visible);
		if (where.isEmpty()) {
			return Page.empty();
		}
		return this.reading.at(() -> Page.of(find(where.get(), cursor, Page.SIZE + 1), cursor == null,
				() -> where.get().count(this.jdbc, "act_hi_decinst d"),
				(last) -> Parameters.cursor((Object[]) position(last)), this::complete));
	}

	/**
	 * All rows one after the other, the newest first.
	 * @param filter what to look for
	 * @param visible what the user may see
	 * @param max how many at most
	 * @param rows gets them
	 * @return whether there would have been more
	 */
	boolean each(Filter filter, Visible visible, int max, Consumer<Evaluation> rows) {
		Optional<Where> where = where(filter, visible);
		return where.isPresent()
				&& Page.each(max, (after, limit) -> this.reading.at(() -> find(where.get(), after, limit)),
						Decisions::position, (found) -> complete(found).forEach(rows));
	}

	/**
	 * The evaluations in an instance.
	 * @param instanceId id of the process instance, which the user may see
	 * @param decisions keys of the decisions that the user may see
	 * @return the oldest first
	 */
	List<Evaluation> of(String instanceId, Set<String> decisions) {
		if (decisions.isEmpty()) {
			return List.of();
		}
		return complete(this.jdbc
			.sql(SELECT + "d.proc_inst_id_ = :instance and d.dec_def_key_ in (:decisions) order by d.eval_time_, d.id_")
			.param("instance", instanceId)
			.param("decisions", decisions)
			.query(Found.class)
			.list());
	}

	/**
	 * The decisions to choose from.
	 * @param visible what the user may see
	 * @return ordered by name, versions newest first
	 */
	List<TableName> tables(Visible visible) {
		if (visible.decisions().isEmpty()) {
			return List.of();
		}
		Map<String, TableName> tables = new LinkedHashMap<>();
		this.jdbc.sql("""
				select key_ as key, coalesce(name_, key_) as name, version_ as version from act_re_decision_def
				where key_ in (:keys) order by key_, version_ desc""")
			.param("keys", visible.decisions())
			.query(NamedVersion.class)
			.list()
			.forEach((row) -> tables
				.computeIfAbsent(row.key(), (key) -> new TableName(key, row.name(), new ArrayList<>()))
				.versions()
				.add(row.version()));
		return List.copyOf(tables.values());
	}

	/**
	 * How often the rules of a version fired.
	 * @param decision key of the decision
	 * @param version the version, null for the newest
	 * @param from first day, null for {@link Overviews#DAYS} days up to the last
	 * @param to last day, null for today
	 * @param visible what the user may see
	 * @return all rules of the table, also those that never fired
	 * @throws InvalidInputException (404) when there is no such table or it is not
	 * visible
	 */
	Statistics rules(String decision, Integer version, LocalDate from, LocalDate to, Visible visible) {
		LocalDate last = (to != null) ? to : this.moments.today();
		LocalDate first = (from != null) ? from : last.minusDays(Overviews.DAYS - 1);
		Parameters.requireOrder(first, last);
		Table table = visible.decisions().contains(decision) ? this.tables.find(decision, version).orElse(null) : null;
		if (table == null) {
			throw InvalidInputException
				.notFound("没有决策表“" + decision + "”" + ((version != null) ? "的版本" + version : "") + "，或者您不能查看它的历史");
		}
		Where where = evaluations(visible).and("d.dec_def_id_ = :definition", "definition", table.definitionId())
			.and("d.eval_time_ >= :from", "from", this.moments.begin(first))
			.and("d.eval_time_ < :to", "to", this.moments.end(last));
		return this.reading.at(() -> {
			long evaluations = this.jdbc.sql("select count(*) from act_hi_decinst d where " + where.sql())
				.params(where.parameters())
				.query(Long.class)
				.single();
			Map<String, Long> fired = fired(where, table);
			Map<String, OffsetDateTime> lastFired = lastFired(decision, table, visible);
			return new Statistics(table.key(), table.name(), table.version(), first, last, evaluations, labels(table
				.inputs()), labels(table.outputs()), table.rules()
					.stream()
					.map((rule) -> new RuleStatistics(rule.number(), rule.id(), rule.description(), rule.inputEntries(),
							rule.outputEntries(), fired.getOrDefault(rule.id(), 0L), lastFired.get(rule.id())))
					.toList());
		});
	}

	private Map<String, Long> fired(Where where, Table table) {
		Map<String, Long> fired = new LinkedHashMap<>();
		if (table.rules().isEmpty()) {
			return fired;
		}
		// With an output that every rule fills, one row of each evaluation is enough.
		String clause = table.alwaysFilled().orElse(null);
		// Outputs are written right after the evaluation: the same period, by their own
		// index.
		this.jdbc
			.sql("select o.rule_id_, " + ((clause != null) ? "count(*)" : "count(distinct d.id_)") + " as fired"
					+ " from act_hi_decinst d join act_hi_dec_out o on o.dec_inst_id_ = d.id_ where " + where.sql()
					+ " and o.rule_id_ in (:rules) and o.create_time_ >= :from"
					+ " and o.create_time_ < cast(:to as timestamp) + interval '1 minute'"
					+ ((clause != null) ? " and o.clause_id_ = :clause" : "") + " group by o.rule_id_")
			.params(where.parameters())
			.param("rules", table.rules().stream().map(Rule::id).toList())
			.param("clause", clause)
			.query((row) -> {
				fired.put(row.getString("rule_id_"), row.getLong("fired"));
			});
		return fired;
	}

	private Map<String, OffsetDateTime> lastFired(String decision, Table table, Visible visible) {
		Map<String, OffsetDateTime> lastFired = new LinkedHashMap<>();
		if (table.rules().isEmpty()) {
			return lastFired;
		}
		Where where = evaluations(visible).and("d.dec_def_key_ = :decision", "decision", decision);
		this.jdbc.sql("""
				select r.id, l.eval_time_ from unnest(array[:rules]::text[]) as r (id) cross join lateral (
				  select d.eval_time_ from act_hi_dec_out o join act_hi_decinst d on d.id_ = o.dec_inst_id_
				  where o.rule_id_ = r.id and\s""" + where.sql() + " order by o.create_time_ desc limit 1) l")
			.params(where.parameters())
			.param("rules", table.rules().stream().map(Rule::id).toList())
			.query((row) -> {
				lastFired.put(row.getString("id"),
						this.moments.zoned(row.getObject("eval_time_", LocalDateTime.class)));
			});
		return lastFired;
	}

	private Optional<Where> where(Filter filter, Visible visible) {
		if (visible.decisions().isEmpty()
				|| (filter.decision() != null && !visible.decisions().contains(filter.decision()))) {
			return Optional.empty();
		}
		Where where = evaluations(visible);
		if (filter.decision() != null) {
			where.and("d.dec_def_key_ = :decision", "decision", filter.decision());
		}
		else {
			where.and("d.dec_def_key_ in (:decisions)", "decisions", visible.decisions());
		}
		if (filter.rule() != null) {
			// A rule that rarely fires is looked up; walking along all evaluations would
			// pass most of them in vain. PostgreSQL cannot know which of both it is.
			where.and(isRare(filter.rule())
					? "d.id_ = any(array(select o.dec_inst_id_ from act_hi_dec_out o where o.rule_id_ = :rule))"
					: "exists (select 1 from act_hi_dec_out o where o.dec_inst_id_ = d.id_ and o.rule_id_ = :rule)",
					"rule", filter.rule());
		}
		where.and("d.proc_inst_id_ in (select id_ from act_hi_procinst where business_key_ = :caseNo)", "caseNo",
				filter.caseNo());
		where.and("d.eval_time_ >= :from", "from", (filter.from() != null) ? this.moments.begin(filter.from()) : null);
		where.and("d.eval_time_ < :to", "to", (filter.to() != null) ? this.moments.end(filter.to()) : null);
		return Optional.of(where);
	}

	private boolean isRare(String rule) {
		return this.jdbc
			.sql("select count(*) from (select 1 from act_hi_dec_out where rule_id_ = :rule limit " + RARE
					+ ") counted")
			.param("rule", rule)
			.query(Integer.class)
			.single() < RARE;
	}

	private static Where evaluations(Visible visible) {
		return visible.processes().isEmpty() ? new Where().and("d.proc_def_key_ is null") : new Where()
			.and("(d.proc_def_key_ is null or d.proc_def_key_ in (:processes))", "processes", visible.processes());
	}

	private List<Found> find(Where where, String[] cursor, int limit) {
		StringBuilder sql = new StringBuilder(SELECT).append(where.sql());
		if (cursor != null) {
			sql.append(" and (d.eval_time_, d.id_) < (:afterTime, :afterId)");
		}
		sql.append(" order by d.eval_time_ desc, d.id_ desc limit ").append(limit);
		JdbcClient.StatementSpec statement = this.jdbc.sql(sql.toString()).params(where.parameters());
		if (cursor != null) {
			statement = statement.param("afterTime", Moments.cursor(cursor[0])).param("afterId", cursor[1]);
		}
		return statement.query(Found.class).list();
	}

	private List<Evaluation> complete(List<Found> found) {
		if (found.isEmpty()) {
			return List.of();
		}
		List<String> ids = found.stream().map(Found::id).toList();
		Map<String, List<Cell>> inputs = cells("act_hi_dec_in",
				"null as rule_id_, 0 as rule_order_, v.clause_name_ as name", ids, UnaryOperator.identity());
		Map<String, List<Cell>> outputs = cells("act_hi_dec_out",
				"v.rule_id_, v.rule_order_, coalesce(v.clause_name_, v.var_name_) as name", ids, this.values::text);
		return found.stream()
			.map((row) -> evaluation(row, inputs.getOrDefault(row.id(), new ArrayList<>()),
					outputs.getOrDefault(row.id(), new ArrayList<>())))
			.toList();
	}

	private Map<String, List<Cell>> cells(String name, String columns, List<String> evaluations,
			UnaryOperator<String> told) {
		Map<String, List<Cell>> cells = new HashMap<>();
		this.jdbc
			.sql("select v.dec_inst_id_, v.clause_id_, " + columns + ", " + ValueText.COLUMNS + " from " + name + " v "
					+ ValueText.JOIN + " where v.dec_inst_id_ in (:ids)")
			.param("ids", evaluations)
			.query((row) -> {
				cells.computeIfAbsent(row.getString("dec_inst_id_"), (id) -> new ArrayList<>())
					.add(new Cell(row.getString("clause_id_"), row.getString("rule_id_"), row.getInt("rule_order_"),
							new Value(row.getString("name"), told.apply(ValueText.of(row, this.moments.zone())))));
			});
		return cells;
	}

	private Evaluation evaluation(Found row, List<Cell> inputs, List<Cell> outputs) {
		Optional<Table> table = this.tables.find(row.definitionId());
		List<Column> inputColumns = table.map(Table::inputs).orElse(List.of());
		List<Column> outputColumns = table.map(Table::outputs).orElse(List.of());
		// The rows have ids in no order: as in the table, then.
		inputs.sort(Comparator.comparingInt((cell) -> index(inputColumns, cell)));
		outputs.sort(Comparator.comparingInt(Cell::ruleOrder).thenComparingInt((cell) -> index(outputColumns, cell)));
		List<Fired> rules = outputs.stream()
			.map(Cell::ruleId)
			.filter(Objects::nonNull)
			.distinct()
			.map((id) -> fired(id, table.flatMap((known) -> known.rule(id)), outputs))
			.toList();
		return new Evaluation(row.id(), row.decisionKey(), row.name(), table.map(Table::version).orElse(null),
				this.moments.zoned(row.at()), row.caseNo(), row.processKey(), row.instanceId(), row.activityId(),
				inputs.stream().map(Cell::value).toList(), outputs.stream().map(Cell::value).toList(), rules);
	}

	private static Fired fired(String id, Optional<Rule> rule, List<Cell> outputs) {
		return new Fired(rule.map(Rule::number).orElse(null), id, rule.map(Rule::description).orElse(null),
				outputs.stream().filter((cell) -> id.equals(cell.ruleId())).map(Cell::value).toList());
	}

	private static int index(List<Column> columns, Cell cell) {
		return columns.stream().map(Column::id).toList().indexOf(cell.clauseId());
	}

	private static List<String> labels(List<Column> columns) {
		return columns.stream().map(Column::label).toList();
	}

	private static String[] position(Found last) {
		return new String[] { last.at().toString(), last.id() };
	}

}
