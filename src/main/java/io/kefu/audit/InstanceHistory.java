package io.kefu.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the tables hold about one instance. Whoever asks has checked that it is visible.
 */
@Component
class InstanceHistory {

	private final JdbcClient jdbc;

	private final Moments moments;

	private final DecisionTables tables;

	InstanceHistory(JdbcClient jdbc, Moments moments, DecisionTables tables) {
		this.jdbc = jdbc;
		this.moments = moments;
		this.tables = tables;
	}

	/**
	 * One run of an activity.
	 *
	 * @param id its id
	 * @param parentId run of the scope around it
	 * @param activityId id of the activity in the model
	 * @param name its name, may be null
	 * @param type such as {@code userTask}
	 * @param counter grows along the path of a token
	 * @param startedAt when it began
	 * @param endedAt when it ended, null while it runs
	 * @param durationMs milliseconds, null while it runs
	 * @param canceled whether it was cut off
	 * @param calledId the process instance that it called, may be null
	 */
	record ActivityRun(String id, String parentId, String activityId, String name, String type, long counter,
			OffsetDateTime startedAt, OffsetDateTime endedAt, Long durationMs, boolean canceled, String calledId) {

		String title() {
			return (this.name != null && !this.name.isBlank()) ? this.name : this.activityId;
		}

	}

	/**
	 * An evaluation of a decision table.
	 *
	 * @param id its id
	 * @param key key of the decision
	 * @param name name of the decision
	 * @param version version of the table, null where it is gone
	 * @param at when
	 * @param activityId where
	 * @param inputs what went in
	 * @param rules the rules that fired
	 */
	record Evaluation(String id, String key, String name, Integer version, OffsetDateTime at, String activityId,
			List<Value> inputs, List<FiredRule> rules) {
	}

	/**
	 * A rule that fired.
	 *
	 * @param number its place in the table from 1, null where the table is gone
	 * @param ruleId its id
	 * @param description what it says, may be null
	 * @param outputs what it gave
	 */
	record FiredRule(Integer number, String ruleId, String description, List<Value> outputs) {
	}

	record Value(String name, String value) {
	}

	record ClockLine(String policy, String label, String state, OffsetDateTime startedAt, OffsetDateTime dueAt,
			OffsetDateTime stoppedAt, boolean breached) {
	}

	record MessageLine(String template, String channel, String recipient, String subject, String state,
			OffsetDateTime createdAt, OffsetDateTime sentAt) {
	}

	record IncidentLine(OffsetDateTime at, String type, String activityId, String message, OffsetDateTime resolvedAt) {
	}

	record Caller(String id, String processKey, String processName) {
	}

	record Called(String id, String processKey, String processName, String activityId, String state) {
	}

	record AttachmentLine(String id, String name, String description, String type, String url, String user,
			OffsetDateTime at) {
	}

	record CommentLine(String id, String user, OffsetDateTime at, String text) {
	}

	List<ActivityRun> activities(String instanceId) {
		return this.jdbc
			.sql("select * from act_hi_actinst where proc_inst_id_ = ? order by start_time_, sequence_counter_, id_")
			.param(instanceId)
			.query((row, index) -> new ActivityRun(row.getString("id_"), row.getString("parent_act_inst_id_"),
					row.getString("act_id_"), row.getString("act_name_"), row.getString("act_type_"),
					row.getLong("sequence_counter_"), time(row, "start_time_"), time(row, "end_time_"),
					row.getObject("duration_", Long.class), row.getInt("act_inst_state_") == 2,
					row.getString("call_proc_inst_id_")))
			.list();
	}

