package io.kefu.complaint;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ProcessTest("complaint-closed-loop")
class ComplaintClosedLoopTests {

	private static final String KEY = "complaint-closed-loop";

	/** A Wednesday morning in a week without holidays, 10:00 in Shanghai. */
	private static final Instant NOW = Instant.parse("2026-07-15T02:00:00Z");

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private TaskService tasks;

	@Autowired
	private ManagementService management;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private CaseDriver cases;

	private String model;

	@BeforeEach
	void aQuietWednesday() {
		ClockUtil.setCurrentTime(Date.from(NOW));
		this.model = "M-" + UUID.randomUUID();
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void routineDefectIsAnalysedImprovedVerifiedAndClosedWhenTheCustomerIsSatisfied() {
		String caseNo = complaint(Map.of());
		assertThat(caseNo).matches("KF-20260715-\\d{4,}");
		assertThat(this.cases.task(caseNo, "Task_AcceptComplaint")).satisfies((task) -> {
			assertThat(this.cases.groups(caseNo, task.getTaskDefinitionKey())).containsExactly("customerService");
			assertThat(task.getDueDate()).isEqualTo(CaseDriver.at("2026-07-15T11:00:00+08:00"));
		});
		accept(caseNo, Map.of());
		assertThat(variable(caseNo, "severity")).isEqualTo("C");
		assertThat(variable(caseNo, "responsibleDepartment")).isEqualTo("production");
		assertThat(this.cases.task(caseNo, "Task_ReplyFirst").getDueDate())
			.isEqualTo(CaseDriver.at("2026-07-16T10:00:00+08:00"));
		assertThat(this.cases.groups(caseNo, "Task_AnalyseCause")).containsExactly("production");
		replyFirst(caseNo);
		analyse(caseNo);
		assertThat(this.cases.task(caseNo, "Task_ImplementImprovement").getDueDate())
			.isEqualTo(CaseDriver.at("2026-07-20T10:00:00+08:00"));
		improve(caseNo, true);
		complete(caseNo, "Task_WriteImprovementReport", Map.of("reportSummary", "更换电容供应商,已验证"));
		assertThat(documents(caseNo)).containsExactly("improvement-report 客户诉怨分析改善报告 " + caseNo + "-01");
		complete(caseNo, "Task_ReplyResult", Map.of("replySummary", "已改进,并为您更换部件"));
		assertThat(this.cases.task(caseNo, "Task_FollowUp").getDueDate())
			.isEqualTo(CaseDriver.at("2026-07-20T10:00:00+08:00"));
		complete(caseNo, "Task_FollowUp", Map.of("satisfied", true, "satisfactionScore", 5, "followUpVia", "phone"));
		assertEnded(caseNo, "EndEvent_CaseClosed");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.field(caseNo, "satisfaction_score")).isEqualTo("5");
		assertThat(this.cases.clocks(caseNo)).allMatch((clock) -> clock.endsWith(" MET"))
			.contains("first-reply MET", "relay MET", "solution MET", "completion MET", "follow-up MET");
		assertThat(this.cases.templates(caseNo)).contains("complaint-acknowledgement", "complaint-bulletin",
				"complaint-result", "complaint-closed");
	}

	@Test
	void consultationIsAnsweredAndClosedWithoutHandling() {
		String caseNo = complaint(Map.of());
		accept(caseNo, Map.of("consultation", true));
		assertThat(variable(caseNo, "severity")).isEqualTo("D");
		complete(caseNo, "Task_AnswerConsultation", Map.of("answer", "长按开关三秒即可"));
		assertEnded(caseNo, "EndEvent_CaseClosed");
		assertThat(this.cases.clocks(caseNo)).containsExactlyInAnyOrder("first-reply MET", "relay CANCELLED");
		assertThat(this.cases.templates(caseNo)).contains("consultation-answer", "complaint-closed");
	}

