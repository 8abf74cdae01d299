package io.kefu.audit;

import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * Writes the history of many cases into a database that a started Kefu has prepared, by
 * SQL: the processes, activities, tables and rules are the deployed ones, spread over
 * three years up to now. One percent more than asked for is still running.
 * <p>
 * Per instance: 5 to 9 activities and 2 to 4 tasks with two rows each of the operation
 * log, 4 variables with as many details, 2 evaluations (one of them of the deadlines)
 * with up to 3 inputs and 4 outputs, 2 clocks; per case 3 events, 2 departments and a
 * message. A real complaint has some three times as much of everything, in the same
 * proportion; that would make a million instances too large for a laptop.
 * <p>
 * Shares: a fifth of the instances is called by another and has its case number; one in
 * ten clocks is missed, one in fifty cases withdrawn; one instance in twelve repeats a
 * step.
 */
final class AuditHistory {

	private static final Map<String, Integer> WEIGHTS = Map.of("complaint-closed-loop", 30, "demand-handling", 25,
			"hardware-repair", 15, "return-exchange", 10, "onsite-service", 10, "problem-tracing", 7,
			"satisfaction-survey", 3);

	private static final List<String> WORK_TABLES = List.of("act_hi_actinst", "act_hi_taskinst", "act_hi_identitylink",
			"act_hi_op_log");

	private static final List<String> DATA_TABLES = List.of("act_hi_varinst", "act_hi_detail", "act_hi_decinst",
			"act_hi_dec_in", "act_hi_dec_out", "service_case", "case_department", "case_event", "clock", "clock_event",
			"notification");

	private final Connection connection;

	private final long begin;

	private AuditHistory(Connection connection, long begin) {
		this.connection = connection;
		this.begin = begin;
	}

	/**
	 * Fills a database, unless it has been.
	 * @param url JDBC URL; user {@code postgres} without password
	 * @param instances how many finished instances
	 * @throws SQLException when the schema is another one
	 */
	static void fill(String url, int instances) throws SQLException {
		boolean filled;
		try (Connection connection = connect(url)) {
			filled = new AuditHistory(connection, 0)
				.number("select count(*) from pg_tables where tablename = 'bench_filled'") > 0;
		}
		if (!filled) {
			write(url, instances);
		}
		try (Connection connection = connect(url)) {
			AuditHistory history = new AuditHistory(connection, 0);
			System.out.printf("history: %,d finished instances, %,d running, %,d activities, %s%n",
					history.number("select count(*) from act_hi_procinst where end_time_ is not null"),
					history.number("select count(*) from act_hi_procinst where end_time_ is null"),
					history.number("select reltuples::bigint from pg_class where relname = 'act_hi_actinst'"),
					history.text("select pg_size_pretty(pg_database_size(current_database()))"));
		}
	}

	/** In two parts at a time, as most machines have more than one core. */
	private static void write(String url, int instances) throws SQLException {
		long begin = System.nanoTime();
		try (Connection connection = connect(url)) {
			AuditHistory history = new AuditHistory(connection, begin);
			history.models();
			history.load(List.of("act_hi_procinst"), INSTANCES.replace("{instances}", String.valueOf(instances)));
		}
		CompletableFuture<Void> work = CompletableFuture.runAsync(() -> part(url, begin, WORK_TABLES, WORK));
		part(url, begin, DATA_TABLES, DATA);
		work.join();
		try (Connection connection = connect(url)) {
			AuditHistory history = new AuditHistory(connection, begin);
			history.execute("vacuum analyze");
			history.execute("drop table bench_instance, bench_definition, bench_step, bench_rule, bench_clause");
			history.execute("create table bench_filled as select now()");
			history.report("-- done");
		}
	}

