package io.kefu.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.kefu.audit.InstanceAudit.Entry;
import io.kefu.audit.InstanceHistory.ActivityRun;
import io.kefu.identity.Departments;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells what happened in an instance, from the engine's history and the case file. Where
 * both know of the same thing, the one that knows more tells it.
 */
@Component
class InstanceTimeline {

	private static final String SYSTEM = "system";

	private static final Map<String, String> ACTIVITY_TYPES = Map.ofEntries(Map.entry("userTask", "用户任务"),
			Map.entry("serviceTask", "系统任务"), Map.entry("sendTask", "发送任务"), Map.entry("receiveTask", "接收任务"),
			Map.entry("businessRuleTask", "决策任务"), Map.entry("scriptTask", "脚本任务"), Map.entry("manualTask", "人工任务"),
			Map.entry("callActivity", "调用活动"), Map.entry("subProcess", "子流程"), Map.entry("startEvent", "开始事件"),
			Map.entry("exclusiveGateway", "排他网关"), Map.entry("parallelGateway", "并行网关"),
			Map.entry("inclusiveGateway", "包容网关"), Map.entry("eventBasedGateway", "事件网关"),
			Map.entry("noneEndEvent", "结束事件"), Map.entry("endEvent", "结束事件"));

	private static final Map<String, String> CLOCK_EVENTS = Map.ofEntries(Map.entry("START", "开始计时"),
			Map.entry("WARN", "即将到期"), Map.entry("BREACH", "已超期"), Map.entry("ESCALATE_LEAD", "已上报部门负责人"),
			Map.entry("ESCALATE_MANAGEMENT", "已上报公司管理层"), Map.entry("PAUSE", "暂停计时"), Map.entry("RESUME", "恢复计时"),
			Map.entry("CANCEL", "不再计时"), Map.entry("RECALC", "按工作日历重新计算"), Map.entry("RETARGET", "调整时限"),
			Map.entry("EXTEND", "延期"), Map.entry("STOP", "停止计时"));

	private final JdbcClient jdbc;

	private final Moments moments;

	private final Departments departments;

	private final InstanceHistory history;

	InstanceTimeline(JdbcClient jdbc, Moments moments, Departments departments, InstanceHistory history) {
		this.jdbc = jdbc;
		this.moments = moments;
		this.departments = departments;
		this.history = history;
	}

	/**
	 * The timeline.
	 * @param instance the instance
	 * @param runs runs of its activities
	 * @param titles names of all nodes of its model, which an activity that has failed
	 * has before it has a run
	 * @param evaluations its decisions
	 * @param called the visible instances that it called
	 * @param wholeCase whether the events of its case may be told
	 * @param labels what people call its variables
	 * @return the entries, oldest first
	 */
	List<Entry> of(Instances.Instance instance, List<ActivityRun> runs, Map<String, String> titles,
			List<Decisions.Evaluation> evaluations, List<InstanceHistory.Called> called, boolean wholeCase,
			VariableLabels.Labels labels) {
		Telling telling = new Telling(instance.row().id(), runs, titles);
		telling.operations();
		telling.identityLinks();
		telling.variables(labels);
		telling.decisions(evaluations);
		telling.activities();
		telling.calls(called);
		telling.tasks();
		telling.clocks();
		if (wholeCase) {
			telling.caseEvents(instance.row().caseNo());
		}
		telling.incidents();
		telling.jobs();
		telling.comments();
		telling.attachments();
		telling.termination(instance);
		return telling.sorted();
	}

	/** One timeline in the making. */
	private final class Telling {

		private final String instance;

		private final List<ActivityRun> runs;

		private final Map<String, String> titles;

		private final Map<String, String> tasks = new HashMap<>();

		private final Map<String, String> names = new HashMap<>();

		private final Map<String, String> operators = new HashMap<>();

		private final Map<String, String> completers = new HashMap<>();

		/** By task: the due date before somebody changed it for the first time. */
		private final Map<String, String> firstDueDates = new HashMap<>();

		private final List<Entry> entries = new ArrayList<>();

		Telling(String instance, List<ActivityRun> runs, Map<String, String> titles) {
			this.instance = instance;
			this.runs = runs;
			this.titles = new HashMap<>(titles);
			runs.forEach((run) -> this.titles.putIfAbsent(run.activityId(), run.title()));
			select("select id_, task_def_key_ from act_hi_taskinst where proc_inst_id_ = ?",
					(row) -> this.tasks.put(row.getString("id_"), row.getString("task_def_key_")));
		}