	/**
	 * The decisions.
	 * @param instanceId id of the process instance
	 * @param decisions keys of the decisions that the user may see
	 * @return the evaluations, oldest first
	 */
	List<Evaluation> decisions(String instanceId, Set<String> decisions) {
		if (decisions.isEmpty()) {
			return List.of();
		}
		return this.jdbc.sql("""
				select d.*, v.version_ from act_hi_decinst d left join act_re_decision_def v on v.id_ = d.dec_def_id_
				where d.proc_inst_id_ = :instance and d.dec_def_key_ in (:decisions) order by d.eval_time_, d.id_""")
			.param("instance", instanceId)
			.param("decisions", decisions)
			.query((row, index) -> {
				String id = row.getString("id_");
				String name = row.getString("dec_def_name_");
				return new Evaluation(id, row.getString("dec_def_key_"),
						(name != null) ? name : row.getString("dec_def_key_"), row.getObject("version_", Integer.class),
						time(row, "eval_time_"), row.getString("act_id_"), inputs(id),
						rules(id, row.getString("dec_def_id_")));
			})
			.list();
	}

	private List<Value> inputs(String evaluation) {
		return this.jdbc
			.sql("select v.clause_name_, " + ValueText.COLUMNS + " from act_hi_dec_in v " + ValueText.JOIN
					+ " where v.dec_inst_id_ = ? order by v.create_time_, v.id_")
			.param(evaluation)
			.query((row, index) -> new Value(row.getString("clause_name_"), ValueText.of(row, this.moments.zone())))
			.list();
	}

	private List<FiredRule> rules(String evaluation, String definitionId) {
		Map<String, FiredRule> rules = new LinkedHashMap<>();
		this.jdbc
			.sql("select v.rule_id_, v.clause_name_, v.var_name_, " + ValueText.COLUMNS + " from act_hi_dec_out v "
					+ ValueText.JOIN + " where v.dec_inst_id_ = ? order by v.rule_order_, v.id_")
			.param(evaluation)
			.query((row) -> {
				String name = row.getString("clause_name_");
				rules.computeIfAbsent(row.getString("rule_id_"), (ruleId) -> rule(ruleId, definitionId))
					.outputs()
					.add(new Value((name != null) ? name : row.getString("var_name_"),
							ValueText.of(row, this.moments.zone())));
			});
		return List.copyOf(rules.values());
	}

	private FiredRule rule(String ruleId, String definitionId) {
		return this.tables.find(definitionId)
			.flatMap((table) -> table.rule(ruleId))
			.map((rule) -> new FiredRule(rule.number(), ruleId, rule.description(), new java.util.ArrayList<>()))
			.orElseGet(() -> new FiredRule(null, ruleId, null, new java.util.ArrayList<>()));
	}

	List<ClockLine> clocks(String instanceId) {
		return this.jdbc
			.sql("select k.*, " + Instances.MISSED
					+ " as missed from clock k where k.process_instance_id = ? order by k.id")
			.param(instanceId)
			.query((row, index) -> new ClockLine(row.getString("policy"), row.getString("label"),
					row.getString("state"), time(row, "started_at"), time(row, "due_at"), time(row, "stopped_at"),
					row.getBoolean("missed")))
			.list();
	}

	List<MessageLine> messages(String caseNo) {
		return this.jdbc.sql("select * from notification where case_no = ? order by id")
			.param(caseNo)
			.query((row, index) -> new MessageLine(row.getString("template"), row.getString("channel"),
					row.getString("recipient"), row.getString("subject"), row.getString("state"),
					time(row, "created_at"), time(row, "sent_at")))
			.list();
	}

	List<IncidentLine> incidents(String instanceId) {
		return this.jdbc.sql("select * from act_hi_incident where proc_inst_id_ = ? order by create_time_, id_")
			.param(instanceId)
			.query((row, index) -> new IncidentLine(time(row, "create_time_"), row.getString("incident_type_"),
					row.getString("activity_id_"), row.getString("incident_msg_"), time(row, "end_time_")))
			.list();
	}

