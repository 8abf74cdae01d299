package io.kefu.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.WebAppSession;
import io.kefu.WebAppSession.Answer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * 实例审计： a repair in which nearly everything happened, told from the records.
 */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class InstanceAuditTests {

	@LocalServerPort
	private int port;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private CaseDriver cases;

	private AuditFixture fixture;

	private WebAppSession auditor;

	private String caseNo;

	private String demandId;

	private String repairId;

	private JsonNode demand;

	private JsonNode repair;

	private String deployment;

	@BeforeAll
	void work() {
		this.fixture = new AuditFixture(this.engine, this.cases);
		this.auditor = WebAppSession.of(this.port, "auditor", "cockpit");
		this.caseNo = this.fixture.demandInRepair("审计客户" + UUID.randomUUID().toString().substring(0, 8),
				"2026-04-01T10:00:00+08:00");
		this.demandId = this.fixture.instance(this.caseNo, "demand-handling");
		this.repairId = this.fixture.instance(this.caseNo, "hardware-repair");
		RuntimeService runtime = this.engine.getRuntimeService();
		TaskService tasks = this.engine.getTaskService();
		String task = this.cases.task(this.caseNo, "Task_AgreeMode").getId();
		CaseDriver.now("2026-04-01T10:05:00+08:00");
		this.fixture.as("customerService", () -> {
			tasks.claim(task, "customerService");
			tasks.createComment(task, this.repairId, "客户下午在家");
			tasks.createAttachment("url", task, this.repairId, "现场照片", "客户所发", "https://example.com/photo");
			tasks.delegateTask(task, "customerServiceLead");
		});
		CaseDriver.now("2026-04-01T10:10:00+08:00");
		this.fixture.as("customerServiceLead", () -> {
			tasks.resolveTask(task);
			tasks.setDueDate(task, CaseDriver.at("2026-04-03T18:00:00+08:00"));
		});
		CaseDriver.now("2026-04-01T10:15:00+08:00");
		this.fixture.as("admin", () -> runtime.setVariable(this.repairId, "remedySought", "换新"));
		Job timer = this.cases.timer(this.caseNo, "Event_AgreeModeOverdue");
		this.fixture.as("admin", () -> this.engine.getManagementService().setJobRetries(timer.getId(), 0));
		CaseDriver.now("2026-04-01T10:20:00+08:00");
		this.fixture.as("admin", () -> this.engine.getManagementService().setJobRetries(timer.getId(), 3));
		CaseDriver.now("2026-04-02T10:00:00+08:00");
		this.cases.fire(this.caseNo, "Event_AgreeModeOverdue");
		this.cases.fire(this.caseNo, "Event_AgreeModeOverdue");
		CaseDriver.now("2026-04-02T10:30:00+08:00");
		this.fixture.work("customerService", this.caseNo, "Task_AgreeMode", Map.of("serviceMode", "phone"));
		CaseDriver.now("2026-04-02T10:40:00+08:00");
		this.fixture.work("customerService", this.caseNo, "Task_SolveByPhone",
				Map.of("solved", false, "phoneAdvice", "请断电重启"));
		CaseDriver.now("2026-04-02T10:50:00+08:00");
		this.fixture.work("customerService", this.caseNo, "Task_AgreeMode", Map.of("serviceMode", "phone"));
		CaseDriver.now("2026-04-02T11:00:00+08:00");
		this.fixture.work("customerService", this.caseNo, "Task_SolveByPhone",
				Map.of("solved", true, "phoneAdvice", "调整温控"));
		ClockUtil.reset();
		this.demand = this.auditor.json("instances/" + this.demandId);
		this.repair = this.auditor.json("instances/" + this.repairId);
	}

	@AfterAll
	void clear() {
		ClockUtil.reset();
		if (this.deployment != null) {
			this.engine.getRepositoryService().deleteDeployment(this.deployment, true);
		}
	}

	@Test
	void instanceIsTheRowOfTheListWithItsVersion() {
		JsonNode row = this.repair.path("instance");
		assertThat(row.path("id").asText()).isEqualTo(this.repairId);
		assertThat(row.path("state").asText()).isEqualTo("completed");
		assertThat(row.path("missed").asInt()).isEqualTo(1);
		assertThat(this.repair.path("deleteReason").isNull()).isTrue();
		JsonNode definition = this.repair.path("definition");
		assertThat(definition.path("key").asText()).isEqualTo("hardware-repair");
		assertThat(definition.path("name").asText()).isEqualTo("硬件维修");
		assertThat(definition.path("versionTag").asText()).isEqualTo("1.0");
		assertThat(definition.path("version").asInt()).isPositive();
		assertThat(definition.path("deployedAt").asText()).endsWith("+08:00");
	}

	@Test
	void diagramIsTheOneOfTheVersionItRanOn() {
		Answer answer = this.auditor.audit("instances/" + this.repairId + "/diagram");
		assertThat(answer.type()).startsWith("text/xml");
		assertThat(answer.text()).contains("<bpmn:process id=\"hardware-repair\"", "协商").contains("bpmndi:BPMNShape");
	}

	@Test
	void loopsAreCountedAndTimesSummedUp() {
		JsonNode agree = activity(this.repair, "Task_AgreeMode");
		assertThat(agree.path("name").asText()).isEqualTo("商定维修方式");
		assertThat(agree.path("type").asText()).isEqualTo("userTask");
		assertThat(agree.path("count").asInt()).isEqualTo(2);
		assertThat(agree.path("running").asInt()).isZero();
		assertThat(agree.path("canceled").asInt()).isZero();
		assertThat(agree.path("totalMs").asLong()).isEqualTo((24 * 60 + 30 + 10) * 60_000L);
		JsonNode next = activity(this.demand, "Task_TrackInTime");
		assertThat(next.path("running").asInt()).isEqualTo(1);
		assertThat(next.path("totalMs").asLong()).as("until now").isPositive();
	}

	@Test
	void takenFlowsAreThoseOfThePathAndNoOthers() {
		assertThat(texts(this.repair.path("flows"))).containsExactlyInAnyOrder("Flow_FaultReported_To_OpenCase",
				"Flow_OpenCase_To_IntakeRepair", "Flow_IntakeRepair_To_JudgeWarranty",
				"Flow_JudgeWarranty_To_ChooseAgain", "Flow_ChooseAgain_To_ChooseSolution",
				"Flow_SolutionSought_To_AgreeAgain", "Flow_AgreeAgain_To_AgreeMode", "Flow_AgreeMode_To_ServiceMode",
				"Flow_ServiceMode_To_SolveByPhone", "Flow_SolveByPhone_To_SolvedByPhone",
				"Flow_SolvedByPhone_To_AgreeAgain", "Flow_SolvedByPhone_To_SolutionFound",
				"Flow_SolutionFound_To_SolutionFound", "Flow_ChooseSolution_To_Solution", "Flow_Solution_To_Solved",
				"Flow_Solved_To_Settle", "Flow_ServiceDone_To_Charged", "Flow_Charged_To_Invoiced",
				"Flow_Invoiced_To_SurveyDue", "Flow_SurveyDue_To_Surveyed", "Flow_Surveyed_To_Settled",
				"Flow_Settle_To_ReadyToFinish", "Flow_ReadyToFinish_To_FinishCase", "Flow_FinishCase_To_RepairFinished",
				"Flow_AgreeModeOverdue_To_AgreeModeEscalated", "Flow_DeadlineReached_To_EscalateOverdue",
				"Flow_EscalateOverdue_To_OverdueEscalated");
	}

	@Test
	void timelineIsInOrderAndEveryEntryIsReadable() {
		for (JsonNode audit : List.of(this.demand, this.repair)) {
			List<String> times = audit.path("timeline").findValuesAsText("at");
			assertThat(times).isSorted().allMatch((at) -> at.endsWith("+08:00"));
			audit.path("timeline").forEach((entry) -> {
				assertThat(entry.path("kind").asText()).isIn("activity", "task", "variable", "decision", "message",
						"clock", "incident", "job", "comment", "attachment", "call", "operation", "case");
				assertThat(entry.path("title").asText()).as(entry.toString()).isNotBlank().isNotEqualTo("null");
				assertThat(entry.path("text").asText()).as(entry.toString()).isNotBlank().isNotEqualTo("null");
				assertThat(entry.path("actorName").asText()).as(entry.toString()).isNotBlank();
			});
		}
	}

	@Test
	void timelineTellsWhoClaimedDelegatedAndCompleted() {
		JsonNode claimed = entry(this.repair, "task", (e) -> at(e, "2026-04-01T10:05") && text(e).contains("认领"));
		assertThat(claimed.path("actor").asText()).isEqualTo("customerService");
		assertThat(claimed.path("actorName").asText()).isEqualTo("王芳");
		assertThat(claimed.path("title").asText()).isEqualTo("商定维修方式");
		assertThat(claimed.path("activityId").asText()).isEqualTo("Task_AgreeMode");
		assertThat(claimed.path("property").asText()).isEqualTo("办理人");
		assertThat(claimed.path("newValue").asText()).isEqualTo("customerService");
		JsonNode delegated = entry(this.repair, "task",
				(e) -> text(e).contains("委派") && "办理人".equals(e.path("property").asText()));
		assertThat(delegated.path("oldValue").asText()).isEqualTo("customerService");
		assertThat(delegated.path("newValue").asText()).isEqualTo("customerServiceLead");
		JsonNode completed = entry(this.repair, "task", (e) -> at(e, "2026-04-02T10:30") && text(e).startsWith("已完成"));
		assertThat(completed.path("actor").asText()).isEqualTo("customerService");
		assertThat(text(completed)).contains("用时1天30分");
		entry(this.repair, "task", (e) -> text(e).contains("设置候选部门") && "客户服务部".equals(e.path("newValue").asText())
				&& "商定维修方式".equals(e.path("title").asText()) && at(e, "2026-04-01T10:00"));
	}

	@Test
	void timelineTellsChangedVariablesAndDueDatesWithOldAndNewValue() {
		JsonNode changed = entry(this.repair, "variable",
				(e) -> "remedySought".equals(e.path("variable").asText()) && at(e, "2026-04-01T10:15"));
		assertThat(changed.path("actor").asText()).isEqualTo("admin");
		assertThat(changed.path("oldValue").asText()).isEqualTo("尽快修复");
		assertThat(changed.path("newValue").asText()).isEqualTo("换新");
		JsonNode due = entry(this.repair, "task",
				(e) -> "到期时间".equals(e.path("property").asText()) && at(e, "2026-04-01T10:10"));
		assertThat(due.path("actor").asText()).isEqualTo("customerServiceLead");
		assertThat(due.path("newValue").asText()).isEqualTo("2026-04-03 18:00:00");
		assertThat(entry(this.repair, "task",
				(e) -> e.path("text").asText().startsWith("待办产生")
						&& "Task_AgreeMode".equals(e.path("activityId").asText()))
			.path("text")
			.asText()).isEqualTo("待办产生，到期时间 " + due.path("oldValue").asText());
		assertThat(due.path("oldValue").asText()).startsWith("2026-04-");
		JsonNode mode = entry(this.repair, "variable",
				(e) -> "serviceMode".equals(e.path("variable").asText()) && at(e, "2026-04-02T10:30"));
		assertThat(mode.path("activityId").asText()).isEqualTo("Task_AgreeMode");
		assertThat(mode.path("property").asText()).as("as on the form").isEqualTo("解决方式");
		assertThat(mode.path("newValue").asText()).as("the option as on the form").isEqualTo("电话解决");
		JsonNode solved = entry(this.repair, "variable",
				(e) -> "solved".equals(e.path("variable").asText()) && at(e, "2026-04-02T11:00"));
		assertThat(solved.path("newValue").asText()).isEqualTo("是");
		JsonNode list = entry(this.demand, "variable", (e) -> "fileContacts".equals(e.path("variable").asText()));
		assertThat(list.path("newValue").asText()).as("a list is text, too").startsWith("[").contains("王芳");
	}

	@Test
	void variablesHaveTheNamesThatPeopleKnow() {
		for (JsonNode audit : List.of(this.demand, this.repair)) {
			List<JsonNode> variables = new ArrayList<>();
			audit.path("timeline").forEach((entry) -> {
				if (entry.path("kind").asText().equals("variable")) {
					variables.add(entry);
				}
			});
			assertThat(variables).hasSizeGreaterThan(20)
				.allSatisfy((entry) -> assertThat(entry.path("title").asText()).as(entry.toString())
					.containsPattern("\\p{IsHan}")
					.isEqualTo(entry.path("property").asText()));
		}
		entry(this.repair, "variable",
				(e) -> "customerName".equals(e.path("variable").asText()) && "客户名称".equals(e.path("title").asText()));
		entry(this.demand, "variable",
				(e) -> "caseNo".equals(e.path("variable").asText()) && "案件编号".equals(e.path("title").asText()));
	}

	@Test
	void decisionsShowTheirInputsAndTheRulesThatFired() {
		JsonNode warranty = null;
		for (JsonNode decision : this.repair.path("decisions")) {
			warranty = decision.path("decisionKey").asText().equals("warranty") ? decision : warranty;
		}
		assertThat(warranty).isNotNull();
		assertThat(warranty.path("version").asInt()).isPositive();
		assertThat(warranty.path("activityId").asText()).isEqualTo("Task_JudgeWarranty");
		assertThat(warranty.path("at").asText()).startsWith("2026-04-01T10:00");
		assertThat(warranty.path("inputs").findValuesAsText("name")).isNotEmpty().allMatch((name) -> !name.isBlank());
		JsonNode rule = warranty.path("rules").get(0);
		assertThat(rule.path("number").asInt()).isPositive();
		assertThat(rule.path("ruleId").asText()).isNotBlank();
		assertThat(rule.path("description").asText()).containsPattern("\\p{IsHan}");
		assertThat(rule.path("outputs").findValuesAsText("value")).contains("无购买证明，序列号不可查");
		JsonNode told = entry(this.repair, "decision",
				(e) -> e.path("activityId").asText().equals("Task_JudgeWarranty"));
		assertThat(text(told)).isEqualTo("命中规则：第" + rule.path("number").asInt() + "条");
		assertThat(told.path("ref").asText()).isEqualTo(warranty.path("id").asText());
	}

	@Test
	void clocksAndTheirBreachesAreTold() {
		JsonNode agreed = null;
		for (JsonNode clock : this.repair.path("clocks")) {
			agreed = (clock.path("breached").asBoolean()) ? clock : agreed;
		}
		assertThat(agreed).isNotNull();
		assertThat(agreed.path("state").asText()).isEqualTo("BREACHED");
		assertThat(agreed.path("startedAt").asText()).startsWith("2026-04-01T10:00");
		assertThat(agreed.path("stoppedAt").asText()).startsWith("2026-04-02T10:30");
		String label = agreed.path("label").asText();
		JsonNode started = entry(this.repair, "clock",
				(e) -> label.equals(e.path("title").asText()) && text(e).startsWith("开始计时") && at(e, "2026-04-01"));
		assertThat(started.path("newValue").asText()).startsWith("2026-04-0");
		entry(this.repair, "clock", (e) -> label.equals(e.path("title").asText()) && text(e).equals("即将到期"));
		entry(this.repair, "clock", (e) -> label.equals(e.path("title").asText()) && text(e).equals("已超期"));
		entry(this.repair, "clock", (e) -> label.equals(e.path("title").asText()) && text(e).startsWith("停止计时（已超期）"));
	}

	@Test
	void messagesAndEventsOfTheCaseAreTold() {
		assertThat(this.demand.path("messages").findValuesAsText("template")).contains("case-acknowledgement");
		JsonNode message = this.demand.path("messages").get(0);
		assertThat(message.path("channel").asText()).isEqualTo("email");
		assertThat(message.path("recipient").asText()).isEqualTo("customer");
		assertThat(message.path("recipientName").asText()).isEqualTo("客户");
		assertThat(this.demand.path("messages").findValuesAsText("recipientName"))
			.allMatch((name) -> name.matches("\\p{IsHan}+"));
		assertThat(message.has("state")).isTrue();
		assertThat(message.has("sentAt")).isTrue();
		entry(this.demand, "message", (e) -> text(e).contains("将向“客户”"));
		entry(this.demand, "case",
				(e) -> text(e).startsWith("案件已登记") && "customerService".equals(e.path("actor").asText()));
	}

	@Test
	void incidentAndRetriesAreTold() {
		JsonNode incident = this.repair.path("incidents").get(0);
		assertThat(incident.path("type").asText()).isEqualTo("failedJob");
		assertThat(incident.path("at").asText()).startsWith("2026-04-01T10:15");
		assertThat(incident.path("resolvedAt").asText()).startsWith("2026-04-01T10:20");
		entry(this.repair, "incident", (e) -> text(e).startsWith("发生异常") && at(e, "2026-04-01T10:15"));
		entry(this.repair, "incident", (e) -> text(e).equals("异常已解决") && at(e, "2026-04-01T10:20"));
		JsonNode retries = entry(this.repair, "operation",
				(e) -> "重试次数".equals(e.path("property").asText()) && at(e, "2026-04-01T10:20"));
		assertThat(retries.path("actor").asText()).isEqualTo("admin");
		assertThat(retries.path("newValue").asText()).isEqualTo("3");
	}

	@Test
	void failureOfAJobIsToldWithTheRetriesThatAreLeft() {
		this.deployment = this.engine.getRepositoryService()
			.createDeployment()
			.addModelInstance("audit-failing.bpmn",
					Bpmn.createExecutableProcess("audit-failing")
						.camundaHistoryTimeToLiveString("P1D")
						.startEvent()
						.serviceTask("Task_Fails")
						.name("办结")
						.camundaDelegateExpression("#{finishCaseDelegate}")
						.camundaAsyncBefore()
						.endEvent()
						.done())
			.deploy()
			.getId();
		ProcessInstance instance = this.engine.getRuntimeService().startProcessInstanceByKey("audit-failing");
		Job job = this.engine.getManagementService()
			.createJobQuery()
			.processInstanceId(instance.getId())
			.singleResult();
		assertThatThrownBy(() -> this.engine.getManagementService().executeJob(job.getId())).isNotNull();
		JsonNode failed = entry(this.auditor.json("instances/" + instance.getId()), "job", (e) -> true);
		assertThat(failed.path("title").asText()).isEqualTo("办结");
		assertThat(text(failed)).startsWith("执行失败");
		assertThat(failed.path("property").asText()).isEqualTo("剩余重试次数");
		assertThat(failed.path("newValue").asText()).matches("\\d");
	}

	@Test
	void callingAndCalledProcessesLeadToEachOther() {
		assertThat(this.demand.path("caller").isNull()).isTrue();
		assertThat(this.repair.path("caller").path("id").asText()).isEqualTo(this.demandId);
		assertThat(this.repair.path("caller").path("processName").asText()).isEqualTo("用户服务需求处理");
		JsonNode called = this.demand.path("called").get(0);
		assertThat(called.path("id").asText()).isEqualTo(this.repairId);
		assertThat(called.path("processKey").asText()).isEqualTo("hardware-repair");
		assertThat(called.path("activityId").asText()).startsWith("CallActivity_");
		assertThat(called.path("state").asText()).isEqualTo("completed");
		JsonNode call = entry(this.demand, "call", (e) -> true);
		assertThat(text(call)).isEqualTo("调用流程“硬件维修”");
		assertThat(call.path("ref").asText()).isEqualTo(this.repairId);
	}

	@Test
	void commentsAndAttachmentsAreThereWithTheirAuthors() {
		JsonNode comment = this.repair.path("comments").get(0);
		assertThat(comment.path("text").asText()).isEqualTo("客户下午在家");
		assertThat(comment.path("user").asText()).isEqualTo("customerService");
		JsonNode attachment = this.repair.path("attachments").get(0);
		assertThat(attachment.path("name").asText()).isEqualTo("现场照片");
		assertThat(attachment.path("url").asText()).isEqualTo("https://example.com/photo");
		entry(this.repair, "comment", (e) -> text(e).equals("客户下午在家"));
		entry(this.repair, "attachment", (e) -> text(e).contains("现场照片"));
	}

	@Test
	void reasonOfATerminationIsTold() {
		String terminated = this.fixture.demandInRepair("终止客户" + UUID.randomUUID().toString().substring(0, 8),
				"2026-04-03T10:00:00+08:00");
		String id = this.fixture.instance(terminated, "demand-handling");
		this.fixture.as("admin", () -> this.engine.getRuntimeService().deleteProcessInstance(id, "重复登记"));
		ClockUtil.reset();
		JsonNode audit = this.auditor.json("instances/" + id);
		assertThat(audit.path("instance").path("state").asText()).isEqualTo("terminated");
		assertThat(audit.path("deleteReason").asText()).isEqualTo("重复登记");
		entry(audit, "operation", (e) -> text(e).equals("流程实例终止：重复登记"));
		JsonNode deleted = entry(audit, "operation", (e) -> text(e).startsWith("删除"));
		assertThat(deleted.path("actor").asText()).isEqualTo("admin");
		JsonNode call = null;
		for (JsonNode activity : audit.path("activities")) {
			call = activity.path("type").asText().equals("callActivity") ? activity : call;
		}
		assertThat(call).isNotNull();
		assertThat(call.path("canceled").asInt()).isEqualTo(1);
	}

	@Test
	void unknownInstanceIsNotFound() {
		Answer answer = this.auditor.audit("instances/no-such-instance");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.json().path("detail").asText()).isEqualTo("流程实例不存在，或您无权查看");
	}

	private static JsonNode activity(JsonNode audit, String id) {
		for (JsonNode activity : audit.path("activities")) {
			if (activity.path("activityId").asText().equals(id)) {
				return activity;
			}
		}
		throw new AssertionError(id + " is not among " + audit.path("activities"));
	}

	private static JsonNode entry(JsonNode audit, String kind, Predicate<JsonNode> wanted) {
		List<JsonNode> ofKind = new ArrayList<>();
		audit.path("timeline").forEach((entry) -> {
			if (entry.path("kind").asText().equals(kind)) {
				ofKind.add(entry);
			}
		});
		return ofKind.stream().filter(wanted).findFirst().orElseThrow(() -> new AssertionError("only " + ofKind));
	}

	private static boolean at(JsonNode entry, String moment) {
		return entry.path("at").asText().startsWith(moment);
	}

	private static String text(JsonNode entry) {
		return entry.path("text").asText();
	}

	private static List<String> texts(JsonNode array) {
		List<String> texts = new ArrayList<>();
		array.forEach((element) -> texts.add(element.asText()));
		return texts;
	}

}