		List<Entry> sorted() {
			return this.entries.stream().sorted(Comparator.comparing(Entry::at)).toList();
		}

		/** Claiming, delegating, dates, priorities; suspensions, retries, messages. */
		void operations() {
			select("select * from act_hi_op_log where proc_inst_id_ = ? order by timestamp_, id_", (row) -> {
				String type = row.getString("operation_type_");
				String user = row.getString("user_id_");
				String task = row.getString("task_id_");
				String property = row.getString("property_");
				this.operators.putIfAbsent(row.getString("operation_id_"), user);
				boolean ofTask = "Task".equals(row.getString("entity_type_"));
				if (ofTask && "Complete".equals(type)) {
					this.completers.put(task, user);
					return;
				}
				String former = OperationLabels.value(property, row.getString("org_value_"),
						InstanceTimeline.this.moments.zone());
				if (ofTask && "dueDate".equals(property) && !this.firstDueDates.containsKey(task)) {
					this.firstDueDates.put(task, former);
				}
				String annotation = row.getString("annotation_");
				String label = OperationLabels.operation(type);
				String entity = OperationLabels.entity(row.getString("entity_type_"));
				add(time(row, "timestamp_"), ofTask ? "task" : "operation", user, this.tasks.get(task),
						(this.tasks.get(task) != null) ? title(this.tasks.get(task)) : entity,
						label + ((annotation != null) ? "（" + annotation + "）" : ""),
						OperationLabels.property(property), former,
						OperationLabels.value(property, row.getString("new_value_"),
								InstanceTimeline.this.moments.zone()),
						(task != null) ? task : row.getString("job_id_"));
			});
		}

		/**
		 * Candidates, and assignments that the model or the application made: those of
		 * people stand in the operation log, which knows the old value, too.
		 */
		void identityLinks() {
			select("""
					select l.* from act_hi_identitylink l join act_hi_taskinst t on t.id_ = l.task_id_
					where t.proc_inst_id_ = ? and (l.type_ not in ('assignee', 'owner') or not exists (
					  select from act_hi_op_log o where o.task_id_ = l.task_id_ and o.property_ = l.type_
					    and o.timestamp_ between l.timestamp_ - interval '1 second' and l.timestamp_ + interval '1 second'))
					order by l.timestamp_, l.id_""",
					(row) -> {
						boolean added = "add".equals(row.getString("operation_type_"));
						String group = row.getString("group_id_");
						String who = (group != null) ? InstanceTimeline.this.departments.label(group)
								: name(row.getString("user_id_"));
						String property = switch (row.getString("type_")) {
							case "assignee" -> "办理人";
							case "owner" -> "所有者";
							default -> (group != null) ? "候选部门" : "候选人";
						};
						String task = row.getString("task_id_");
						add(time(row, "timestamp_"), "task", row.getString("assigner_id_"), this.tasks.get(task),
								title(this.tasks.get(task)), (added ? "设置" : "移除") + property, property,
								added ? null : who, added ? who : null, task);
					});
		}

		/** The old value is the one that the same variable had before. */
		void variables(VariableLabels.Labels labels) {
			Map<String, String> before = new HashMap<>();
			Map<String, String> activities = this.runs.stream()
				.collect(Collectors.toMap(ActivityRun::id, ActivityRun::activityId, (a, b) -> a));
			select("select v.*, " + ValueText.COLUMNS + " from act_hi_detail v " + ValueText.JOIN + """
					 where v.proc_inst_id_ = ? and v.type_ = 'VariableUpdate'
					order by v.time_, v.sequence_counter_, v.rev_, v.id_""", (row) -> {
				String variable = row.getString("var_inst_id_");
				String name = row.getString("name_");
				boolean first = !before.containsKey(variable);
				String task = row.getString("task_id_");
				String step = (task != null) ? this.tasks.get(task) : activities.get(row.getString("act_inst_id_"));
				String value = labels.value(name, step, row.getString("var_type_"),
						ValueText.of(row, InstanceTimeline.this.moments.zone()));
				String old = before.put(variable, value);
				String label = labels.name(name, step);
				OffsetDateTime at = time(row, "time_");
				String actor = this.operators.get(row.getString("operation_id_"));
				this.entries.add(new Entry(at, "variable", actor, actorName(actor), step, label, first ? "赋初值" : "修改变量",
						label, name, old, value, variable));
			});
		}