	/** Null where nobody called it, or the caller is not visible. */
	Caller caller(String instanceId, Set<String> visible) {
		return this.jdbc.sql("""
				select s.id_, s.proc_def_key_, coalesce(d.name_, s.proc_def_key_) as name
				from act_hi_procinst i join act_hi_procinst s on s.id_ = i.super_process_instance_id_
				left join act_re_procdef d on d.id_ = s.proc_def_id_
				where i.id_ = :instance and s.proc_def_key_ in (:visible)""")
			.param("instance", instanceId)
			.param("visible", visible)
			.query((row, index) -> new Caller(row.getString("id_"), row.getString("proc_def_key_"),
					row.getString("name")))
			.optional()
			.orElse(null);
	}

	List<Called> called(String instanceId, Set<String> visible) {
		return this.jdbc
			.sql("""
					select i.id_, i.proc_def_key_, coalesce(d.name_, i.proc_def_key_) as name, a.act_id_,\s"""
					+ Instances.STATE + """
							 as state from act_hi_actinst a join act_hi_procinst i on i.id_ = a.call_proc_inst_id_
							left join act_re_procdef d on d.id_ = i.proc_def_id_
							left join service_case c on c.case_no = i.business_key_
							where a.proc_inst_id_ = :instance and i.proc_def_key_ in (:visible)
							order by a.start_time_, a.sequence_counter_""")
			.param("instance", instanceId)
			.param("visible", visible)
			.query((row, index) -> new Called(row.getString("id_"), row.getString("proc_def_key_"),
					row.getString("name"), row.getString("act_id_"), row.getString("state")))
			.list();
	}

	List<AttachmentLine> attachments(String instanceId) {
		return this.jdbc.sql("""
				select a.* from act_hi_attachment a where a.proc_inst_id_ = :instance
				  or a.task_id_ in (select id_ from act_hi_taskinst where proc_inst_id_ = :instance)
				order by a.create_time_, a.id_""")
			.param("instance", instanceId)
			.query((row, index) -> new AttachmentLine(row.getString("id_"), row.getString("name_"),
					row.getString("description_"), row.getString("type_"), row.getString("url_"),
					row.getString("user_id_"), time(row, "create_time_")))
			.list();
	}

	/** The engine keeps the texts of some operations as comments of another type. */
	List<CommentLine> comments(String instanceId) {
		return this.jdbc.sql("""
				select c.*, coalesce(convert_from(c.full_msg_, 'UTF8'), c.message_) as text from act_hi_comment c
				where c.type_ = 'comment' and (c.proc_inst_id_ = :instance
				  or c.task_id_ in (select id_ from act_hi_taskinst where proc_inst_id_ = :instance))
				order by c.time_, c.id_""")
			.param("instance", instanceId)
			.query((row, index) -> new CommentLine(row.getString("id_"), row.getString("user_id_"), time(row, "time_"),
					row.getString("text")))
			.list();
	}

	/**
	 * Whether all processes of the case are visible: its events and messages tell of each
	 * of them. What only delivers messages or notes something is left out, as in the case
	 * file.
	 * @param caseNo case number, may be null
	 * @param visible keys of the processes that the user may see
	 * @return true for a case of which nothing has to be hidden
	 */
	boolean wholeCase(String caseNo, Set<String> visible) {
		return caseNo != null && this.jdbc.sql("""
				select exists (select from service_case where case_no = :caseNo) and not exists (
				  select from act_hi_procinst i where i.business_key_ = :caseNo and i.proc_def_key_ not in (:visible)
				    and (i.super_process_instance_id_ is not null
				      or i.id_ = (select process_instance_id from service_case where case_no = :caseNo)))""")
			.param("caseNo", caseNo)
			.param("visible", visible)
			.query(Boolean.class)
			.single();
	}

	private OffsetDateTime time(ResultSet row, String column) throws SQLException {
		Timestamp time = row.getTimestamp(column);
		return (time != null) ? this.moments.zoned(time.toInstant()) : null;
	}

}
