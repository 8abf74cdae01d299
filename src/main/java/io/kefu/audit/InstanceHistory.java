package io.kefu.audit;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kefu.casefile.CaseFiles;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the tables hold about one instance. Whoever asks has checked that it is visible.
 */
@Component
class InstanceHistory {

	private final JdbcClient jdbc;

	private final Moments moments;

	private final CaseFiles caseFiles;

	InstanceHistory(JdbcClient jdbc, Moments moments, CaseFiles caseFiles) {
		this.jdbc = jdbc;
		this.moments = moments;
		this.caseFiles = caseFiles;
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

	record ClockLine(String policy, String label, String state, OffsetDateTime startedAt, OffsetDateTime dueAt,
			OffsetDateTime stoppedAt, boolean breached) {
	}

	record MessageLine(String template, String channel, String recipient, String recipientName, String subject,
			String state, OffsetDateTime createdAt, OffsetDateTime sentAt) {
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
					row.getLong("sequence_counter_"), this.moments.zoned(row, "start_time_"),
					this.moments.zoned(row, "end_time_"), row.getObject("duration_", Long.class),
					row.getInt("act_inst_state_") == 2, row.getString("call_proc_inst_id_")))
			.list();
	}

	List<ClockLine> clocks(String instanceId) {
		return this.jdbc
			.sql("select k.*, " + Instances.MISSED
					+ " as missed from clock k where k.process_instance_id = ? order by k.id")
			.param(instanceId)
			.query((row, index) -> new ClockLine(row.getString("policy"), row.getString("label"),
					row.getString("state"), this.moments.zoned(row, "started_at"), this.moments.zoned(row, "due_at"),
					this.moments.zoned(row, "stopped_at"), row.getBoolean("missed")))
			.list();
	}

	List<MessageLine> messages(String caseNo) {
		Map<String, String> names = new HashMap<>();
		return this.jdbc.sql("select * from notification where case_no = ? order by id")
			.param(caseNo)
			.query((row, index) -> new MessageLine(row.getString("template"), row.getString("channel"),
					row.getString("recipient"),
					names.computeIfAbsent(row.getString("recipient"), this.caseFiles::recipientName),
					row.getString("subject"), row.getString("state"), this.moments.zoned(row, "created_at"),
					this.moments.zoned(row, "sent_at")))
			.list();
	}

	List<IncidentLine> incidents(String instanceId) {
		return this.jdbc.sql("select * from act_hi_incident where proc_inst_id_ = ? order by create_time_, id_")
			.param(instanceId)
			.query((row, index) -> new IncidentLine(this.moments.zoned(row, "create_time_"),
					row.getString("incident_type_"), row.getString("activity_id_"), row.getString("incident_msg_"),
					this.moments.zoned(row, "end_time_")))
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
					row.getString("user_id_"), this.moments.zoned(row, "create_time_")))
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
			.query((row, index) -> new CommentLine(row.getString("id_"), row.getString("user_id_"),
					this.moments.zoned(row, "time_"), row.getString("text")))
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

}