		void decisions(List<Decisions.Evaluation> evaluations) {
			for (Decisions.Evaluation evaluation : evaluations) {
				String fired = evaluation.rules()
					.stream()
					.map((rule) -> (rule.number() != null) ? "第" + rule.number() + "条" : rule.ruleId())
					.collect(Collectors.joining("、"));
				String outputs = evaluation.rules()
					.stream()
					.flatMap((rule) -> rule.outputs().stream())
					.map((output) -> output.name() + "＝" + Objects.requireNonNullElse(output.value(), "（空）"))
					.collect(Collectors.joining("；"));
				add(evaluation.at(), "decision", null, evaluation.activityId(), evaluation.name(),
						fired.isEmpty() ? "没有规则命中" : "命中规则：" + fired, null, null, outputs.isEmpty() ? null : outputs,
						evaluation.id());
			}
		}

		/** People's tasks tell more themselves. */
		void activities() {
			record Moment(OffsetDateTime at, long order, Entry entry) {
			}
			List<Moment> told = new ArrayList<>();
			for (ActivityRun run : this.runs) {
				if (run.type().equals("userTask") || run.type().equals("multiInstanceBody")) {
					continue;
				}
				String type = ACTIVITY_TYPES.getOrDefault(run.type(),
						run.type().toLowerCase(Locale.ROOT).contains("event") ? "事件" : "步骤");
				boolean atOnce = run.endedAt() != null && run.endedAt().equals(run.startedAt()) && !run.canceled();
				told.add(new Moment(run.startedAt(), run.counter(), entry(run.startedAt(), "activity", null,
						run.activityId(), run.title(), type + (atOnce ? "：经过" : "：开始"), null, null, null, run.id())));
				if (run.endedAt() != null && !atOnce) {
					told.add(new Moment(run.endedAt(), run.counter() + 1,
							entry(run.endedAt(), "activity", null, run.activityId(), run.title(),
									type + (run.canceled() ? "：中断" : "：完成") + "，用时" + duration(run.durationMs()), null,
									null, null, run.id())));
				}
			}
			told.stream()
				.sorted(Comparator.comparing(Moment::at).thenComparingLong(Moment::order))
				.forEach((moment) -> this.entries.add(moment.entry()));
		}

		void calls(List<InstanceHistory.Called> called) {
			Map<String, InstanceHistory.Called> visible = called.stream()
				.collect(Collectors.toMap(InstanceHistory.Called::id, (call) -> call, (a, b) -> a));
			for (ActivityRun run : this.runs) {
				InstanceHistory.Called call = visible.get(run.calledId());
				if (call != null) {
					add(run.startedAt(), "call", null, run.activityId(), run.title(),
							"调用流程“" + call.processName() + "”", null, null, null, call.id());
				}
			}
		}

		void tasks() {
			select("select * from act_hi_taskinst where proc_inst_id_ = ? order by start_time_, id_", (row) -> {
				String id = row.getString("id_");
				String step = row.getString("task_def_key_");
				OffsetDateTime due = time(row, "due_date_");
				String firstDue = this.firstDueDates.containsKey(id) ? this.firstDueDates.get(id) : Moments.text(due);
				add(time(row, "start_time_"), "task", null, step, row.getString("name_"),
						"待办产生" + ((firstDue != null) ? "，到期时间 " + firstDue : ""), null, null, null, id);
				OffsetDateTime ended = time(row, "end_time_");
				if (ended != null) {
					boolean completed = "completed".equals(row.getString("delete_reason_"));
					String actor = completed ? this.completers.getOrDefault(id, row.getString("assignee_")) : null;
					add(ended, "task", actor, step, row.getString("name_"),
							(completed ? "已完成" : "待办取消") + "，用时" + duration(row.getLong("duration_"))
									+ ((due != null && completed && ended.isAfter(due)) ? "，超过到期时间" : ""),
							null, null, null, id);
				}
			});
		}

		void clocks() {
			select("""
					select e.*, k.label, k.activity_id,
					  lag(e.due_at) over (partition by e.clock_id order by e.id) as former_due_at
					from clock k join clock_event e on e.clock_id = k.id
					where k.process_instance_id = ? order by e.id""", (row) -> {
				String type = row.getString("type");
				OffsetDateTime at = time(row, "at");
				OffsetDateTime due = time(row, "due_at");
				OffsetDateTime former = time(row, "former_due_at");
				String reason = row.getString("reason");
				boolean dated = due != null && !due.equals(former);
				String what = CLOCK_EVENTS.getOrDefault(type, type);
				boolean late = type.equals("STOP") && due != null && at.isAfter(due);
				add(at, "clock", row.getString("actor"), row.getString("activity_id"), row.getString("label"),
						what + (late ? "（已超期）" : "") + ((reason != null) ? "：" + reason : ""), dated ? "到期时间" : null,
						dated ? Moments.text(former) : null, dated ? Moments.text(due) : null,
						row.getString("clock_id"));
			});
		}