	@Test
	void safetyRiskIsSeverityAManagementIsToldAndTheQualityMeetingDecidesMeasures() {
		String caseNo = complaint(Map.of());
		accept(caseNo, Map.of("safetyRisk", true, "urgent", true, "important", true));
		assertThat(variable(caseNo, "severity")).isEqualTo("A");
		assertThat(this.cases.recipients(caseNo, "emergency-notice")).containsExactly("management");
		assertThat(this.cases.task(caseNo, "Task_HoldQualityMeeting").getDueDate())
			.isEqualTo(CaseDriver.at("2026-07-18T10:00:00+08:00"));
		assertThat(this.cases.recipients(caseNo, "quality-meeting-call")).containsExactlyInAnyOrder("development",
				"production", "quality");
		replyFirst(caseNo);
		proposeMeasures(caseNo);
		improve(caseNo, true);
		toSatisfaction(caseNo);
		assertEnded(caseNo, "EndEvent_CaseClosed");
		assertThat(this.cases.clocks(caseNo)).contains("corrective-measures MET");
	}

	@Test
	void veryDissatisfiedCustomerWhoDemandsReturnIsSeverityB() {
		String caseNo = complaint(Map.of());
		accept(caseNo, Map.of("veryDissatisfied", true, "demandsReturn", true, "urgent", true));
		assertThat(variable(caseNo, "severity")).isEqualTo("B");
		assertThat(this.cases.templates(caseNo)).doesNotContain("emergency-notice");
		assertThat(this.cases.openSteps(caseNo)).containsExactlyInAnyOrder("Task_ReplyFirst",
				"Task_HoldQualityMeeting");
	}

	@Test
	void complexComplaintHasLongerDeadlines() {
		String caseNo = complaint(Map.of());
		accept(caseNo, Map.of("complex", true));
		assertThat(this.cases.task(caseNo, "Task_AnalyseCause").getDueDate())
			.isEqualTo(CaseDriver.at("2026-07-17T10:00:00+08:00"));
		analyse(caseNo);
		assertThat(this.cases.task(caseNo, "Task_ImplementImprovement").getDueDate())
			.isEqualTo(CaseDriver.at("2026-07-29T10:00:00+08:00"));
	}

	@Test
	void thirdReportOfTheSameCustomerIsAssessedAndAUniversalProblemBecomesSeverityA() {
		repeat(2, "同一客户");
		String caseNo = complaint(Map.of("customerName", "同一客户" + this.model));
		accept(caseNo, Map.of());
		assertThat(variable(caseNo, "sameCustomerCount")).isEqualTo(3);
		assertThat(variable(caseNo, "severity")).isEqualTo("C");
		assertThat(this.cases.task(caseNo, "Task_AssessUniversality")).satisfies((task) -> {
			assertThat(this.cases.groups(caseNo, task.getTaskDefinitionKey())).containsExactly("quality");
			assertThat(task.getDueDate()).isEqualTo(CaseDriver.at("2026-07-15T15:30:00+08:00"));
		});
		complete(caseNo, "Task_AssessUniversality", Map.of("universal", true));
		assertThat(variable(caseNo, "severity")).isEqualTo("A");
		assertThat(this.cases.field(caseNo, "severity")).isEqualTo("A");
		assertThat(this.cases.openSteps(caseNo)).contains("Task_HoldQualityMeeting");
	}

	@Test
	void problemOfThreeCustomersThatIsNotUniversalKeepsItsSeverity() {
		complaintOf("客户甲", "E1");
		complaintOf("客户乙", "E1");
		String caseNo = complaintOf("客户丙", "E1");
		assertThat(variable(caseNo, "distinctCustomerCount")).isEqualTo(3);
		complete(caseNo, "Task_AssessUniversality", Map.of("universal", false));
		assertThat(variable(caseNo, "severity")).isEqualTo("C");
		assertThat(this.cases.openSteps(caseNo)).contains("Task_AnalyseCause");
	}

