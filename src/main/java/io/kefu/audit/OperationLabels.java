package io.kefu.audit;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What people read for the codes of the engine's user operation log. A code that is not
 * known here stands for itself; null stays null.
 */
final class OperationLabels {

	private static final Map<String, String> OPERATIONS = pairs("Claim", "认领", "Assign", "指派", "Delegate", "委派",
			"Resolve", "办结委派", "Complete", "完成", "Create", "新建", "Update", "修改", "Delete", "删除", "SetOwner", "设置所有者",
			"SetPriority", "设置优先级", "SetName", "设置名称", "SetDescription", "设置说明", "SetDueDate", "设置到期时间",
			"SetFollowUpDate", "设置跟进时间", "RecalculateDueDate", "重新计算到期时间", "AddUserLink", "添加人员", "DeleteUserLink",
			"移除人员", "AddGroupLink", "添加部门", "DeleteGroupLink", "移除部门", "AddAttachment", "添加附件", "DeleteAttachment",
			"删除附件", "UpdateComment", "修改备注", "DeleteComment", "删除备注", "SetVariable", "设置变量", "SetVariables", "批量设置变量",
			"ModifyVariable", "修改变量", "RemoveVariable", "删除变量", "DeleteVariableHistory", "删除变量的历史", "CorrelateMessage",
			"发送消息", "CreateIncident", "登记异常", "ModifyProcessInstance", "调整实例", "RestartProcessInstance", "重启实例",
			"Migrate", "迁移到其他版本", "Activate", "恢复", "Suspend", "暂停", "ActivateJob", "恢复作业", "SuspendJob", "暂停作业",
			"ActivateJobDefinition", "恢复作业定义", "SuspendJobDefinition", "暂停作业定义", "ActivateProcessDefinition", "恢复流程定义",
			"SuspendProcessDefinition", "暂停流程定义", "ActivateBatch", "恢复批处理", "SuspendBatch", "暂停批处理", "SetJobRetries",
			"设置作业重试次数", "SetExternalTaskRetries", "设置外部任务重试次数", "Unlock", "解锁", "Execute", "执行", "Evaluate", "求值",
			"UpdateHistoryTimeToLive", "修改历史保留期限", "SetRemovalTime", "设置清除时间", "CreateHistoryCleanupJobs", "安排历史清理",
			"DeleteHistory", "删除历史", "SetAnnotation", "添加批注", "ClearAnnotation", "清除批注");

	private static final Map<String, String> ENTITIES = pairs("Task", "任务", "HistoricTask", "历史任务", "ProcessInstance",
			"流程实例", "HistoricProcessInstance", "历史实例", "ProcessDefinition", "流程定义", "Variable", "变量", "IdentityLink",
			"任务人员", "Attachment", "附件", "Comment", "备注", "Job", "作业", "JobDefinition", "作业定义", "ExternalTask", "外部任务",
			"Incident", "异常", "DecisionDefinition", "决策定义", "DecisionInstance", "决策记录",
			"DecisionRequirementsDefinition", "决策需求定义", "CaseDefinition", "案例定义", "CaseInstance", "案例实例", "Deployment",
			"部署", "Batch", "批处理", "Filter", "任务筛选器", "User", "用户", "Group", "用户组", "Group membership", "用户组成员",
			"Tenant", "租户", "TenantMembership", "租户成员", "Authorization", "授权", "Application", "应用", "Property", "系统属性",
			"Metrics", "指标", "TaskMetrics", "任务指标", "OperationLog", "操作日志", "OperationLogCatgeory", "操作日志类别", "Report",
			"报表", "Dashboard", "仪表板", "Optimize", "分析", "System", "系统");

