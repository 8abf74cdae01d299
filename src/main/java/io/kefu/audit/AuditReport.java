package io.kefu.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
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

	/** The engine takes comments of any length; a page of them takes all memory. */
	private static final int MAX_TEXT = 4000;

	private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("activity", "环节"), Map.entry("task", "任务"),
			Map.entry("variable", "变量"), Map.entry("decision", "决策"), Map.entry("message", "消息"),
			Map.entry("clock", "时限"), Map.entry("incident", "异常"), Map.entry("job", "作业"), Map.entry("comment", "备注"),
			Map.entry("attachment", "附件"), Map.entry("call", "调用"), Map.entry("operation", "操作"),
			Map.entry("case", "案件"));

	private static final Map<String, String> CLOCK_STATES = Map.of("RUNNING", "计时中", "PAUSED", "暂停", "MET", "按时",
			"BREACHED", "超期", "CANCELLED", "取消");

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
		model.put("called",
				audit.called().isEmpty() ? null
						: audit.called()
							.stream()
							.map((called) -> called.processName() + "（" + Instances.stateLabel(called.state()) + "，实例 "
									+ called.id() + "）")
							.collect(Collectors.joining("\n")));
		seal(row.id(), model);
		model.put("sections", List.of(clocks(audit), decisions(audit), operations(audit), messages(audit),
				incidents(audit), remarks(audit), timeline(audit)));
		return this.documents.render(TEMPLATE, model);
	}

	private static List<List<String>> head(InstanceAudit audit) {
		Instances.Row row = audit.instance();
		Models.Definition definition = audit.definition();
		return List.of(line("案件编号", row.caseNo(), "状态", Instances.stateLabel(row.state())),
				line("流程", row.processName() + "（" + row.processKey() + "）", "流程版本",
						((row.version() != null) ? "第 " + row.version() + " 版" : "已删除")
								+ ((row.versionTag() != null) ? "（" + row.versionTag() + "）" : "")),
				line("部署时间", (definition != null) ? Moments.text(definition.deployedAt()) : null, "实例编号", row.id()),
				line("开始时间", Moments.text(row.startedAt()), "结束时间", Moments.text(row.endedAt())),
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

	/**
	 * A table of the report.
	 *
	 * @param note what stands below, may be null
	 */
	private record Section(String title, List<Column> columns, List<List<String>> lines, String note) {

		Section(String title, List<Column> columns, Stream<List<String>> lines) {
			this(title, columns, lines.toList(), null);
		}

	}

	/** A column with its width in millimetres; 0 takes what is left. */
	private record Column(String name, int width) {
	}

	private static Section clocks(InstanceAudit audit) {
		return new Section("三、时限",
				List.of(new Column("时限", 46), new Column("结果", 14), new Column("开始", 30), new Column("到期", 30),
						new Column("停止", 0)),
				audit.clocks()
					.stream()
					.map((clock) -> line(clock.label(), clock.breached() ? "超期" : label(CLOCK_STATES, clock.state()),
							Moments.text(clock.startedAt()), Moments.text(clock.dueAt()),
							Moments.text(clock.stoppedAt()))));
	}

	private static Section decisions(InstanceAudit audit) {
		return new Section("四、决策",
				List.of(new Column("时间", 18), new Column("决策表", 26), new Column("输入", 38), new Column("命中的规则", 44),
						new Column("结果", 0)),
				audit.decisions()
					.stream()
					.map((decision) -> line(stamp(decision.at()),
							decision.name() + ((decision.version() != null) ? "（第 " + decision.version() + " 版）" : ""),
							values(decision.inputs()),
							decision.rules().isEmpty() ? "没有规则命中"
									: decision.rules()
										.stream()
										.map(AuditReport::rule)
										.collect(Collectors.joining("\n")),
							decision.rules()
								.stream()
								.map((rule) -> values(rule.outputs()))
								.collect(Collectors.joining("\n")))));
	}

	private static String rule(Decisions.Fired rule) {
		return "规则 " + ((rule.number() != null) ? rule.number() : rule.ruleId())
				+ ((rule.description() != null) ? "：" + rule.description() : "");
	}

	private static String values(List<Decisions.Value> values) {
		return values.stream()
			.map((value) -> value.name() + "：" + Objects.toString(value.value(), "—"))
			.collect(Collectors.joining("\n"));
	}

	private static Section operations(InstanceAudit audit) {
		return entries("五、人员操作", audit, (entry) -> List.of("task", "operation").contains(entry.kind()));
	}

	private static Section timeline(InstanceAudit audit) {
		return entries("九、时间线", audit, (entry) -> true);
	}

	private static Section entries(String title, InstanceAudit audit, Predicate<InstanceAudit.Entry> which) {
		List<InstanceAudit.Entry> entries = audit.timeline().stream().filter(which).toList();
		return new Section(title,
				List.of(new Column("时间", 18), new Column("类别", 10), new Column("人员", 20), new Column("事项", 34),
						new Column("内容", 0)),
				entries.stream()
					.limit(MAX_LINES)
					.map((entry) -> line(stamp(entry.at()), label(KINDS, entry.kind()),
							(entry.actorName() != null) ? entry.actorName() : "系统", title(entry), text(entry)))
					.toList(),
				(entries.size() > MAX_LINES) ? "共 " + entries.size() + " 条，此处列出前 " + MAX_LINES + " 条；全部见流程监控的实例审计。"
						: null);
	}

	private static String title(InstanceAudit.Entry entry) {
		return (entry.variable() == null || entry.variable().equals(entry.title())) ? entry.title()
				: entry.title() + "\n" + entry.variable();
	}

	private static String text(InstanceAudit.Entry entry) {
		String change = (entry.oldValue() == null && entry.newValue() == null) ? null
				: ((entry.property() != null && !entry.property().equals(entry.title())) ? entry.property() + "：" : "")
						+ ((entry.oldValue() != null) ? "“" + cut(entry.oldValue(), MAX_VALUE) + "”改为" : "")
						+ ((entry.newValue() != null) ? "“" + cut(entry.newValue(), MAX_VALUE) + "”" : "空");
		return Stream.of(cut(entry.text(), MAX_TEXT), change)
			.filter(Objects::nonNull)
			.collect(Collectors.joining("\n"));
	}

	private static String cut(String text, int length) {
		return (text != null && text.length() > length) ? text.substring(0, length) + "……" : text;
	}

	private static Section messages(InstanceAudit audit) {
		return new Section("六、消息",
				List.of(new Column("产生", 18), new Column("收件人", 24), new Column("渠道", 14), new Column("主题", 50),
						new Column("状态", 18), new Column("发出", 0)),
				audit.messages()
					.stream()
					.map((message) -> line(stamp(message.createdAt()), message.recipientName(),
							CaseLabels.messageChannel(message.channel()), message.subject(),
							CaseLabels.messageState(message.state()), stamp(message.sentAt()))));
	}

	private static Section incidents(InstanceAudit audit) {
		return new Section("七、异常",
				List.of(new Column("发生", 18), new Column("环节", 36), new Column("内容", 70), new Column("解决", 0)),
				audit.incidents()
					.stream()
					.map((incident) -> line(stamp(incident.at()), incident.activityId(), incident.message(),
							stamp(incident.resolvedAt()))));
	}

	private static Section remarks(InstanceAudit audit) {
		return new Section("八、备注与附件", List.of(new Column("时间", 18), new Column("人员", 26), new Column("内容", 0)),
				Stream.concat(
						audit.comments()
							.stream()
							.map((comment) -> line(stamp(comment.at()), comment.user(), cut(comment.text(), MAX_TEXT))),
						audit.attachments()
							.stream()
							.map((file) -> line(stamp(file.at()), file.user(), "附件：" + file.name()
									+ ((file.description() != null) ? "（" + file.description() + "）" : "")))));
	}

	private static List<String> line(String... cells) {
		return Stream.of(cells).map((cell) -> Objects.toString(cell, "—")).toList();
	}

	private static String label(Map<String, String> labels, String code) {
		return (code != null) ? labels.getOrDefault(code, code) : null;
	}

	/** For a narrow column. */
	private static String stamp(OffsetDateTime time) {
		return (time != null) ? Moments.text(time).replace(' ', '\n') : null;
	}

	private static String duration(Long millis) {
		if (millis == null) {
			return null;
		}
		Duration duration = Duration.ofMillis(millis);
		return duration.toDays() + " 天 " + duration.toHoursPart() + " 小时 " + duration.toMinutesPart() + " 分";
	}

}
