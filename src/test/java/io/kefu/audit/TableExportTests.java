package io.kefu.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.WebAppSession;
import io.kefu.WebAppSession.Answer;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The exported files hold what the list shows with the same filter, all pages of it.
 */
@ApplicationTest
class TableExportTests {

	@Autowired
	private ProbeProcess probe;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private TaskService tasks;

	@LocalServerPort
	private int port;

	private final String key = ProbeProcess.key();

	private final List<String> deployments = new ArrayList<>();

	private WebAppSession auditor;

	@BeforeEach
	void logIn() {
		this.auditor = WebAppSession.of(this.port, "auditor", "cockpit");
	}

	@AfterEach
	void forget() {
		ClockUtil.reset();
		this.deployments.forEach(this.probe::remove);
	}

	@Test
	void operationsAreExportedOverAllPagesAsTheListShowsThem() throws IOException {
		this.deployments.add(this.probe.deploy(this.key, "导出样例"));
		String instance = this.probe.start(this.key, "KF-" + this.key, "2026-03-02T09:00:00+08:00");
		String task = this.probe.task(instance).getId();
		this.probe.as("admin", () -> {
			for (int i = 0; i < 55; i++) {
				this.tasks.setPriority(task, i);
			}
			this.tasks.setDescription(task, "=cmd|' /C calc'!A0");
		});
		String filter = "?caseNo=KF-" + this.key;
		List<JsonNode> listed = listed("operations" + filter);
		List<List<String>> csv = csv("operations.csv" + filter);
		assertThat(csv.get(0)).containsExactly("时间", "用户", "姓名", "操作", "对象", "属性", "原值", "新值", "案件编号", "流程", "任务",
				"批注");
		assertThat(csv).hasSize(57).hasSize(listed.size() + 1);
		for (int i = 0; i < listed.size(); i++) {
			JsonNode row = listed.get(i);
			assertThat(csv.get(i + 1)).containsExactly(time(row.path("at")), text(row, "user"), text(row, "userName"),
					text(row, "operationLabel"), text(row, "entityLabel"), text(row, "propertyLabel"),
					text(row, "oldValue"), text(row, "newValue").replaceFirst("^=", "'="), "KF-" + this.key, "导出样例",
					"填写", "");
		}
		assertThat(csv.stream().flatMap(List::stream)).contains("'=cmd|' /C calc'!A0");
		assertThat(xlsx("operations.xlsx" + filter).stream().flatMap(List::stream)).contains("=cmd|' /C calc'!A0")
			.contains("设置优先级");
		assertThat(xlsx("operations.xlsx" + filter)).hasSize(57);
	}

	@Test
	void decisionsAreExportedWithInputsRulesAndOutputs() throws IOException {
		this.deployments.add(this.probe.deployTable(this.key, 100));
		this.probe.evaluate(this.key, 5, "2026-03-02T09:00:00+08:00");
		this.probe.evaluate(this.key, 500, "2026-03-03T09:00:00+08:00");
		String filter = "?decision=" + this.key;
		List<List<String>> csv = csv("decisions.csv" + filter);
		assertThat(csv.get(0)).containsExactly("时间", "决策表", "版本", "案件编号", "流程", "环节", "输入", "命中规则", "输出");
		assertThat(csv.get(1)).startsWith("2026-03-03 09:00:00", "规模", "1").contains("数量：500", "3　规则大");
		assertThat(csv.get(2)).containsExactly("2026-03-02 09:00:00", "规模", "1", "", "", "", "数量：5", "1　规则小",
				"规模：小；说明：少于十");
		assertThat(csv).hasSize(3);
		assertThat(csv("decisions.csv" + filter + "&rule=Rule_Small")).hasSize(2);
		assertThat(xlsx("decisions.xlsx" + filter)).isEqualTo(csv);
	}

	@Test
	void instancesAreExportedAsTheListShowsThem() throws IOException {
		String customer = "=导出客户" + this.key;
		String caseNo = this.cases.start("demand-handling",
				CaseDriver.filedBy(customer, Map.of("channel", "email", "inAnswerScope", true)));
		String filter = "?sort=startedAt&order=asc&caseNo=" + caseNo;
		List<JsonNode> listed = listed("instances" + filter);
		List<List<String>> csv = csv("instances.csv" + filter);
		assertThat(csv.get(0)).containsExactly("案件编号", "流程", "版本", "状态", "开始时间", "结束时间", "用时（秒）", "发起人", "姓名", "严重程度",
				"客户", "超时次数", "实例编号");
		assertThat(csv).hasSize(listed.size() + 1);
		for (int i = 0; i < listed.size(); i++) {
			assertThat(csv.get(i + 1)).startsWith(caseNo, text(listed.get(i), "processName"))
				.contains(time(listed.get(i).path("startedAt")), "'" + customer)
				.endsWith(text(listed.get(i), "id"));
		}
		assertThat(csv.get(1).get(3)).isIn("进行中", "已完成");
		assertThat(xlsx("instances.xlsx" + filter)).hasSameSizeAs(csv);
	}