	private static void part(String url, long begin, List<String> tables, String steps) {
		try (Connection connection = connect(url)) {
			new AuditHistory(connection, begin).load(tables, steps);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Connection connect(String url) throws SQLException {
		return DriverManager.getConnection(url, "postgres", "");
	}

	/** Into tables without indices, which are made afterwards. */
	private void load(List<String> tables, String steps) throws SQLException {
		execute("""
				set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '256MB'; set jit = off;
				-- Foreign keys hold by construction.
				set session_replication_role = replica""");
		String names = String.join(", ", tables.stream().map((table) -> "'" + table + "'").toList());
		List<String> indices = texts("select indexdef from pg_indexes where tablename in (" + names
				+ ") and indexname not in (select conname from pg_constraint)");
		for (String index : texts("select indexname from pg_indexes where tablename in (" + names
				+ ") and indexname not in (select conname from pg_constraint)")) {
			execute("drop index " + index);
		}
		for (String table : tables) {
			if (table.startsWith("act_")) {
				execute("alter table " + table + " set unlogged");
			}
		}
		for (String step : steps.split(";\n\n")) {
			report(step.strip().lines().findFirst().orElseThrow());
			execute(step);
		}
		report("-- " + indices.size() + " indices");
		for (String index : indices) {
			execute(index);
		}
	}

	/** Steps and rules of what is deployed. */
	private void models() throws SQLException {
		execute("""
				drop table if exists bench_instance, bench_definition, bench_step, bench_rule, bench_clause;
				create table bench_definition (id text, key text, first int, last int);
				create table bench_step (def_id text, ord int, steps int, act_id text, name text, type text);
				create table bench_rule (def_id text, key text, name text, decision int, no int, rules int, rule_id text);
				create table bench_clause (def_id text, input boolean, ord int, id text, label text, name text)""");
		int share = 0;
		try (Statement statement = this.connection.createStatement(); ResultSet row = statement.executeQuery("""
				select distinct on (d.key_) d.id_, d.key_, b.bytes_ from act_re_procdef d
				join act_ge_bytearray b on b.deployment_id_ = d.deployment_id_ and b.name_ = d.resource_name_
				order by d.key_, d.version_ desc""")) {
			while (row.next()) {
				Integer weight = WEIGHTS.get(row.getString("key_"));
				if (weight != null) {
					insert("insert into bench_definition values (?, ?, ?, ?)", row.getString("id_"),
							row.getString("key_"), share, share + weight);
					share += weight;
					steps(row.getString("id_"),
							Bpmn.readModelFromStream(new ByteArrayInputStream(row.getBytes("bytes_"))));
				}
			}
		}
		execute("update bench_definition set first = first * 1000 / " + share + ", last = last * 1000 / " + share);
		try (Statement statement = this.connection.createStatement(); ResultSet row = statement.executeQuery("""
				select distinct on (d.key_) d.id_, d.key_, d.name_, b.bytes_ from act_re_decision_def d
				join act_ge_bytearray b on b.deployment_id_ = d.deployment_id_ and b.name_ = d.resource_name_
				order by d.key_, d.version_ desc""")) {
			int decision = 1;
			while (row.next()) {
				String key = row.getString("key_");
				rules(row.getString("id_"), key, row.getString("name_"), key.equals("deadline") ? 0 : decision++,
						Dmn.readModelFromStream(new ByteArrayInputStream(row.getBytes("bytes_")))
							.<Decision>getModelElementById(key));
			}
		}
	}

	/** A start, what is done and decided after it, an end. */
	private void steps(String definition, BpmnModelInstance model) throws SQLException {
		List<FlowNode> nodes = new ArrayList<>();
		add(nodes, model, StartEvent.class, 1);
		add(nodes, model, ServiceTask.class, 1);
		add(nodes, model, UserTask.class, 2);
		add(nodes, model, ExclusiveGateway.class, 2);
		nodes.addAll(model.getModelElementsByType(UserTask.class).stream().skip(2).limit(2).toList());
		add(nodes, model, EndEvent.class, 1);
		for (int i = 0; i < nodes.size(); i++) {
			FlowNode node = nodes.get(i);
			insert("insert into bench_step values (?, ?, ?, ?, ?, ?)", definition, i, nodes.size(), node.getId(),
					node.getName(), (node instanceof EndEvent) ? "noneEndEvent" : node.getElementType().getTypeName());
		}
	}

	private static void add(List<FlowNode> nodes, BpmnModelInstance model, Class<? extends FlowNode> type, int limit) {
		model.getModelElementsByType(type).stream().limit(limit).forEach(nodes::add);
	}

	private void rules(String definition, String key, String name, int decision, Decision model) throws SQLException {
		if (!(model.getExpression() instanceof DecisionTable table)) {
			return;
		}
		int no = 0;
		Collection<Rule> rules = table.getRules();
		for (Rule rule : rules) {
			insert("insert into bench_rule values (?, ?, ?, ?, ?, ?, ?)", definition, key, name, decision, no++,
					rules.size(), rule.getId());
		}
		int ord = 0;
		for (Input input : table.getInputs()) {
			insert("insert into bench_clause values (?, true, ?, ?, ?, null)", definition, ord++, input.getId(),
					input.getLabel());
		}
		ord = 0;
		for (Output output : table.getOutputs()) {
			insert("insert into bench_clause values (?, false, ?, ?, ?, ?)", definition, ord++, output.getId(),
					output.getLabel(), output.getName());
		}
	}

	private void insert(String sql, Object... values) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			for (int i = 0; i < values.length; i++) {
				statement.setObject(i + 1, values[i]);
			}
			statement.executeUpdate();
		}
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private long number(String sql) throws SQLException {
		return Long.parseLong(text(sql));
	}

	private String text(String sql) throws SQLException {
		return texts(sql).get(0);
	}

	private List<String> texts(String sql) throws SQLException {
		List<String> texts = new ArrayList<>();
		try (Statement statement = this.connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			while (rows.next()) {
				texts.add(rows.getString(1));
			}
		}
		return texts;
	}

	private void report(String what) {
		System.out.printf("%6.0f s  %s%n", (System.nanoTime() - this.begin) / 1e9, what);
	}

	/** bench_u(n, seed) is chance that comes out the same each time. */
	private static final String INSTANCES = """
			-- chance
			create or replace function bench_u(n bigint, seed int) returns double precision language sql immutable parallel safe
			as $$ select (hashint8extended(n, seed) & 2147483647) / 2147483648.0::double precision $$;

			-- beginnings: evenly over three years, those that still run in the last twenty days
			create or replace function bench_start(n bigint) returns timestamp language sql stable parallel safe
			as $$ select localtimestamp - case when n <= {instances} then interval '3 years' * (1 - n::float / ({instances} + 1))
			  else interval '20 days' * bench_u(n, 10) end $$;

			-- instances
			create unlogged table bench_instance as
			select n, md5('p' || n)::uuid::text as id, d.id as def_id, d.key as def_key,
			  case when called then md5('p' || (n - 1))::uuid::text end as caller,
			  'KF-' || to_char(case_start, 'YYYYMMDD') || '-' || case_n as case_no, case_n, called, started,
			  case when n <= {instances}
			    then least(started + interval '1 hour' * (1 - 240 * ln(1 - bench_u(n, 2))), localtimestamp) end as ended,
			  case when n > {instances} then 'ACTIVE' when bench_u(n, 3) < 0.02 then 'EXTERNALLY_TERMINATED'
			    when bench_u(n, 3) < 0.03 then 'INTERNALLY_TERMINATED' else 'COMPLETED' end as state,
			  'user' || (bench_u(n, 4) * 200)::int as starter, 'user' || (bench_u(n, 5) * 200)::int as worker,
			  4 + (bench_u(n, 6) * 4)::int as steps, bench_u(n, 7) < 0.08 as repeats,
			  (array['A', 'B', 'C', 'C', 'C', 'D', null])[1 + (bench_u(case_n, 8) * 7)::int % 7] as severity,
			  bench_u(case_n, 9) < 0.02 and n <= {instances} as withdrawn
			from (
			  select n, n % 5 = 0 as called, n - (n % 5 = 0)::int as case_n, bench_start(n) as started,
			    bench_start(n - (n % 5 = 0)::int) as case_start, (bench_u(n, 1) * 1000)::int % 1000 as pick
			  from generate_series(1, {instances} * 101 / 100) n
			) i join bench_definition d on i.pick >= d.first and i.pick < d.last
			order by n;

			-- process instances
			insert into act_hi_procinst (id_, proc_inst_id_, business_key_, proc_def_key_, proc_def_id_, start_time_, end_time_,
			  duration_, start_user_id_, start_act_id_, super_process_instance_id_, root_proc_inst_id_, state_)
			select id, id, case_no, def_key, def_id, started, ended, extract(epoch from ended - started) * 1000, starter,
			  'StartEvent', caller, coalesce(caller, id), state
			from bench_instance order by n""";

	private static final String WORK = """
			-- activities
			insert into act_hi_actinst (id_, parent_act_inst_id_, proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_,
			  execution_id_, act_id_, act_name_, act_type_, task_id_, assignee_, start_time_, end_time_, duration_,
			  act_inst_state_, sequence_counter_)
			select s.act_id || ':' || md5(n || '-' || s.ord || '-' || r), id, def_key, s.def_id, coalesce(caller, id), id, id,
			  s.act_id, s.name, s.type, case when s.type = 'userTask' then md5('t' || n || '-' || s.ord || '-' || r)::uuid::text end,
			  case when s.type = 'userTask' then worker end, began, done, extract(epoch from done - began) * 1000, 4,
			  s.ord * 2 + r
			from bench_instance i join bench_step s on s.def_id = i.def_id and (s.ord < i.steps or s.ord = s.steps - 1)
			cross join lateral generate_series(1, case when i.repeats and s.type = 'userTask' then 2 else 1 end) r
			cross join lateral (select
			  i.started + (coalesce(i.ended, localtimestamp) - i.started) * (s.ord::float / s.steps) as began,
			  i.started + (coalesce(i.ended, localtimestamp) - i.started)
			    * ((s.ord + case when s.type in ('userTask') then 1 else 0.0001 end)::float / s.steps) as done) t
			where i.ended is not null or s.ord < 3
			order by began;

			-- tasks
			insert into act_hi_taskinst (id_, task_def_key_, proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_,
			  execution_id_, act_inst_id_, name_, assignee_, start_time_, end_time_, duration_, priority_, due_date_)
			select task_id_, act_id_, proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_, execution_id_, id_,
			  act_name_, assignee_, start_time_, end_time_, duration_, 50, start_time_ + interval '3 days'
			from act_hi_actinst where task_id_ is not null;

			-- identity links
			insert into act_hi_identitylink (id_, timestamp_, type_, user_id_, task_id_, root_proc_inst_id_, proc_def_id_,
			  operation_type_, proc_def_key_)
			select md5('l' || t.id_)::uuid::text, t.start_time_, 'assignee', t.assignee_, t.id_, t.root_proc_inst_id_,
			  t.proc_def_id_, 'add', t.proc_def_key_
			from act_hi_taskinst t where t.proc_def_id_ in (select id from bench_definition);

			-- operations
			insert into act_hi_op_log (id_, proc_def_id_, proc_def_key_, root_proc_inst_id_, proc_inst_id_, execution_id_, task_id_,
			  user_id_, timestamp_, operation_type_, operation_id_, entity_type_, property_, org_value_, new_value_, category_)
			select md5(o.type || t.id_)::uuid::text, t.proc_def_id_, t.proc_def_key_, t.root_proc_inst_id_, t.proc_inst_id_,
			  t.execution_id_, t.id_, t.assignee_, case o.type when 'Claim' then t.start_time_ else t.end_time_ end, o.type,
			  md5('x' || o.type || t.id_)::uuid::text, 'Task', o.property, null, t.assignee_, 'TaskWorker'
			from act_hi_taskinst t
			cross join (values ('Claim', 'assignee'), ('Complete', 'delete')) o (type, property)
			where t.proc_def_id_ in (select id from bench_definition)
			order by t.start_time_""";

	private static final String DATA = """
			-- variables
			insert into act_hi_varinst (id_, proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_, execution_id_,
			  act_inst_id_, name_, var_type_, create_time_, rev_, text_, state_)
			select md5('v' || n || '-' || v.ord)::uuid::text, def_key, def_id, coalesce(caller, id), id, id, id, v.name, 'string',
			  started, 0, case v.ord when 1 then case_no when 3 then severity else '值' || n % 1000 end, 'CREATED'
			from bench_instance
			cross join (values (1, 'caseNo'), (2, 'customerName'), (3, 'severity'), (4, 'description'))
			  v (ord, name);

			-- details
			insert into act_hi_detail (id_, type_, proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_, execution_id_,
			  act_inst_id_, var_inst_id_, name_, var_type_, rev_, time_, text_, sequence_counter_, initial_)
			select md5('d' || id_)::uuid::text, 'VariableUpdate', proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_,
			  execution_id_, act_inst_id_, id_, name_, var_type_, 0, create_time_, text_, 1, true
			from act_hi_varinst where proc_def_id_ in (select id from bench_definition);

			-- evaluations
			insert into act_hi_decinst (id_, dec_def_id_, dec_def_key_, dec_def_name_, proc_def_key_, proc_def_id_, proc_inst_id_,
			  act_id_, act_inst_id_, eval_time_, root_proc_inst_id_)
			select md5('e' || n || '-' || k)::uuid::text, r.def_id, r.key, r.name, i.def_key, i.def_id, i.id, 'Task_Decide', i.id,
			  started + k * interval '1 second', coalesce(caller, id)
			from bench_instance i cross join generate_series(0, 1) k
			join (select distinct def_id, key, name, decision from bench_rule) r
			  on r.decision = k * (1 + n % (select max(decision) from bench_rule))
			order by n, k;

			-- inputs
			insert into act_hi_dec_in (id_, dec_inst_id_, clause_id_, clause_name_, var_type_, create_time_, text_,
			  root_proc_inst_id_)
			select md5('i' || e.id_ || c.ord)::uuid::text, e.id_, c.id, c.label, 'string', e.eval_time_, '值',
			  e.root_proc_inst_id_
			from act_hi_decinst e join bench_clause c on c.def_id = e.dec_def_id_ and c.input and c.ord < 3;

			-- outputs; the last rule of a table never fires, the first ones most
			insert into act_hi_dec_out (id_, dec_inst_id_, clause_id_, clause_name_, var_name_, rule_id_, rule_order_, var_type_,
			  create_time_, text_, root_proc_inst_id_)
			select md5('o' || e.id_ || c.ord)::uuid::text, e.id_, c.id, c.label, c.name, r.rule_id, 1, 'string', e.eval_time_, '结果',
			  e.root_proc_inst_id_
			from act_hi_decinst e
			join bench_rule r on r.def_id = e.dec_def_id_
			  and r.no = floor(power(bench_u(hashtextextended(e.id_, 0), 11), 2) * greatest(r.rules - 1, 1))::int
			join bench_clause c on c.def_id = e.dec_def_id_ and not c.input and c.ord < 4;

			-- cases
			insert into customer (name) select '第' || n || '号客户' from generate_series(1, 20000) n on conflict do nothing;

			-- cases themselves
			insert into service_case (case_no, process_instance_id, kind, state, channel, customer_id, description, severity,
			  received_at, registered_at, registered_by, closed_at)
			select case_no, id, 'product_quality', case when withdrawn then 'WITHDRAWN' when ended is null then 'OPEN'
			  else 'CLOSED' end, 'hotline', c.first + n % 20000, '开机后无画面', severity, started, started, starter, ended
			from bench_instance, (select min(id) as first from customer) c where not called order by n;

			-- departments
			insert into case_department (case_no, group_id)
			select case_no, g from bench_instance cross join (values ('customerService'), ('quality')) d (g) where not called;

			-- events
			insert into case_event (case_no, at, type, actor, text)
			select case_no, started + k * interval '1 hour', 'NOTE', starter, '第' || k || '步已完成'
			from bench_instance cross join generate_series(1, 3) k where not called order by n;

			-- clocks
			insert into clock (case_no, process_instance_id, policy, label, round, state, activity_id, amount, unit, warn_percent,
			  lead_percent, management_percent, level, started_at, last_start_at, budget_seconds, due_at, stopped_at)
			select case_no, id, p.policy, p.label, n, case when ended is null then 'RUNNING' when missed then 'BREACHED' else 'MET' end,
			  null, 24, 'HOUR', 80, 120, 150, case when missed then 2 else 0 end, started, started, 86400,
			  started + (coalesce(ended, localtimestamp) - started) * 0.8,
			  started + (ended - started) * case when missed then 1 else 0.5 end
			from bench_instance cross join (values (1, 'first-reply', '首次回复'), (2, 'completion', '处理完成'))
			  p (no, policy, label)
			cross join lateral (select bench_u(n, 20 + p.no) < 0.1 as missed) m order by n;

			-- events of clocks
			insert into clock_event (clock_id, at, type, actor, due_at)
			select id, started_at, 'START', 'system', due_at from clock;

			-- messages
			insert into notification (case_no, template, channel, recipient, subject, body, idempotency_key, state, created_at,
			  sent_at)
			select case_no, 'case-acknowledgement', 'email', 'customer', '已受理', '您好', 'bench-' || n, 'SENT', started, started
			from bench_instance where not called order by n""";

}
