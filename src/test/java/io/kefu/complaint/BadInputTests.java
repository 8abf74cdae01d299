package io.kefu.complaint;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kefu.ApplicationTest;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What bad input gets, over HTTP, as clerks and other systems send it.
 */
@ApplicationTest
class BadInputTests {

	private static final String DEFINITION = "/engine-rest/process-definition/key/complaint-closed-loop/";

	@LocalServerPort
	private int port;

	@Autowired
	private TaskService tasks;

	@Autowired
	private ManagementService management;

	@Autowired
	private JdbcClient jdbc;

	private KefuClient clerk;

	@BeforeEach
	void logIn() {
		this.clerk = new KefuClient(this.port, "customerService");
	}

	@ParameterizedTest
	@ValueSource(strings = { "start", "submit-form" })
	void complaintWithoutRequiredFieldsIsRefusedPerFieldWhicheverWayItComes(String way) {
		long before = cases();
		Answer answer = this.clerk.post(DEFINITION + way, Map.of("variables", Map.of()));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("errors").findValuesAsText("field")).contains("customerName", "channel",
				"description", "contactPhone");
		assertThat(answer.json().path("errors").findValuesAsText("message"))
			.allMatch((message) -> message.codePoints().anyMatch(Character::isIdeographic));
		assertThat(answer.json().path("message").asText()).isEqualTo(answer.detail());
		assertThat(cases()).isEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			contactPhone,  12-abc
			contactEmail,  wang(at)example.com
			channel,       telegram
			receivedAt,    2099-01-01T09:00:00+08:00
			receivedAt,    昨天
			""")
	void malformedFieldIsRefusedByItsName(String field, String value) {
		long before = cases();
		Answer answer = this.clerk.start("complaint-closed-loop", complaint(Map.of(field, value)));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly(field);
		assertThat(cases()).isEqualTo(before);
	}

	@Test
	void textOverItsLengthIsRefused() {
		Answer answer = this.clerk.start("complaint-closed-loop", complaint(Map.of("description", "长".repeat(4001))));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field(0)).isEqualTo("description");
	}

	@Test
	void fieldThatTheFormDoesNotHaveIsRefused() {
		Answer answer = this.clerk.start("complaint-closed-loop", complaint(Map.of("severity", "D")));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field(0)).isEqualTo("severity");
	}

	@Test
	void oralComplaintNeedsTheCustomersOwnWordsReadBack() {
		Answer answer = this.clerk.start("complaint-closed-loop", complaint(Map.of("channel", "hotline")));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactlyInAnyOrder("verbatim",
				"verified");
		assertThat(this.clerk
			.start("complaint-closed-loop",
					complaint(Map.of("channel", "hotline", "verbatim", "机器一开就响", "verified", true)))
			.status()).isEqualTo(200);
	}

	@Test
	void safetyQuestionMustBeAnsweredAndNothingChangesUntilItIs() {
		String task = openTask("Task_AcceptComplaint", registered());
		for (String way : List.of("complete", "submit-form")) {
			Answer answer = this.clerk.post("/engine-rest/task/" + task + "/" + way,
					Map.of("variables", KefuClient.variables(Map.of("kind", "product_quality"))));
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.field(0)).isEqualTo("safetyRisk");
		}
		Answer unknownKind = this.clerk.submit(task, Map.of("kind", "alien", "safetyRisk", false));
		assertThat(unknownKind.status()).isEqualTo(400);
		assertThat(unknownKind.field(0)).isEqualTo("kind");
		assertThat(this.tasks.createTaskQuery().taskId(task).count()).isOne();
		assertThat(this.tasks.getVariable(task, "kind")).isNull();
	}

	@Test
	void secondSubmissionOfTheSameTaskIsRefusedClearly() {
		String task = openTask("Task_AcceptComplaint", registered());
		assertThat(this.clerk.submit(task, acceptance()).status()).isEqualTo(204);
		Answer second = this.clerk.submit(task, acceptance());
		assertThat(second.status()).isEqualTo(409);
		assertThat(second.detail()).contains("已").contains("完成");
	}

	@Test
	void ofTwoSubmissionsAtTheSameTimeOneIsRefused() throws Exception {
		String task = openTask("Task_AcceptComplaint", registered());
		Callable<String> submission = () -> {
			Answer answer = this.clerk.submit(task, acceptance());
			return answer.status() + answer.json().toString();
		};
		ExecutorService clerks = Executors.newFixedThreadPool(2);
		try {
			List<Future<String>> answers = clerks.invokeAll(List.of(submission, submission));
			assertThat(List.of(answers.get(0).get(), answers.get(1).get())).anyMatch("204"::equals)
				.anyMatch((answer) -> answer.startsWith("409"));
		}
		finally {
			clerks.shutdown();
		}
	}

	@Test
	void satisfactionScoreOutsideOneToFiveIsRefused() {
		String caseNo = registered();
		handle(caseNo, "Task_AcceptComplaint", acceptance());
		handle(caseNo, "Task_ReplyFirst", Map.of("replySummary", "已受理", "repliedVia", "phone"));
		handle(caseNo, "Task_AnalyseCause", Map.of("rootCause", "原因", "shortTermMeasures", "措施"));
		handle(caseNo, "Task_ImplementImprovement", Map.of("implementationResult", "完成"));
		handle(caseNo, "Task_VerifyEffectiveness", Map.of("effective", true));
		handle(caseNo, "Task_WriteImprovementReport", Map.of("reportSummary", "报告"));
		handle(caseNo, "Task_ReplyResult", Map.of("replySummary", "结果"));
		String task = openTask("Task_FollowUp", caseNo);
		for (int score : new int[] { 0, 6 }) {
			Answer answer = this.clerk.submit(task, Map.of("satisfied", true, "satisfactionScore", score));
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.field(0)).isEqualTo("satisfactionScore");
		}
		assertThat(this.clerk.submit(task, Map.of("satisfied", true, "satisfactionScore", 5)).status()).isEqualTo(204);
	}

	@Test
	void replyToAClosedCaseIsRefused() {
		String caseNo = registered();
		handle(caseNo, "Task_AcceptComplaint", acceptance());
		String reply = openTask("Task_ReplyFirst", caseNo);
		assertThat(message("complaint-withdrawn", caseNo).status()).isEqualTo(204);
		Answer answer = this.clerk.submit(reply, Map.of("replySummary", "已受理", "repliedVia", "phone"));
		assertThat(answer.status()).isEqualTo(409);
		Answer late = message("customer-info-received", caseNo);
		assertThat(late.status()).isEqualTo(409);
		assertThat(late.detail()).contains("已撤回");
	}

	@Test
	void messageForAnUnknownCaseIsRefused() {
		Answer answer = message("complaint-withdrawn", "KF-20260101-9999");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.detail()).contains("不存在");
	}

	@Test
	void messageThatNoCaseWaitsForIsRefused() {
		Answer answer = message("customer-info-received", registered());
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.detail()).contains("没有案件在等待");
	}

	@Test
	void variableCannotBeSmuggledInBesideTheForm() {
		String task = openTask("Task_AcceptComplaint", registered());
		Answer answer = this.clerk.send("PUT", "/engine-rest/task/" + task + "/variables/severity",
				Map.of("value", "D", "type", "String"));
		assertThat(answer.status()).isBetween(400, 409);
		assertThat(
				this.clerk.post("/engine-rest/task/" + task + "/bpmnError", Map.of("errorCode", "measures-ineffective"))
					.status())
			.isBetween(400, 409);
	}

	@Test
	void dueDateOfAStepIsItsDeadlineAndNobodysToPutOff() {
		String task = "/engine-rest/task/" + openTask("Task_AcceptComplaint", registered());
		assertThat(this.clerk.post(task + "/claim", Map.of("userId", "customerService")).status()).isEqualTo(204);
		// All of it, as Tasklist does.
		ObjectNode shown = (ObjectNode) this.clerk.get(task).json();
		String due = shown.path("due").asText();
		for (String other : new String[] { "2099-01-01T09:00:00.000+0800", null }) {
			Answer refused = this.clerk.send("PUT", task, shown.deepCopy().put("due", other));
			assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
			assertThat(refused.field(0)).as(refused.toString()).isEqualTo("due");
			assertThat(refused.detail()).contains("案件事项登记");
		}
		ObjectNode followedUp = shown.deepCopy()
			.put("followUp", "2099-01-01T09:00:00.000+0800")
			.put("due", due.replaceFirst("\\.\\d+", ".000"));
		assertThat(this.clerk.send("PUT", task, followedUp).status()).as("in whole seconds, as Tasklist does")
			.isEqualTo(204);
		assertThat(this.clerk.get(task).json().path("followUp").asText()).startsWith("2099-01-01T01:00");
		assertThat(this.clerk.get(task).json().path("due").asText()).isEqualTo(due);
		Answer emergency = new KefuClient(this.port, "admin").send("PUT", task,
				shown.deepCopy().put("due", "2099-01-01T09:00:00.000+0800"));
		assertThat(emergency.status()).isEqualTo(204);
		assertThat(this.clerk.get(task).json().path("due").asText()).startsWith("2099-01-01T01:00");
	}

	@Test
	void malformedQuestionsToTheInterfaceAreRefusedInChinese() {
		assertThat(this.clerk.get("/api/cases?state=LOST").detail()).contains("LOST");
		assertThat(this.clerk.get("/api/cases?page=-1").status()).isEqualTo(400);
		assertThat(this.clerk.get("/api/cases/KF-20260101-9999").status()).isEqualTo(404);
		assertThat(this.clerk.get("/api/calendar/due?start=now&amount=3&unit=WORKING_DAY").status()).isEqualTo(400);
	}

	@Test
	void caseFileTellsTheWholeStoryAsTheCatalogueSays() {
		String caseNo = registered();
		handle(caseNo, "Task_AcceptComplaint", acceptance());
		Answer answer = this.clerk.get("/api/cases/" + caseNo);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().path("state").asText()).isEqualTo("OPEN");
		assertThat(answer.json().path("kind").asText()).isEqualTo("product_quality");
		assertThat(answer.json().path("severity").asText()).isEqualTo("C");
		assertThat(OffsetDateTime.parse(answer.json().path("receivedAt").asText())).isNotNull();
		assertThat(answer.json().path("clocks").findValuesAsText("policy")).contains("first-reply", "relay");
		assertThat(answer.json().path("events").findValuesAsText("type")).contains("REGISTERED", "TASK_COMPLETED",
				"CLASSIFIED");
		assertThat(answer.json().path("notifications").findValuesAsText("template"))
			.contains("complaint-acknowledgement");
		assertThat(this.clerk.get("/api/cases?state=OPEN&q=" + caseNo).json()).hasSize(1);
	}

	private Answer message(String name, String caseNo) {
		return this.clerk.post("/engine-rest/message", Map.of("messageName", name, "businessKey", caseNo));
	}

	private static Map<String, Object> complaint(Map<String, Object> deviations) {
		Map<String, Object> form = new HashMap<>(Map.of("customerName", "张三", "contactPhone", "13912345678", "channel",
				"email", "description", "开机后无画面"));
		form.putAll(deviations);
		return form;
	}

	private String registered() {
		Answer answer = this.clerk.start("complaint-closed-loop", complaint(Map.of()));
		assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
		return answer.json().path("businessKey").asText();
	}

	private static Map<String, Object> acceptance() {
		return Map.of("kind", "product_quality", "safetyRisk", false);
	}

	private String openTask(String step, String caseNo) {
		return this.tasks.createTaskQuery()
			.processInstanceBusinessKey(caseNo)
			.taskDefinitionKey(step)
			.singleResult()
			.getId();
	}

	private void handle(String caseNo, String step, Map<String, Object> form) {
		Answer answer = new KefuClient(this.port, "admin").submit(openTask(step, caseNo), form);
		assertThat(answer.status()).as(answer.json().toString()).isEqualTo(204);
		this.management.createJobQuery()
			.processInstanceId(this.jdbc.sql("select process_instance_id from service_case where case_no = ?")
				.param(caseNo)
				.query(String.class)
				.single())
			.messages()
			.list()
			.forEach((job) -> this.management.executeJob(job.getId()));
	}

	private long cases() {
		return this.jdbc.sql("select count(*) from service_case").query(Long.class).single();
	}

}
