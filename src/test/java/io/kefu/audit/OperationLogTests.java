package io.kefu.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.WebAppSession;
import io.kefu.WebAppSession.Answer;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 操作日志： who did what to what, with old and new value.
 */
@ApplicationTest
class OperationLogTests {

	@Autowired
	private ProbeProcess probe;

	@Autowired
	private TaskService tasks;

	@LocalServerPort
	private int port;

	private final String key = ProbeProcess.key();

	private final String caseNo = "KF-" + this.key;

	private String deployment;

	private String instance;

	private WebAppSession auditor;

	@BeforeEach
	void adminWorksOnATask() {
		this.deployment = this.probe.deploy(this.key, "操作样例");
		this.auditor = WebAppSession.of(this.port, "auditor", "cockpit");
		this.instance = this.probe.start(this.key, this.caseNo, "2026-03-02T09:00:00+08:00");
		this.probe.as("admin", () -> {
			String task = this.probe.task(this.instance).getId();
			this.tasks.claim(task, "admin");
			CaseDriver.now("2026-03-02T10:00:00+08:00");
			this.tasks.setAssignee(task, "production");
			CaseDriver.now("2026-03-03T09:00:00+08:00");
			this.tasks.setPriority(task, 90);
		});
		ClockUtil.reset();
	}

	@AfterEach
	void forget() {
		ClockUtil.reset();
		this.probe.remove(this.deployment);
	}

	@Test
	void rowSaysWhoChangedWhatFromWhatToWhat() {
		JsonNode rows = operations("caseNo=" + this.caseNo).path("rows");
		assertThat(rows.findValuesAsText("operation")).containsExactly("SetPriority", "Assign", "Claim");
		JsonNode assign = rows.path(1);
		assertThat(assign.path("at").asText()).isEqualTo("2026-03-02T10:00:00+08:00");
		assertThat(assign.path("user").asText()).isEqualTo("admin");
		assertThat(assign.path("userName").asText()).isNotEmpty().isNotEqualTo("admin");
		assertThat(assign.path("operationLabel").asText()).isEqualTo("指派");
		assertThat(assign.path("entity").asText()).isEqualTo("Task");
		assertThat(assign.path("entityLabel").asText()).isEqualTo("任务");
		assertThat(assign.path("property").asText()).isEqualTo("assignee");
		assertThat(assign.path("propertyLabel").asText()).isEqualTo("办理人");
		assertThat(assign.path("oldValue").asText()).isEqualTo("admin");
		assertThat(assign.path("newValue").asText()).isEqualTo("production");
		assertThat(assign.path("caseNo").asText()).isEqualTo(this.caseNo);
		assertThat(assign.path("processKey").asText()).isEqualTo(this.key);
		assertThat(assign.path("processName").asText()).isEqualTo("操作样例");
		assertThat(assign.path("taskName").asText()).isEqualTo("填写");
	}

	@Test
	void whatIsNotReadableIsTranslatedOrLeftOut() {
		String task = this.probe.task(this.instance).getId();
		this.probe.as("admin", () -> {
			CaseDriver.now("2026-03-04T09:00:00+08:00");
			this.tasks.setDueDate(task, CaseDriver.at("2026-03-05T18:00:00+08:00"));
			CaseDriver.now("2026-03-04T10:00:00+08:00");
			this.tasks.complete(task);
		});
		ClockUtil.reset();
		JsonNode rows = operations("caseNo=" + this.caseNo + "&from=2026-03-04").path("rows");
		JsonNode completed = rows.path(0);
		assertThat(completed.path("operationLabel").asText()).isEqualTo("完成");
		assertThat(completed.path("property").asText()).isEqualTo("delete");
		for (String said : List.of("propertyLabel", "oldValue", "newValue")) {
			assertThat(completed.path(said).isNull()).as(said).isTrue();
		}
		assertThat(rows.path(1).path("propertyLabel").asText()).isEqualTo("到期时间");
		assertThat(rows.path(1).path("newValue").asText()).isEqualTo("2026-03-05 18:00:00");
	}

