package io.kefu.report;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.CaseDriver;
import io.kefu.KefuClient;
import io.kefu.ProcessTest;
import io.kefu.WebAppSession;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@ProcessTest("internal-report")
class InternalReportTests {

	private static final String KEY = InternalReportProcess.KEY;

	@LocalServerPort
	private int port;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	@Autowired
	private JdbcClient jdbc;

	private String content;

	@BeforeEach
	void aQuietWednesday() {
		this.content = "隐瞒超期案件" + UUID.randomUUID();
		CaseDriver.now("2026-07-15T10:00:00+08:00");
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void provenReportIsDecidedByTheHeadOfSupervisionAndCarriedOut() {
		String reportNo = received(reported("quality"));
		assertThat(reportNo).matches("JB-20260715-\\d{4,}");
		assertWaits(reportNo, "Task_AcceptReport", "supervision", "2026-07-20T10:00:00+08:00");
		this.cases.complete(reportNo, "Task_AcceptReport", Map.of("admitted", true));
		assertWaits(reportNo, "Task_InvestigateReport", "supervision", "2026-08-12T10:00:00+08:00");
		this.cases.complete(reportNo, "Task_InvestigateReport", Map.of("findings", "查阅记录属实", "proven", true));
		assertWaits(reportNo, "Task_DecideReport", "supervisionLead", "2026-07-22T10:00:00+08:00");
		this.cases.complete(reportNo, "Task_DecideReport", Map.of("decision", "通报批评，重新培训"));
		assertWaits(reportNo, "Task_CarryOutDecision", "supervision", "2026-07-29T10:00:00+08:00");
		this.cases.complete(reportNo, "Task_CarryOutDecision",
				Map.of("executionResult", "已通报", "reporterReply", "anonymous"));
		this.cases.assertEnded(reportNo, KEY, "EndEvent_ReportSettled");
	}

	@Test
	void reportOutsideTheScopeEndsWithAReason() {
		String reportNo = received(reported("dealer"));
		assertThat(this.cases.refusal(reportNo, "Task_AcceptReport", Map.of("admitted", false)))
			.containsExactly("admissionNote");
		this.cases.complete(reportNo, "Task_AcceptReport", Map.of("admitted", false, "admissionNote", "属于劳动争议"));
		this.cases.assertEnded(reportNo, KEY, "EndEvent_ReportRejected");
	}

	@Test
	void unprovenReportEndsWithTheFindings() {
		String reportNo = received(reported("finance"));
		this.cases.complete(reportNo, "Task_AcceptReport", Map.of("admitted", true));
		this.cases.complete(reportNo, "Task_InvestigateReport", Map.of("findings", "记录完整，时限已遵守", "proven", false));
		this.cases.assertEnded(reportNo, KEY, "EndEvent_ReportUnfounded");
	}

	@Test
	void supervisionIsToldTheNumberAndNothingElse() {
		String reportNo = received(reported("production"));
		List<String> bodies = this.jdbc
			.sql("select subject || body from notification where template = 'internal-report-filed' and subject like ?")
			.param("%" + reportNo)
			.query(String.class)
			.list();
		assertThat(bodies).singleElement().asString().contains("监督小组").doesNotContain(this.content);
		assertThat(this.jdbc.sql("select recipient from notification where subject like ?")
			.param("%" + reportNo)
			.query(String.class)
			.list()).containsOnly("supervision");
	}

	@Test
	void nothingTellsWhoReported() {
		String instance = reported("materials");
		received(instance);
		for (Map.Entry<String, String> column : Map
			.of("act_hi_procinst", "start_user_id_", "act_hi_op_log", "user_id_", "act_hi_identitylink", "user_id_")
			.entrySet()) {
			assertThat(this.jdbc
				.sql("select count(*) from " + column.getKey() + " where root_proc_inst_id_ = :instance and "
						+ column.getValue() + " is not null")
				.param("instance", instance)
				.query(Integer.class)
				.single()).as(column.getKey()).isZero();
		}
		assertThat(this.jdbc.sql("select count(*) from act_hi_procinst where id_ = ?")
			.param(instance)
			.query(Integer.class)
			.single()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "quality", "customerService", "management", "processOwner", "auditor", "admin" })
	void whoIsNotInSupervisionFindsNothingAnywhere(String login) {
		String instance = reported("quality");
		String reportNo = received(instance);
		String task = this.cases.task(reportNo, "Task_AcceptReport").getId();
		KefuClient reader = new KefuClient(this.port, login);
		Set<String> lists = Set.of("task?processInstanceId=", "process-instance?processInstanceIds=",
				"execution?processInstanceId=", "variable-instance?processInstanceIdIn=", "job?processInstanceId=",
				"history/process-instance?processInstanceId=", "history/activity-instance?processInstanceId=",
				"history/task?processInstanceId=", "history/variable-instance?processInstanceId=",
				"history/detail?processInstanceId=", "history/user-operation?processInstanceId=",
				"history/job-log?processInstanceId=", "history/incident?processInstanceId=",
				"history/decision-instance?processInstanceId=");
		for (String list : lists) {
			assertThat(reader.get("/engine-rest/" + list + instance).json().toString()).as(list).isIn("[]", "");
		}
		assertThat(reader.get("/engine-rest/task/" + task).status()).as("task").isIn(403, 404);
		assertThat(reader.get("/engine-rest/task/" + task + "/form-variables").status()).as("form").isIn(403, 404, 500);
		assertThat(reader.get("/engine-rest/process-instance/" + instance).status()).isIn(403, 404);
		assertThat(reader.get("/engine-rest/process-instance/" + instance + "/variables").json().toString())
			.doesNotContain(this.content);
		assertThat(reader.get("/engine-rest/history/process-instance/" + instance).status()).isIn(403, 404);
		assertThat(reader.submit(task, Map.of("admitted", true)).status()).as("submit").isBetween(400, 599);
		assertThat(this.cases.openSteps(reportNo)).containsExactly("Task_AcceptReport");
	}

	@ParameterizedTest
	@ValueSource(strings = { "auditor", "processOwner", "admin" })
	void cockpitsOwnListsNeitherShowNorCountReportsToOthers(String login) {
		String instance = reported("quality");
		received(instance);
		WebAppSession cockpit = WebAppSession.of(this.port, login, "cockpit");
		assertThat(listedRunning(cockpit)).isZero();
		assertThat(cockpit.cockpit("POST", "process-instance").findValuesAsText("id")).doesNotContain(instance);
		WebAppSession supervision = WebAppSession.of(this.port, "supervision", "cockpit");
		assertThat(listedRunning(supervision)).isPositive();
		assertThat(supervision.cockpit("POST", "process-instance").findValuesAsText("id")).contains(instance);
	}

	private int listedRunning(WebAppSession cockpit) {
		for (JsonNode process : cockpit.cockpit("GET", "process-definition/statistics")) {
			if (process.path("key").asText().equals(KEY)) {
				return process.path("instances").asInt();
			}
		}
		throw new AssertionError("not in the list: " + KEY);
	}

	@Test
	void supervisionFindsTheReportInItsListsAndItsHistory() {
		String instance = reported("quality");
		String reportNo = received(instance);
		KefuClient supervision = new KefuClient(this.port, "supervision");
		assertThat(supervision.get("/engine-rest/task?processInstanceBusinessKey=" + reportNo).json()).hasSize(1);
		assertThat(supervision.get("/engine-rest/history/variable-instance?processInstanceId=" + instance)
			.json()
			.findValuesAsText("value")).contains(this.content);
	}

	@Test
	void reportWithoutContentIsRefused() {
		KefuClient.Answer answer = new KefuClient(this.port, "quality").start(KEY, Map.of("reportCategory", "其他违规行为"));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactlyInAnyOrder("reportedParty",
				"reportContent");
	}

	/**
	 * Files a report over HTTP, as Tasklist does.
	 * @return the instance
	 */
	private String reported(String login) {
		KefuClient.Answer answer = new KefuClient(this.port, login).start(KEY,
				Map.of("reportCategory", "记录弄虚作假", "reportedParty", "某部门", "reportContent", this.content));
		assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
		return answer.json().path("id").asText();
	}

	/**
	 * Runs what happens by itself.
	 * @return the report's number
	 */
	private String received(String instance) {
		for (List<Job> jobs = jobs(instance); !jobs.isEmpty(); jobs = jobs(instance)) {
			jobs.forEach((job) -> this.management.executeJob(job.getId()));
		}
		return this.runtime.createProcessInstanceQuery().processInstanceId(instance).singleResult().getBusinessKey();
	}

	private List<Job> jobs(String instance) {
		return this.management.createJobQuery().processInstanceId(instance).messages().list();
	}

	private void assertWaits(String reportNo, String step, String group, String due) {
		assertThat(this.cases.openSteps(reportNo)).containsExactly(step);
		assertThat(this.cases.groups(reportNo, step)).containsExactly(group);
		this.cases.assertDue(reportNo, step, due);
	}

}