		/** Tasks, clocks and called processes are told from what knows more. */
		void caseEvents(String caseNo) {
			InstanceTimeline.this.jdbc
				.sql("""
						select * from case_event where case_no = ? and type not in ('TASK_CREATED', 'TASK_ASSIGNED',
						  'TASK_COMPLETED', 'PROCESS_STARTED', 'PROCESS_ENDED') and type not like 'CLOCK\\_%' order by id""")
				.param(caseNo)
				.query((row) -> {
					boolean message = row.getString("type").startsWith("MESSAGE_");
					add(time(row, "at"), message ? "message" : "case", row.getString("actor"), null,
							message ? "消息" : "案件", row.getString("text"), null, null, null, row.getString("id"));
				});
		}

		void incidents() {
			for (InstanceHistory.IncidentLine incident : InstanceTimeline.this.history.incidents(this.instance)) {
				String message = (incident.message() != null) ? "：" + incident.message() : "";
				add(incident.at(), "incident", null, incident.activityId(), title(incident.activityId()),
						"发生异常（" + incident.type() + "）" + message, null, null, null, null);
				if (incident.resolvedAt() != null) {
					add(incident.resolvedAt(), "incident", null, incident.activityId(), title(incident.activityId()),
							"异常已解决", null, null, null, null);
				}
			}
		}

		/** What worked at once has no record in the log. */
		void jobs() {
			select("""
					select * from act_hi_job_log where process_instance_id_ = ? and job_state_ = 1
					order by timestamp_, sequence_counter_, id_""", (row) -> {
				String activity = row.getString("act_id_");
				String message = row.getString("job_exception_msg_");
				add(time(row, "timestamp_"), "job", null, activity, title(activity),
						"执行失败" + ((message != null) ? "：" + message : ""), "剩余重试次数", null,
						row.getString("job_retries_"), row.getString("job_id_"));
			});
		}

		void comments() {
			for (InstanceHistory.CommentLine comment : InstanceTimeline.this.history.comments(this.instance)) {
				add(comment.at(), "comment", comment.user(), null, "备注", comment.text(), null, null, null,
						comment.id());
			}
		}

		void attachments() {
			for (InstanceHistory.AttachmentLine file : InstanceTimeline.this.history.attachments(this.instance)) {
				if (file.at() != null) {
					add(file.at(), "attachment", file.user(), null, "附件", "添加附件“" + file.name() + "”", null, null, null,
							file.id());
				}
			}
		}

		void termination(Instances.Instance instance) {
			if (instance.row().endedAt() != null && instance.deleteReason() != null) {
				add(instance.row().endedAt(), "operation", null, null, instance.row().processName(),
						"流程实例终止：" + instance.deleteReason(), null, null, null, instance.row().id());
			}
		}

		private void select(String sql, RowCallbackHandler reader) {
			InstanceTimeline.this.jdbc.sql(sql).param(this.instance).query(reader);
		}

		private void add(OffsetDateTime at, String kind, String actor, String activityId, String title, String text,
				String property, String oldValue, String newValue, String ref) {
			this.entries.add(entry(at, kind, actor, activityId, title, text, property, oldValue, newValue, ref));
		}

		private Entry entry(OffsetDateTime at, String kind, String actor, String activityId, String title, String text,
				String property, String oldValue, String newValue, String ref) {
			return new Entry(at, kind, actor, actorName(actor), activityId, title, text, property, null, oldValue,
					newValue, ref);
		}

		private String actorName(String actor) {
			return name((actor != null) ? actor : SYSTEM);
		}

		private String name(String login) {
			return (login != null) ? this.names.computeIfAbsent(login, InstanceTimeline.this.departments::displayName)
					: null;
		}

		private String title(String activityId) {
			return (activityId != null) ? this.titles.getOrDefault(activityId, activityId) : "流程实例";
		}

		private OffsetDateTime time(ResultSet row, String column) throws SQLException {
			return InstanceTimeline.this.moments.zoned(row, column);
		}

	}

	private static String duration(long millis) {
		long minutes = millis / 60_000;
		if (minutes == 0) {
			return millis / 1000 + "秒";
		}
		return ((minutes >= 1440) ? minutes / 1440 + "天" : "")
				+ ((minutes / 60 % 24 > 0) ? minutes / 60 % 24 + "小时" : "")
				+ ((minutes % 60 > 0) ? minutes % 60 + "分" : "");
	}

}