	@ParameterizedTest
	@CsvSource({ "operations.csv, csv, text/csv;charset=UTF-8, 操作日志",
			"decisions.xlsx, xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, 决策审计",
			"instances.csv, csv, text/csv;charset=UTF-8, 历史实例" })
	void fileHasAChineseName(String path, String suffix, String type, String name) {
		CaseDriver.now("2020-05-31T12:00:00+08:00");
		Answer file = this.auditor.audit("export/" + path + "?from=1999-01-01&to=1999-01-01");
		assertThat(file.status()).isEqualTo(200);
		assertThat(file.type()).isEqualTo(type);
		assertThat(file.header("Content-Disposition")).startsWith("attachment;")
			.endsWith("filename*=UTF-8''" + WebAppSession.encoded(name) + "-2020-05-31." + suffix);
	}

	@ParameterizedTest
	@ValueSource(strings = { "operations.csv?from=x", "decisions.xlsx?rule=Rule_1", "instances.csv?state=x",
			"instances.csv?process=none" })
	void badParametersAreRefusedInsteadOfAFile(String path) {
		Answer response = this.auditor.audit("export/" + path);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.json().path("detail").asText()).containsPattern("\\p{IsHan}");
	}

	@Test
	void exportsKeepToWhatTheUserMaySee() throws IOException {
		String caseNo = this.cases.start("demand-handling",
				CaseDriver.filedBy("看不见" + this.key, Map.of("channel", "email", "inAnswerScope", true)));
		String login = "probe" + UUID.randomUUID().toString().replace("-", "");
		this.probe.user(login);
		try {
			WebAppSession clerk = WebAppSession.of(this.port, login, "cockpit");
			for (String list : List.of("instances", "operations", "decisions")) {
				assertThat(records(clerk.audit("export/" + list + ".csv?caseNo=" + caseNo))).as(list).hasSize(1);
			}
			assertThat(csv("instances.csv?caseNo=" + caseNo)).hasSizeGreaterThan(1);
		}
		finally {
			this.probe.removeUser(login);
		}
		WebAppSession noCockpit = WebAppSession.of(this.port, "customerService", "tasklist");
		for (String list : List.of("instances", "operations", "decisions")) {
			assertThat(noCockpit.audit("export/" + list + ".csv").status()).as(list).isEqualTo(403);
		}
	}

	private List<JsonNode> listed(String path) {
		List<JsonNode> rows = new ArrayList<>();
		for (String after = ""; after != null;) {
			JsonNode page = this.auditor.json(path + "&after=" + after);
			page.path("rows").forEach(rows::add);
			after = page.path("next").textValue();
		}
		return rows;
	}

	private List<List<String>> csv(String path) {
		Answer response = this.auditor.audit("export/" + path);
		assertThat(response.status()).as(path).isEqualTo(200);
		return records(response);
	}

	private static List<List<String>> records(Answer response) {
		String text = response.text();
		assertThat(text).startsWith("\uFEFF");
		return CsvReader.builder().ofCsvRecord(text.substring(1)).stream().map(CsvRecord::getFields).toList();
	}

	private List<List<String>> xlsx(String path) throws IOException {
		Answer response = this.auditor.audit("export/" + path);
		assertThat(response.status()).as(path).isEqualTo(200);
		List<List<String>> rows = new ArrayList<>();
		try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(response.body()))) {
			int columns = 0;
			for (Row row : workbook.getFirstSheet().read()) {
				columns = Math.max(columns, row.getCellCount());
				List<String> cells = new ArrayList<>();
				for (int i = 0; i < columns; i++) {
					cells.add((i < row.getCellCount()) ? row.getCellText(i) : "");
				}
				rows.add(cells);
			}
		}
		return rows;
	}

	private static String time(JsonNode at) {
		return at.asText().substring(0, 19).replace('T', ' ');
	}

	private static String text(JsonNode row, String field) {
		return row.path(field).isNull() ? "" : row.path(field).asText();
	}

}