	@Test
	void twoReportsAreNotAssessed() {
		repeat(1, "老客户");
		String caseNo = complaint(Map.of("customerName", "老客户" + this.model));
		accept(caseNo, Map.of());
		assertThat(variable(caseNo, "sameCustomerCount")).isEqualTo(2);
		assertThat(this.cases.openSteps(caseNo)).doesNotContain("Task_AssessUniversality");
	}

	@Test
	void reportsOlderThanTheWindowDoNotCount() {
		repeat(2, "旧客户");
		ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofDays(91))));
		String caseNo = complaint(Map.of("customerName", "旧客户" + this.model));
		accept(caseNo, Map.of());
		assertThat(variable(caseNo, "sameCustomerCount")).isEqualTo(1);
	}

	@Test
	void repeatedConsultationIsAnsweredFirstAndThenAssessed() {
		repeat(2, "常问客户");
		String caseNo = complaint(Map.of("customerName", "常问客户" + this.model));
		accept(caseNo, Map.of("consultation", true));
		complete(caseNo, "Task_AnswerConsultation", Map.of("answer", "请见说明书第三页"));
		complete(caseNo, "Task_AssessUniversality", Map.of("universal", false));
		assertEnded(caseNo, "EndEvent_CaseClosed");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("咨询已解答");
	}

	@Test
	void ineffectiveImprovementIsAnalysedAgainAndAfterTheThirdRoundManagementDecides() {
		String caseNo = complaint(Map.of());
		accept(caseNo, Map.of());
		replyFirst(caseNo);
		for (int round = 1; round <= 3; round++) {
			assertThat(variable(caseNo, "verificationRound")).isEqualTo(round);
			analyse(caseNo);
			complete(caseNo, "Task_ImplementImprovement", Map.of("implementationResult", "第" + round + "轮"));
			assertThat(variable(caseNo, "effective")).as("answered anew in each round").isNull();
			complete(caseNo, "Task_VerifyEffectiveness", Map.of("effective", false, "verificationNote", "仍有故障"));
		}
		assertThat(this.cases.groups(caseNo, "Task_DecideUnresolved")).containsExactly("management");
		complete(caseNo, "Task_DecideUnresolved", Map.of("decision", "rework", "reason", "更换方案再试一轮"));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_AnalyseCause");
		analyse(caseNo);
		improve(caseNo, false);
		assertThat(variable(caseNo, "decision")).as("decided anew each time").isNull();
		assertThat(variable(caseNo, "reason")).isNull();
		complete(caseNo, "Task_DecideUnresolved", Map.of("decision", "close", "reason", "产品已停产,客户接受折价"));
		assertEnded(caseNo, "EndEvent_CaseClosed");
		assertThat(this.cases.field(caseNo, "close_reason")).contains("产品已停产");
	}

	@Test
	void unsatisfiedCustomerIsHandledAgainAndAfterTheThirdRoundManagementDecides() {
		String caseNo = complaint(Map.of());
		accept(caseNo, Map.of());
		replyFirst(caseNo);
		for (int round = 1; round <= 3; round++) {
			assertThat(variable(caseNo, "reworkRound")).isEqualTo(round);
			analyse(caseNo);
			improve(caseNo, true);
			complete(caseNo, "Task_WriteImprovementReport", Map.of("reportSummary", "第" + round + "轮报告"));
			assertThat(variable(caseNo, "replySummary")).as("written anew in each round").isNull();
			complete(caseNo, "Task_ReplyResult", Map.of("replySummary", "第" + round + "轮结果"));
			assertThat(variable(caseNo, "satisfied")).as("answered anew in each round").isNull();
			assertThat(variable(caseNo, "satisfactionScore")).isNull();
			complete(caseNo, "Task_FollowUp", Map.of("satisfied", false, "satisfactionScore", 1));
		}
		assertThat(documents(caseNo)).as("a report of each round").hasSize(3);
		complete(caseNo, "Task_DecideUnresolved", Map.of("decision", "close", "reason", "已按约定补偿"));
		assertEnded(caseNo, "EndEvent_CaseClosed");
	}

	@Test
	void withdrawnComplaintIsClosedFromAnywhere() {
		String caseNo = complaint(Map.of());
		accept(caseNo, Map.of());
		this.runtime.createMessageCorrelation("complaint-withdrawn").processInstanceBusinessKey(caseNo).correlate();
		assertEnded(caseNo, "EndEvent_CaseWithdrawn");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("WITHDRAWN");
		assertThat(this.cases.clocks(caseNo))
			.noneMatch((clock) -> clock.endsWith("RUNNING") || clock.endsWith("PAUSED"));
		assertThatThrownBy(() -> this.runtime.createMessageCorrelation("complaint-withdrawn")
			.processInstanceBusinessKey(caseNo)
			.correlate()).isInstanceOf(InvalidInputException.class).hasMessageContaining("已撤回");
	}

	@Test
	void waitingForTheCustomerPausesTheClocksExceptTheFirstReply() {
		String caseNo = complaint(Map.of());
		accept(caseNo, Map.of());
		ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofHours(2))));
		instruct(caseNo, "request_info", "请提供购买凭证照片");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("WAITING");
		assertThat(this.cases.clocks(caseNo)).contains("first-reply RUNNING", "solution PAUSED", "completion PAUSED");
		assertThat(this.cases.timer(caseNo, "Event_AnalysisOverdue").isSuspended()).isTrue();
		ClockUtil.setCurrentTime(Date.from(NOW.plus(Duration.ofHours(12))));
		instruct(caseNo, "info_received", "已收到发票照片");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("OPEN");
		assertThat(this.cases.task(caseNo, "Task_AnalyseCause").getDueDate())
			.isEqualTo(CaseDriver.at("2026-07-16T20:00:00+08:00"));
		assertThat(this.cases.timer(caseNo, "Event_AnalysisOverdue").isSuspended()).isFalse();
		assertThat(this.cases.templates(caseNo)).contains("customer-info-request");
	}

	@Test
	void clerkWithdrawsThroughTasklistAndCannotInstructAClosedOrUnknownCase() {
		String caseNo = complaint(Map.of());
		instruct(caseNo, "withdraw", "客户来电表示问题已自行解决");
		assertEnded(caseNo, "EndEvent_CaseWithdrawn");
		assertThat(this.cases.field(caseNo, "close_reason")).contains("自行解决");
		assertThatThrownBy(() -> instruct(caseNo, "withdraw", "再次撤回")).isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("已撤回");
		assertThatThrownBy(() -> instruct("KF-20260101-9999", "withdraw", "撤回"))
			.isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("不存在");
	}

	@Test
	void passingOnIsExtendedToFourHoursWithAReasonOnce() {
		String caseNo = complaint(Map.of());
		instruct(caseNo, "extend_relay", "需要先核实序列号");
		assertThat(this.cases.task(caseNo, "Task_AcceptComplaint").getDueDate())
			.isEqualTo(CaseDriver.at("2026-07-15T14:00:00+08:00"));
		assertThatThrownBy(() -> instruct(caseNo, "extend_relay", "还没核实完")).isInstanceOf(InvalidInputException.class);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Task_AcceptComplaint,        Event_RelayOverdue,          relay,               customerService
			Task_AcceptComplaint,        Event_AcceptReplyOverdue,    first-reply,         customerService
			Task_AnswerConsultation,     Event_AnswerOverdue,         first-reply,         customerService
			Task_ReplyFirst,             Event_FirstReplyOverdue,     first-reply,         customerService
			Task_AssessUniversality,     Event_UniversalityOverdue,   universality,        quality
			Task_AnalyseCause,           Event_AnalysisOverdue,       solution,            production
			Task_HoldQualityMeeting,     Event_MeetingOverdue,        corrective-measures, customerService
			Task_ProposeMeasures,        Event_MeasuresOverdue,       corrective-measures, production
			Task_ImplementImprovement,   Event_ImplementationOverdue, completion,          production
			Task_VerifyEffectiveness,    Event_VerificationOverdue,   verification,        quality
			Task_WriteImprovementReport, Event_ReportOverdue,         report,              quality
			Task_ReplyResult,            Event_ResultReplyOverdue,    result-reply,        customerService
			Task_FollowUp,               Event_FollowUpOverdue,       follow-up,           customerService
			Task_DecideUnresolved,       Event_DecisionOverdue,       decision,            management
			""")
	void overdueStepIsWarnedThenBreachedThenEscalatedEachOnce(String step, String timer, String policy, String group) {
		String caseNo = waitingAt(step);
		assertThat(this.cases.task(caseNo, step).getTaskDefinitionKey()).isEqualTo(step);
		this.cases.assertEscalates(caseNo, timer, policy, group);
	}

	@Test
	void warningComesBeforeTheDueTimeAndTheTimersAreGoneWhenTheStepIsDone() {
		String caseNo = complaint(Map.of());
		accept(caseNo, Map.of());
		assertThat(this.cases.timer(caseNo, "Event_FirstReplyOverdue").getDuedate())
			.isEqualTo(CaseDriver.at("2026-07-16T04:00:00+08:00"));
		this.management.executeJob(this.cases.timer(caseNo, "Event_FirstReplyOverdue").getId());
		assertThat(this.cases.timer(caseNo, "Event_FirstReplyOverdue").getDuedate())
			.isEqualTo(CaseDriver.at("2026-07-16T10:00:00+08:00"));
		replyFirst(caseNo);
		assertThat(this.cases.timers(caseNo, "Event_FirstReplyOverdue")).isEmpty();
	}

	@Test
	void claimedStepRemindsItsAssignee() {
		String caseNo = complaint(Map.of());
		this.tasks.claim(this.cases.task(caseNo, "Task_AcceptComplaint").getId(), "customerService");
		this.management.executeJob(this.cases.timer(caseNo, "Event_RelayOverdue").getId());
		assertThat(this.cases.recipients(caseNo, "deadline-reminder")).containsExactly("user:customerService");
	}

	@Test
	void complaintReceivedTwoDaysAgoIsOverdueFromTheStart() {
		String caseNo = complaint(Map.of("receivedAt", "2026-07-13T10:00:00+08:00"));
		assertThat(this.cases.timer(caseNo, "Event_AcceptReplyOverdue").getDuedate()).isBefore(Date.from(NOW));
		accept(caseNo, Map.of());
		replyFirst(caseNo);
		assertThat(this.cases.clocks(caseNo)).contains("first-reply BREACHED");
	}

	private String waitingAt(String step) {
		if (step.equals("Task_AssessUniversality")) {
			repeat(2, "客户");
		}
		String caseNo = complaint(Map.of("customerName", "客户" + this.model));
		if (step.equals("Task_AcceptComplaint")) {
			return caseNo;
		}
		boolean meeting = step.equals("Task_HoldQualityMeeting") || step.equals("Task_ProposeMeasures");
		accept(caseNo,
				meeting ? Map.of("safetyRisk", true) : Map.of("consultation", step.equals("Task_AnswerConsultation")));
		if (List.of("Task_ReplyFirst", "Task_AnswerConsultation", "Task_AssessUniversality").contains(step)) {
			return caseNo;
		}
		replyFirst(caseNo);
		if (step.equals("Task_HoldQualityMeeting") || step.equals("Task_AnalyseCause")) {
			return caseNo;
		}
		if (meeting) {
			holdMeeting(caseNo);
			return caseNo;
		}
		analyse(caseNo);
		if (step.equals("Task_DecideUnresolved")) {
			improve(caseNo, false);
			for (int round = 2; round <= 3; round++) {
				analyse(caseNo);
				improve(caseNo, false);
			}
			return caseNo;
		}
		if (step.equals("Task_ImplementImprovement")) {
			return caseNo;
		}
		complete(caseNo, "Task_ImplementImprovement", Map.of("implementationResult", "已实施"));
		if (step.equals("Task_VerifyEffectiveness")) {
			return caseNo;
		}
		complete(caseNo, "Task_VerifyEffectiveness", Map.of("effective", true));
		if (step.equals("Task_WriteImprovementReport")) {
			return caseNo;
		}
		complete(caseNo, "Task_WriteImprovementReport", Map.of("reportSummary", "报告"));
		if (step.equals("Task_FollowUp")) {
			complete(caseNo, "Task_ReplyResult", Map.of("replySummary", "结果"));
		}
		return caseNo;
	}

	private String complaint(Map<String, Object> deviations) {
		Map<String, Object> form = new HashMap<>(Map.of("customerName", "测试客户" + this.model, "contactName", "王芳",
				"contactPhone", "13912345678", "contactEmail", "wang@example.com", "channel", "email", "productModel",
				this.model, "serialNo", "SN-1", "description", "开机后无画面", "remedySought", "尽快修复"));
		form.putAll(deviations);
		return this.cases.start(KEY, form);
	}

	private String complaintOf(String customer, String faultCode) {
		String caseNo = complaint(Map.of("customerName", customer + this.model));
		accept(caseNo, Map.of("faultCode", faultCode));
		return caseNo;
	}

	private void repeat(int times, String customer) {
		for (int i = 0; i < times; i++) {
			String caseNo = complaint(Map.of("customerName", customer + this.model));
			accept(caseNo, Map.of());
		}
	}

	private void accept(String caseNo, Map<String, Object> answers) {
		Map<String, Object> form = new HashMap<>(Map.of("kind", "product_quality", "faultCode", "E1", "safetyRisk",
				false, "productModel", this.model, "serialNo", "SN-1"));
		form.putAll(answers);
		complete(caseNo, "Task_AcceptComplaint", form);
	}

	private void replyFirst(String caseNo) {
		complete(caseNo, "Task_ReplyFirst", Map.of("replySummary", "已受理,正在分析", "repliedVia", "phone"));
	}

	private void analyse(String caseNo) {
		complete(caseNo, "Task_AnalyseCause", Map.of("rootCause", "电容老化", "shortTermMeasures", "更换电容"));
	}

	private void holdMeeting(String caseNo) {
		complete(caseNo, "Task_HoldQualityMeeting", Map.of("meetingHeldAt", "2026-07-15T09:00:00+08:00", "attendees",
				"开发部、生产部、质量部", "minutes", "停止发货,排查批次"));
	}

	private void proposeMeasures(String caseNo) {
		holdMeeting(caseNo);
		complete(caseNo, "Task_ProposeMeasures",
				Map.of("rootCause", "模具磨损", "containment", "隔离库存", "shortTermMeasures", "更换外壳"));
	}

	private void improve(String caseNo, boolean effective) {
		complete(caseNo, "Task_ImplementImprovement", Map.of("implementationResult", "已更换并复测"));
		complete(caseNo, "Task_VerifyEffectiveness", Map.of("effective", effective, "verificationNote", "抽检十台"));
	}

	private void toSatisfaction(String caseNo) {
		complete(caseNo, "Task_WriteImprovementReport", Map.of("reportSummary", "报告"));
		complete(caseNo, "Task_ReplyResult", Map.of("replySummary", "结果"));
		complete(caseNo, "Task_FollowUp", Map.of("satisfied", true, "satisfactionScore", 4));
	}

	private void instruct(String caseNo, String instruction, String note) {
		this.runtime.startProcessInstanceByKey("case-instruction",
				Map.of("caseNo", caseNo, "instruction", instruction, "note", note));
	}

	private void complete(String caseNo, String step, Map<String, Object> form) {
		this.cases.complete(caseNo, step, form);
	}

	private Object variable(String caseNo, String name) {
		return this.cases.variable(caseNo, KEY, name);
	}

	private List<String> documents(String caseNo) {
		return this.jdbc.sql("""
				select kind || ' ' || title || ' ' || document_no from case_document where case_no = ? and size > 10000
				order by id""").param(caseNo).query(String.class).list();
	}

	private void assertEnded(String caseNo, String endEvent) {
		this.cases.assertEnded(caseNo, KEY, endEvent);
	}

}
