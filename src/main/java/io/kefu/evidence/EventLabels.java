package io.kefu.evidence;

import java.util.Map;

/**
 * What people call the kinds of events, and the tables that hold them.
 */
final class EventLabels {

	private static final Map<String, String> LABELS = Map.ofEntries(Map.entry("process-start", "流程开始（act_hi_procinst"),
			Map.entry("process-end", "流程结束（act_hi_procinst"), Map.entry("activity-start", "环节开始（act_hi_actinst"),
			Map.entry("activity-end", "环节结束（act_hi_actinst"), Map.entry("task-create", "任务产生（act_hi_taskinst"),
			Map.entry("task-end", "任务结束（act_hi_taskinst"), Map.entry("variable", "变量变更（act_hi_detail"),
			Map.entry("decision", "决策（act_hi_decinst"), Map.entry("lone-decision", "流程之外的决策（act_hi_decinst"),
			Map.entry("incident-open", "异常发生（act_hi_incident"), Map.entry("incident-end", "异常解决（act_hi_incident"),
			Map.entry("identity-link", "人员分派（act_hi_identitylink"), Map.entry("comment", "备注（act_hi_comment"),
			Map.entry("attachment", "附件（act_hi_attachment"), Map.entry("operation", "操作日志（act_hi_op_log"),
			Map.entry("job", "作业（act_hi_job_log"), Map.entry("external-task", "外部任务（act_hi_ext_task_log"),
			Map.entry("case-event", "案件记录（case_event"), Map.entry("clock-event", "时限记录（clock_event"),
			Map.entry("message", "消息（notification"), Map.entry("message-sent", "消息发出（notification"),
			Map.entry("document", "文件（case_document"));

	private EventLabels() {
	}

	/**
	 * Names an event so that it can be found.
	 * @param source kind of the event
	 * @param id row
	 * @return in Chinese
	 */
	static String of(String source, String id) {
		return LABELS.getOrDefault(source, "“" + source + "”（") + "，编号 " + id + "）";
	}

}