	private static final Map<String, String> PROPERTIES = pairs("assignee", "办理人", "owner", "所有者", "delegation", "委派状态",
			"dueDate", "到期时间", "duedate", "到期时间", "followUpDate", "跟进时间", "priority", "优先级", "name", "名称",
			"description", "说明", "candidate", "候选人", "groupLink", "部门", "userLink", "人员", "type", "类型", "userId", "用户",
			"groupId", "用户组", "tenantId", "租户", "comment", "备注", "attachment", "附件", "retries", "重试次数", "removalTime",
			"清除时间", "deleteReason", "删除原因", "suspensionState", "暂停状态", "nrOfInstances", "数量", "nrOfVariables", "变量数量",
			"nrOfSetVariables", "变量数量", "async", "异步", "mode", "方式", "historyTimeToLive", "历史保留期限", "messageName", "消息",
			"processInstanceId", "流程实例", "processDefinitionId", "流程定义", "processDefinitionVersion", "流程版本",
			"decisionDefinitionId", "决策定义", "decisionDefinitionKey", "决策", "filterId", "筛选器", "resourceId", "资源",
			"resource", "资源类型", "permissions", "权限", "permissionBits", "权限代码", "incidentType", "异常类型", "incidentId",
			"异常", "cascade", "级联", "duplicateFilterEnabled", "只部署改动的内容", "deployChangedOnly", "只部署改动的资源",
			"immediatelyDue", "立即到期", "timestamp", "时间", "configuration", "配置", "parentTask", "上级任务", "caseInstanceId",
			"案例实例", "taskState", "任务状态", "caseDefinitionKey", "案例", "cascadeToHistory", "连同历史", "chunkSize", "分批大小",
			"updateInChunks", "分批修改", "hierarchical", "连同下级实例", "creationDateBased", "按创建时间", "includeProcessInstances",
			"连同流程实例", "overridingPriority", "作业优先级", "reporter", "上报者", "jobDefinitionId", "作业定义", "nrOfTasks", "任务数量",
			"incidentMessage", "异常说明", "deploymentId", "部署");

	/** What they say, the operation has said: a completed or deleted task is gone. */
	private static final Set<String> SAY_NOTHING = Set.of("delete");

	/** Their values are moments, stored as milliseconds. */
	private static final Set<String> DATES = Set.of("dueDate", "duedate", "followUpDate", "removalTime", "timestamp");

	private static final Set<String> CODED = Set.of("delegation", "suspensionState");

	private static final Map<String, String> VALUES = pairs("true", "是", "false", "否", "PENDING", "已委派", "RESOLVED",
			"已办结", "suspended", "已暂停", "active", "未暂停");

	/**
	 * A code with its label.
	 */
	record Kind(String id, String label) {
	}

	private OperationLabels() {
	}

	static String operation(String code) {
		return label(OPERATIONS, code);
	}

	static String entity(String code) {
		return label(ENTITIES, code);
	}

	/**
	 * What was changed.
	 * @param code the property, may be null
	 * @return its name; null where it adds nothing to the operation
	 */
	static String property(String code) {
		return (code == null || SAY_NOTHING.contains(code)) ? null : PROPERTIES.getOrDefault(code, code);
	}

	/**
	 * What people read for the old or new value of a property.
	 * @param property the property, may be null
	 * @param value the value of the log, may be null
	 * @param zone zone of moments
	 * @return the text; null where the property adds nothing to the operation
	 */
	static String value(String property, String value, ZoneId zone) {
		if (value == null || property == null || SAY_NOTHING.contains(property)) {
			return null;
		}
		if (DATES.contains(property) && value.matches("\\d{1,15}")) {
			return Moments.text(Long.parseLong(value), zone);
		}
		// Names and logins are as people gave them.
		return CODED.contains(property) || "true".equals(value) || "false".equals(value)
				? VALUES.getOrDefault(value, value) : value;
	}

	static List<Kind> operations() {
		return kinds(OPERATIONS);
	}

	static List<Kind> entities() {
		return kinds(ENTITIES);
	}

	private static List<Kind> kinds(Map<String, String> labels) {
		return labels.entrySet().stream().map((entry) -> new Kind(entry.getKey(), entry.getValue())).toList();
	}

	private static String label(Map<String, String> labels, String code) {
		return (code != null) ? labels.getOrDefault(code, code) : null;
	}

	private static Map<String, String> pairs(String... codesAndLabels) {
		Map<String, String> pairs = new LinkedHashMap<>();
		for (int i = 0; i < codesAndLabels.length; i += 2) {
			pairs.put(codesAndLabels[i], codesAndLabels[i + 1]);
		}
		return pairs;
	}

}
