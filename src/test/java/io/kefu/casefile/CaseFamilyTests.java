package io.kefu.casefile;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.KefuClient;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A case that several processes work on is one case.
 */
@ApplicationTest
class CaseFamilyTests {

	@Autowired
	private CaseDriver cases;

	@Autowired
	private TaskService tasks;

	@LocalServerPort
	private int port;

	@Test
	void caseFileShowsTheWholeFamilyOfProcessesAsOneTimeline() {
		String caseNo = this.cases.start("demand-handling",
				CaseDriver.filedBy("家族客户", Map.of("channel", "email", "inAnswerScope", true)));
		this.cases.complete(caseNo, "Task_CheckCustomerFile",
				Map.of("newProblem", true, "servicePeriodConfirmed", true));
		this.cases.complete(caseNo, "Task_AnalyseDemand", Map.of("demandType", "hardware"));
		this.tasks.claim(this.cases.task(caseNo, "Task_IntakeRepair").getId(), "customerService");
		this.cases.complete(caseNo, "Task_IntakeRepair",
				Map.of("productModel", "KF-300", "purchaseProof", false, "misuse", false));
		JsonNode file = new KefuClient(this.port, "customerService").get("/api/cases/" + caseNo).json();
		assertThat(file.path("instances").findValuesAsText("name")).containsExactly("用户服务需求处理", "硬件维修");
		assertThat(file.path("instances").findValuesAsText("state")).containsOnly("ACTIVE");
		assertThat(file.path("instances").get(0).path("processInstanceId").asText())
			.isEqualTo(file.path("processInstanceId").asText());
		List<String> timeline = file.path("events").findValuesAsText("text");
		assertThat(timeline).containsSubsequence("“记录并分析问题类型”已完成", "转入“硬件维修”", "待办“受理维修”", "“受理维修”由王芳领取", "“受理维修”已完成");
		this.cases.complete(caseNo, "Task_AgreeMode", Map.of("serviceMode", "decline"));
		file = new KefuClient(this.port, "customerService").get("/api/cases/" + caseNo).json();
		assertThat(file.path("instances").findValuesAsText("state")).containsExactly("ACTIVE", "COMPLETED");
		assertThat(file.path("state").asText()).as("only the first process closes the case").isEqualTo("OPEN");
		assertThat(file.path("events").findValuesAsText("text")).contains("“硬件维修”已结束");
	}

}