	@Test
	void logIsFilteredByUserOperationEntityCaseAndDay() {
		String mine = "caseNo=" + this.caseNo;
		assertThat(operations(mine + "&operation=Assign").path("total").asInt()).isEqualTo(1);
		assertThat(operations(mine + "&user=admin").path("total").asInt()).isEqualTo(3);
		assertThat(operations(mine + "&user=production").path("total").asInt()).isZero();
		assertThat(operations(mine + "&entity=Task").path("total").asInt()).isEqualTo(3);
		assertThat(operations(mine + "&entity=Job").path("total").asInt()).isZero();
		assertThat(operations(mine + "&from=2026-03-02&to=2026-03-02").path("rows").findValuesAsText("operation"))
			.containsExactly("Assign", "Claim");
		assertThat(operations(mine + "&from=2026-03-03").path("rows").findValuesAsText("operation"))
			.containsExactly("SetPriority");
		assertThat(operations("caseNo=KF-none").path("total").asInt()).isZero();
	}

	@Test
	void pagesFollowOneAnotherWithoutGaps() {
		String task = this.probe.task(this.instance).getId();
		this.probe.as("admin", () -> {
			for (int i = 0; i < 60; i++) {
				CaseDriver.now("2026-03-04T09:00:00+08:00");
				this.tasks.setPriority(task, i);
			}
		});
		ClockUtil.reset();
		List<String> seen = new ArrayList<>();
		JsonNode first = operations("caseNo=" + this.caseNo);
		assertThat(first.path("rows")).hasSize(50);
		assertThat(first.path("total").asInt()).isEqualTo(63);
		first.path("rows").findValuesAsText("id").forEach(seen::add);
		JsonNode second = operations("caseNo=" + this.caseNo + "&after=" + first.path("next").asText());
		second.path("rows").findValuesAsText("id").forEach(seen::add);
		assertThat(second.path("next").isNull()).isTrue();
		assertThat(seen).hasSize(63).doesNotHaveDuplicates();
	}

	@Test
	void kindsToChooseFromAreChinese() {
		JsonNode kinds = this.auditor.json("operations/kinds");
		assertThat(kinds.path("operations").findValuesAsText("label")).contains("认领", "委派", "完成", "设置到期时间");
		assertThat(kinds.path("entities").findValuesAsText("label")).contains("任务", "流程实例", "授权");
	}

	@ParameterizedTest
	@CsvSource({ "operations?from=x, 参数“from”的值“x”不是日期，请按“2026-11-22”的格式填写",
			"operations?from=2026-03-02&to=2026-03-01, 结束日期“to”不能早于开始日期“from”",
			"operations?after=AAAA, 翻页位置“after”无效，请从第一页重新查询" })
	void badParametersAreRefusedInChinese(String path, String detail) {
		Answer response = this.auditor.audit(path);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.json().path("detail").asText()).isEqualTo(detail);
	}

	@Test
	void whoMayNotReadTheLogSeesOnlyWhatWasDoneInTheOwnProcesses() {
		String login = "probe" + UUID.randomUUID().toString().replace("-", "");
		this.probe.as("admin", () -> this.probe.user(login));
		try {
			WebAppSession clerk = WebAppSession.of(this.port, login, "cockpit");
			assertThat(clerk.json("operations").path("rows")).isEmpty();
			this.probe.mayReadHistory(login, this.key);
			assertThat(clerk.json("operations").path("total").asInt()).isEqualTo(3);
			assertThat(clerk.json("operations").path("rows").findValuesAsText("processKey")).containsOnly(this.key);
			assertThat(operations("entity=User").path("rows")).as("the auditor sees administration").isNotEmpty();
			assertThat(clerk.json("operations?entity=User").path("rows")).isEmpty();
		}
		finally {
			this.probe.removeUser(login);
		}
		for (String path : new String[] { "operations", "operations/kinds" }) {
			assertThat(WebAppSession.of(this.port, "customerService", "tasklist").audit(path).status()).as(path)
				.isEqualTo(403);
		}
	}

	private JsonNode operations(String query) {
		return this.auditor.json("operations?" + query);
	}

}
