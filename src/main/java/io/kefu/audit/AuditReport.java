package io.kefu.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kefu.casefile.CaseLabels;
import io.kefu.document.Documents;
import io.kefu.evidence.Seal;
import io.kefu.evidence.Seals;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The audit report of one process instance as PDF: what 实例审计 shows, and how the history
 * stands to the seals at the moment of printing.
 */
@Component
class AuditReport {

	private static final String TEMPLATE = "audit-report";

	/** Nobody reads more on paper; the page in Cockpit and the archive have all. */
	private static final int MAX_LINES = 2000;

	private static final int MAX_VALUE = 300;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

	private static final Map<String, String> STATES = Map.of("active", "进行中", "completed", "已完成", "terminated", "已终止",
			"withdrawn", "已撤回");

	private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("activity", "环节"), Map.entry("task", "任务"),
			Map.entry("variable", "数据"), Map.entry("decision", "决策"), Map.entry("message", "消息"),
			Map.entry("clock", "时限"), Map.entry("incident", "故障"), Map.entry("job", "作业"), Map.entry("comment", "批注"),
			Map.entry("attachment", "附件"), Map.entry("call", "调用"), Map.entry("operation", "操作"),
			Map.entry("case", "案件"));

	private static final Map<String, String> CLOCK_STATES = Map.of("RUNNING", "计时中", "PAUSED", "暂停", "MET", "按时",
			"BREACHED", "超期", "CANCELLED", "取消");

	private static final Map<String, String> MESSAGE_STATES = Map.of("PENDING", "待发送", "SENT", "已发送", "FAILED", "发送失败",
			"KEPT", "仅存档");

	private static final Map<String, String> CHANNELS = Map.of("email", "邮件", "webhook", "接口", "phone", "电话");

	private final Documents documents;

	private final Seals seals;

	private final JdbcClient jdbc;

	private final Clock clock;

	AuditReport(Documents documents, Seals seals, JdbcClient jdbc, Clock engineClock) {
		this.documents = documents;
		this.seals = seals;
		this.jdbc = jdbc;
		this.clock = engineClock;
	}

	/**
	 * Prints the report.
	 * @param audit what the user may see of the instance
	 * @return the PDF file
	 */
	byte[] pdf(InstanceAudit audit) {
		Instances.Row row = audit.instance();
		Map<String, Object> model = new HashMap<>();
		model.put("documentNo", (row.caseNo() != null) ? row.caseNo() : row.id());
		model.put("createdAt", this.clock.instant());
		model.put("head", head(audit));
		model.put("deleteReason", audit.deleteReason());
		model.put("caller",
				(audit.caller() != null) ? audit.caller().processName() + "（实例 " + audit.caller().id() + "）" : null);
		model.put("called", audit.called().isEmpty() ? null : audit.called()
			.stream()
			.map((called) -> called.processName() + "（" + label(STATES, called.state()) + "，实例 " + called.id() + "）")
			.collect(Collectors.joining("\n")));
		seal(row.id(), model);
		model.put("sections", List.of(clocks(audit), decisions(audit), operations(audit), messages(audit),
				incidents(audit), remarks(audit), timeline(audit)));
		return this.documents.render(TEMPLATE, model);
	}

	private static List<List<String>> head(InstanceAudit audit) {
		Instances.Row row = audit.instance();
		Models.Definition definition = audit.definition();
		return List.of(line("案件编号", row.caseNo(), "状态", label(STATES, row.state())),
				line("流程", row.processName() + "（" + row.processKey() + "）", "流程版本",
						((row.version() != null) ? "第 " + row.version() + " 版" : "已删除")
								+ ((row.versionTag() != null) ? "（" + row.versionTag() + "）" : "")),
				line("部署时间", (definition != null) ? time(definition.deployedAt()) : null, "实例编号", row.id()),
				line("开始时间", time(row.startedAt()), "结束时间", time(row.endedAt())),
				line("发起人", (row.startedByName() != null) ? row.startedByName() : "系统", "历时",
						duration(row.durationMs())),
				line("客户", row.customerName(), "严重程度", CaseLabels.severity(row.severity())),
				line("超期时限", row.missed() + " 项", "打印内容", "打印时数据库中的历史记录"));
	}

	private void seal(String id, Map<String, Object> model) {
		String root = this.jdbc.sql("select root_proc_inst_id_ from act_hi_procinst where id_ = ?")
			.param(id)
			.query(String.class)
			.single();
		Seals.InstanceSeal seal = this.seals.instance(root);
		String scope = "本案流程及其下级流程共 " + seal.events() + " 条历史记录，其中 " + seal.sealed() + " 条已封存";
		model.put("sealSummary", (seal.deviation() != null) ? "与封存不符：" + seal.deviation() + "。" + scope + "。"
				: scope + "；已封存的与封存时一致。" + ((seal.sealed() < seal.events()) ? "其余的在当天结束后封存。" : ""));
		model.put("seals", seal.days().stream().map(AuditReport::sealLine).toList());
	}

	private static List<String> sealLine(Seal seal) {
		return line(seal.day().toString(), String.valueOf(seal.events()), seal.root());
	}

	/** A table of the report. */
	private static Map<String, Object> section(String title, List<Column> columns, Stream<List<String>> lines,
			String note) {
		Map<String, Object> section = new HashMap<>();
		section.put("title", title);
		section.put("columns",
				columns.stream().map((column) -> Map.of("name", column.name(), "width", column.width())).toList());
		section.put("lines", lines.toList());
		section.put("note", note);
		return section;
	}

	/** A column with its width in millimetres; 0 takes what is left. */
	private record Column(String name, int width) {
	}

	private static List<Column> columns(Object... namesAndWidths) {
		return Stream.iterate(0, (i) -> i < namesAndWidths.length, (i) -> i + 2)
			.map((i) -> new Column((String) namesAndWidths[i], (Integer) namesAndWidths[i + 1]))
			.toList();
	}

	private static Map<String, Object> clocks(InstanceAudit audit) {
		return section("三、时限", columns("时限", 46, "结果", 14, "开始", 30, "到期", 30, "停止", 0),
				audit.clocks()
					.stream()
					.map((clock) -> line(clock.label(), clock.breached() ? "超期" : label(CLOCK_STATES, clock.state()),
							time(clock.startedAt()), time(clock.dueAt()), time(clock.stoppedAt()))),
				null);
	}

	private static Map<String, Object> decisions(InstanceAudit audit) {
		return section("四、决策", columns("时间", 18, "决策表", 26, "输入", 38, "命中的规则", 44, "结果", 0), audit.decisions()
			.stream()
			.map((decision) -> line(stamp(decision.at()),
					decision.name() + ((decision.version() != null) ? "（第 " + decision.version() + " 版）" : ""),
					values(decision.inputs()),
					decision.rules().isEmpty() ? "没有规则命中"
							: decision.rules().stream().map(AuditReport::rule).collect(Collectors.joining("\n")),
					decision.rules().stream().map((rule) -> values(rule.outputs())).collect(Collectors.joining("\n")))),
				null);
	}

	private static String rule(InstanceHistory.FiredRule rule) {
		return "规则 " + ((rule.number() != null) ? rule.number() : rule.ruleId())
				+ ((rule.description() != null) ? "：" + rule.description() : "");
	}

	private static String values(List<InstanceHistory.Value> values) {
		return values.stream()
			.map((value) -> value.name() + "：" + Objects.toString(value.value(), "—"))
			.collect(Collectors.joining("\n"));
	}

	private static Map<String, Object> operations(InstanceAudit audit) {
		return entries("五、人员操作", audit, (entry) -> List.of("task", "operation").contains(entry.kind()), MAX_LINES);
	}

	private static Map<String, Object> timeline(InstanceAudit audit) {
		return entries("九、时间线", audit, (entry) -> true, MAX_LINES);
	}

	private static Map<String, Object> entries(String title, InstanceAudit audit, Predicate<InstanceAudit.Entry> which,
			int limit) {
		List<InstanceAudit.Entry> entries = audit.timeline().stream().filter(which).toList();
		return section(title, columns("时间", 18, "类别", 10, "人员", 20, "事项", 34, "内容", 0),
				entries.stream()
					.limit(limit)
					.map((entry) -> line(stamp(entry.at()), label(KINDS, entry.kind()),
							(entry.actorName() != null) ? entry.actorName() : "系统", title(entry), text(entry))),
				(entries.size() > limit) ? "共 " + entries.size() + " 条，此处列出前 " + limit + " 条；全部见流程监控的实例审计。" : null);
	}

	private static String title(InstanceAudit.Entry entry) {
		return (entry.variable() == null || entry.variable().equals(entry.title())) ? entry.title()
				: entry.title() + "\n" + entry.variable();
	}

	private static String text(InstanceAudit.Entry entry) {
		String change = (entry.oldValue() == null && entry.newValue() == null) ? null
				: ((entry.property() != null && !entry.property().equals(entry.title())) ? entry.property() + "：" : "")
						+ ((entry.oldValue() != null) ? "“" + cut(entry.oldValue()) + "”改为" : "")
						+ ((entry.newValue() != null) ? "“" + cut(entry.newValue()) + "”" : "空");
		return Stream.of(entry.text(), change).filter(Objects::nonNull).collect(Collectors.joining("\n"));
	}

	private static String cut(String value) {
		return (value.length() > MAX_VALUE) ? value.substring(0, MAX_VALUE) + "……" : value;
	}

	private static Map<String, Object> messages(InstanceAudit audit) {
		return section("六、消息", columns("产生", 18, "收件人", 24, "渠道", 10, "主题", 50, "状态", 16, "发出", 0),
				audit.messages()
					.stream()
					.map((message) -> line(stamp(message.createdAt()), message.recipient(),
							label(CHANNELS, message.channel()), message.subject(),
							label(MESSAGE_STATES, message.state()), stamp(message.sentAt()))),
				null);
	}

	private static Map<String, Object> incidents(InstanceAudit audit) {
		return section("七、故障", columns("发生", 18, "环节", 36, "内容", 70, "解除", 0),
				audit.incidents()
					.stream()
					.map((incident) -> line(stamp(incident.at()), incident.activityId(), incident.message(),
							stamp(incident.resolvedAt()))),
				null);
	}

	private static Map<String, Object> remarks(InstanceAudit audit) {
		return section("八、批注与附件", columns("时间", 18, "人员", 26, "内容", 0),
				Stream
					.concat(audit.comments()
						.stream()
						.map((comment) -> line(stamp(comment.at()), comment.user(), comment.text())),
							audit.attachments()
								.stream()
								.map((file) -> line(stamp(file.at()), file.user(), "附件：" + file.name()
										+ ((file.description() != null) ? "（" + file.description() + "）" : "")))),
				null);
	}

	private static List<String> line(String... cells) {
		return Stream.of(cells).map((cell) -> Objects.toString(cell, "—")).toList();
	}

	private static String label(Map<String, String> labels, String code) {
		return (code != null) ? labels.getOrDefault(code, code) : null;
	}

	private static String time(OffsetDateTime time) {
		return (time != null) ? TIME.format(time) : null;
	}

	/** For a narrow column. */
	private static String stamp(OffsetDateTime time) {
		return (time != null) ? time(time).replace(' ', '\n') : null;
	}

	private static String duration(Long millis) {
		if (millis == null) {
			return null;
		}
		Duration duration = Duration.ofMillis(millis);
		return duration.toDays() + " 天 " + duration.toHoursPart() + " 小时 " + duration.toMinutesPart() + " 分";
	}

}
