package io.kefu.audit;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.kefu.casefile.CaseLabels;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;

import org.springframework.context.ApplicationContext;

/**
 * The lists as CSV and XLSX: what the same filter shows on the screen, all pages.
 */
public class TableExportResource extends AuditResource {

	/** Below what Excel can open, and read before the browser loses patience. */
	static final int MAX_ROWS = 100_000;

	TableExportResource(ApplicationContext beans) {
		super(beans);
	}

	/** Writes rows and says whether there would have been more. */
	@FunctionalInterface
	private interface Rows {

		boolean writeTo(Consumer<Object[]> table);

	}

	/**
	 * 历史实例
	 * @param format csv or xlsx
	 * @param uri with the filter and order of the list
	 * @return the file
	 */
	@GET
	@Path("instances.{format:csv|xlsx}")
	public Response instances(@PathParam("format") String format, @Context UriInfo uri) {
		Set<String> visible = visibleProcesses();
		InstanceFilter filter = InstanceFilter.of(uri.getQueryParameters());
		Instances instances = bean(Instances.class);
		// What the list refuses is refused before the first byte.
		instances.each(filter, visible, 1, (row) -> {
		});
		return table(format, "历史实例",
				List.of("案件编号", "流程", "版本", "状态", "开始时间", "结束时间", "用时（秒）", "发起人", "姓名", "严重程度", "客户", "超时次数", "实例编号"),
				(table) -> instances.each(filter, visible, MAX_ROWS,
						(row) -> table.accept(new Object[] { row.caseNo(), row.processName(), row.version(),
								Instances.stateLabel(row.state()), Moments.text(row.startedAt()),
								Moments.text(row.endedAt()),
								(row.durationMs() != null) ? row.durationMs() / 1000 : null, row.startedBy(),
								row.startedByName(), CaseLabels.severity(row.severity()), row.customerName(),
								row.missed(), row.id() })));
	}

	/**
	 * 操作日志
	 * @param format csv or xlsx
	 * @param uri with the filter of the list
	 * @return the file
	 */
	@GET
	@Path("operations.{format:csv|xlsx}")
	public Response operations(@PathParam("format") String format, @Context UriInfo uri) {
		Operations.Visible visible = OperationsResource.visible(this);
		Operations.Filter filter = Operations.Filter.of(uri.getQueryParameters());
		Operations operations = bean(Operations.class);
		return table(format, "操作日志", List.of("时间", "用户", "姓名", "操作", "对象", "属性", "原值", "新值", "案件编号", "流程", "任务", "批注"),
				(table) -> operations.each(filter, visible, MAX_ROWS,
						(row) -> table.accept(new Object[] { Moments.text(row.at()), row.user(), row.userName(),
								row.operationLabel(), row.entityLabel(), row.propertyLabel(), row.oldValue(),
								row.newValue(), row.caseNo(), row.processName(), row.taskName(), row.annotation() })));
	}

	/**
	 * 决策审计
	 * @param format csv or xlsx
	 * @param uri with the filter of the list
	 * @return the file
	 */
	@GET
	@Path("decisions.{format:csv|xlsx}")
	public Response decisions(@PathParam("format") String format, @Context UriInfo uri) {
		Decisions.Visible visible = DecisionsResource.visible(this);
		Decisions.Filter filter = Decisions.Filter.of(uri.getQueryParameters());
		Decisions decisions = bean(Decisions.class);
		return table(format, "决策审计", List.of("时间", "决策表", "版本", "案件编号", "流程", "环节", "输入", "命中规则", "输出"),
				(table) -> decisions.each(filter, visible, MAX_ROWS,
						(row) -> table.accept(new Object[] { Moments.text(row.at()), row.name(), row.version(),
								row.caseNo(), row.processKey(), row.activityId(), values(row.inputs()),
								rules(row.rules()), values(row.outputs()) })));
	}

	private Response table(String format, String name, List<String> header, Rows rows) {
		StreamingOutput body = (out) -> {
			try (TableWriter table = format.equals("csv") ? TableWriter.csv(out, header)
					: TableWriter.xlsx(out, name, header)) {
				if (rows.writeTo(table::row)) {
					// Nobody is to take a part for the whole.
					table.row("（记录超过" + MAX_ROWS + "行，其余未导出，请缩小筛选范围）");
				}
			}
		};
		return file(body,
				format.equals("csv") ? "text/csv;charset=UTF-8"
						: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
				name + "-" + bean(Moments.class).today() + "." + format);
	}

	private static String values(List<Decisions.Value> values) {
		return values.stream()
			.map((value) -> value.name() + "：" + ((value.value() != null) ? value.value() : "（空）"))
			.collect(Collectors.joining("；"));
	}

	private static String rules(List<Decisions.Fired> rules) {
		return rules.stream()
			.map((rule) -> ((rule.number() != null) ? rule.number() + "　" : "")
					+ ((rule.description() != null) ? rule.description() : rule.ruleId()))
			.collect(Collectors.joining("；"));
	}

}
