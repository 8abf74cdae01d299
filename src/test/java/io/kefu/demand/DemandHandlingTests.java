package io.kefu.demand;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import io.kefu.faq.FaqEntry;
import io.kefu.faq.Faqs;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ProcessTest("demand-handling")
class DemandHandlingTests {

	private static final String KEY = "demand-handling";

	@Autowired
	private CaseDriver cases;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private TaskService tasks;

	@Autowired
	private Faqs faqs;

	@Autowired
	private JdbcClient jdbc;

	private String customer;

	private String serialNo;

	private String model;

	/** A Wednesday morning in a week without holidays. */
	@BeforeEach
	void aQuietWednesday() {
		CaseDriver.now("2026-07-15T10:00:00+08:00");
		String own = UUID.randomUUID().toString().substring(0, 8);
		this.customer = "需求客户" + own;
		this.serialNo = "SN-" + own;
		this.model = "M-" + own;
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void demandOutsideTheAnswersIsExplainedAndClosed() {
		String caseNo = demand(Map.of("inAnswerScope", false));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_GuideCustomer");
		assertThat(this.cases.groups(caseNo, "Task_GuideCustomer")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_GuideCustomer", "2026-07-15T15:30:00+08:00");
		assertThat(variable(caseNo, "scopeReason")).isEqualTo("问题不在回答范围内");
		complete(caseNo, "Task_GuideCustomer", Map.of("guidance", "请联系装修公司"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_OutOfScope");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.templates(caseNo)).containsExactly("case-acknowledgement", "demand-answer",
				"case-closed");
		assertThat(this.cases.clocks(caseNo)).containsExactly("demand-guidance MET");
	}

	@ParameterizedTest
	@CsvSource({ "2026-07-14, Task_GuideCustomer", "2026-07-15, Task_CheckCustomerFile" })
	void serviceEndsWithTheLastDayOfTheContract(LocalDate serviceTo, String step) {
		known(false, null);
		contract(serviceTo);
		String caseNo = demand(Map.of());
		assertThat(this.cases.openSteps(caseNo)).containsExactly(step);
		assertThat(variable(caseNo, "servicePeriodKnown")).isEqualTo(true);
	}

	@Test
	void keyAccountIsHandledByItsDedicatedPersonAndTracked() {
		known(true, "engineering");
		String caseNo = demand(Map.of());
		assertThat(this.cases.task(caseNo, "Task_AssignDedicated").getAssignee()).isEqualTo("engineering");
		this.cases.assertDue(caseNo, "Task_AssignDedicated", "2026-07-15T15:30:00+08:00");
		handOver(caseNo, true);
		this.cases.assertDue(caseNo, "Task_TrackInTime", "2026-07-29T10:00:00+08:00");
		track(caseNo, true);
		assertArchived(caseNo, "问题已解决");
		assertThat(this.cases.events(caseNo)).contains("专人的处理安排：明天上门");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "left-the-company" })
	void keyAccountWithoutADedicatedPersonStaysWithCustomerService(String agent) {
		known(true, agent.isEmpty() ? null : agent);
		String caseNo = demand(Map.of());
		assertThat(this.cases.task(caseNo, "Task_AssignDedicated").getAssignee()).isNull();
		assertThat(this.cases.groups(caseNo, "Task_AssignDedicated")).containsExactly("customerService");
	}

	@Test
	void afterTheDedicatedPersonTheFileIsCheckedWhereThatIsConfigured() {
		known(true, null);
		String caseNo = demand(Map.of());
		assertThat(variable(caseNo, "dedicatedContinuesAt")).isEqualTo("track");
		this.runtime.setVariable(this.cases.task(caseNo, "Task_AssignDedicated").getProcessInstanceId(),
				"dedicatedContinuesAt", DedicatedContinuesAt.CHECK.variable());
		handOver(caseNo, false);
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_CheckCustomerFile");
	}

	@Test
	void customersFileLiesBesideTheTask() {
		known(false, null);
		unit(LocalDate.parse("2026-07-01"));
		contract(LocalDate.parse("2027-06-30"));
		String earlier = demand(Map.of("serialNo", this.serialNo));
		String caseNo = demand(Map.of("serialNo", this.serialNo));
		this.cases.assertDue(caseNo, "Task_CheckCustomerFile", "2026-07-15T15:30:00+08:00");
		assertThat(rows(caseNo, "fileUnits")).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("serialNo", this.serialNo)
				.containsEntry("soldOn", "2026-07-01")
				.containsEntry("warrantyUntil", "2027-07-01"));
		assertThat(rows(caseNo, "fileContracts")).extracting("serviceTo").containsExactly("2027-06-30");
		assertThat(rows(caseNo, "fileContacts")).extracting("name").containsExactly("王芳");
		assertThat(rows(caseNo, "fileCases")).extracting("caseNo").containsExactly(earlier);
		assertThat(rows(caseNo, "openCases")).extracting("caseNo").containsExactly(earlier);
		assertThat(rows(caseNo, "openCases")).extracting("label")
			.containsExactly(earlier + "（处理中，2026-07-15 10:00）开机后无画面");
	}

	@Test
	void problemOfAnOpenCaseIsLinkedAndTheCustomerToldHowItStands() {
		known(false, null);
		unit(LocalDate.parse("2026-07-01"));
		String first = demand(Map.of("serialNo", this.serialNo, "faultCode", "E1"));
		checkFile(first, Map.of());
		analyse(first, Map.of("demandType", "service", "faultCode", "E1"));
		String second = demand(Map.of("serialNo", this.serialNo, "faultCode", "E1"));
		checkFile(second, Map.of("newProblem", false, "linkedCaseNo", first));
		String task = this.cases.task(second, "Task_ReportStatus").getId();
		assertThat(this.tasks.getVariableLocal(task, "linkedState")).isEqualTo("处理中");
		assertThat(this.tasks.getVariableLocal(task, "linkedSteps")).isEqualTo("详细记录并反应给相关部门");
		this.cases.assertDue(second, "Task_ReportStatus", "2026-07-15T15:30:00+08:00");
		complete(second, "Task_ReportStatus", Map.of("statusSummary", "已在调查，三天内答复"));
		assertThat(this.cases.templates(second)).contains("case-status");
		assertThat(this.cases.events(first)).contains("客户再次反映同一问题，见案件 " + second,
				"已将状态告知客户（案件 " + second + "）：已在调查，三天内答复");
		assertThat(this.cases.events(second)).contains("不是新问题，关联到案件 " + first);
		assertThat(variable(second, "responsibleDepartment")).isEqualTo("generalAffairs");
		track(second, true);
		assertArchived(second, "问题已解决");
		assertThat(this.cases.field(first, "state")).isEqualTo("OPEN");
	}

	@Test
	void linkWithoutAnOpenCaseIsRefused() {
		String caseNo = demand(Map.of());
		assertThatThrownBy(() -> checkFile(caseNo, Map.of("newProblem", false)))
			.isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("请选择“已有案件”");
		assertThatThrownBy(() -> checkFile(caseNo, Map.of("newProblem", false, "linkedCaseNo", caseNo)))
			.isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("不在可选范围内");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_CheckCustomerFile");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void servicePeriodThatTheFileDoesNotKnowIsConfirmedByTheClerk(boolean confirmed) {
		String caseNo = demand(Map.of());
		assertThat(variable(caseNo, "inServicePeriod")).isEqualTo(true);
		checkFile(caseNo, Map.of("servicePeriodConfirmed", confirmed));
		assertThat(variable(caseNo, "inServicePeriod")).isEqualTo(confirmed);
		assertThat(this.cases.events(caseNo)).contains(confirmed ? "经核实，客户在服务期内" : "经核实，客户不在服务期内");
	}

	@Test
	void commonSoftwareProblemIsAnsweredFromTheFaqAndTheEntryCountsIt() {
		long entry = this.faqs.add("开机后无画面怎么办", "请检查信号线", this.model, "customerService", LocalDate.parse("2026-01-01"),
				null, null);
		String caseNo = analysed(Map.of("demandType", "software", "commonProblem", true));
		this.cases.assertDue(caseNo, "Task_AnswerFromFaq", "2026-07-16T10:00:00+08:00");
		assertThat(rows(caseNo, "Task_AnswerFromFaq", "faqSuggestions")).extracting("id")
			.contains(String.valueOf(entry));
		complete(caseNo, "Task_AnswerFromFaq", Map.of("faqId", String.valueOf(entry), "answer", "请检查信号线是否插紧"));
		assertThat(this.cases.templates(caseNo)).contains("consultation-answer");
		assertThat(found("开机后无画面")).filteredOn((found) -> found.id() == entry)
			.extracting(FaqEntry::uses)
			.containsExactly(1);
		track(caseNo, true);
		assertArchived(caseNo, "问题已解决");
	}

	@Test
	void solvedAnswerBecomesAnEntry() {
		String caseNo = analysed(Map.of("demandType", "software", "commonProblem", true));
		complete(caseNo, "Task_AnswerFromFaq", Map.of("answer", "升级固件即可", "asFaq", true));
		assertThat(found("开机后无画面")).filteredOn((entry) -> caseNo.equals(entry.sourceCaseNo()))
			.singleElement()
			.satisfies((entry) -> {
				assertThat(entry.answer()).isEqualTo("升级固件即可");
				assertThat(entry.ownerDepartment()).isEqualTo("customerService");
				assertThat(entry.validFrom()).isEqualTo("2026-07-15");
			});
	}

	@Test
	void severeSoftwareProblemIsToldToTheDepartmentsAndTraced() {
		String caseNo = analysed(Map.of("demandType", "software", "commonProblem", false, "severe", true));
		assertThat(this.cases.recipients(caseNo, "severe-problem-notice")).containsExactly("development", "quality",
				"productManagement", "management");
		assertCalled(caseNo, "problem-tracing");
		assertThat(variable(caseNo, "complex")).isEqualTo(true);
		finishCalled(caseNo, "problem-tracing");
		this.cases.assertDue(caseNo, "Task_TrackInTime", "2026-07-29T10:00:00+08:00");
	}

	@Test
	void hardwareProblemIsRepairedUnderTheSameCase() {
		String caseNo = analysed(Map.of("demandType", "hardware"));
		assertCalled(caseNo, "hardware-repair");
		assertThat(this.cases.events(caseNo)).contains("转入“硬件维修”");
		finishCalled(caseNo, "hardware-repair");
		this.cases.assertDue(caseNo, "Task_TrackInTime", "2026-07-20T10:00:00+08:00");
		assertThat(this.cases.groups(caseNo, "Task_TrackInTime")).containsExactly("customerService");
	}

	@Test
	void returnWithinTheRulesIsExchanged() {
		String caseNo = analysed(returned("2026-07-08"));
		assertThat(variable(caseNo, "daysSincePurchase")).isEqualTo(7);
		assertCalled(caseNo, "return-exchange");
		finishCalled(caseNo, "return-exchange");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_TrackInTime");
	}

	@Test
	void lateReturnIsRepaired() {
		String caseNo = analysed(returned("2026-06-29"));
		assertThat(variable(caseNo, "daysSincePurchase")).isEqualTo(16);
		assertCalled(caseNo, "hardware-repair");
	}

	@Test
	void returnThatNoRuleAllowsIsExplained() {
		Map<String, Object> misused = returned("2026-07-14");
		misused.putAll(Map.of("returnReason", "law", "misuse", true));
		String caseNo = analysed(misused);
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_ExplainToCustomer");
		assertThat((String) variable(caseNo, "eligibilityExplanation")).contains("人为损坏");
		explain(caseNo, false, false);
		assertArchived(caseNo, "已说明原因");
	}

	@Test
	void dayOfSaleInTheFileStandsForAMissingInvoice() {
		known(false, null);
		unit(LocalDate.parse("2026-07-10"));
		Map<String, Object> form = returned(null);
		String caseNo = demand(Map.of("serialNo", this.serialNo));
		checkFile(caseNo, Map.of());
		analyse(caseNo, form);
		assertThat(variable(caseNo, "daysSincePurchase")).isEqualTo(5);
		assertThat(variable(caseNo, "purchaseDate")).isEqualTo("2026-07-10");
		assertThat(variable(analysed(form), "daysSincePurchase")).isNull();
	}

	@Test
	void deadOnArrivalAtADealerIsExchangedWithoutQuestion() {
		String caseNo = analysed(Map.of("demandType", "dealer_doa"));
		assertCalled(caseNo, "return-exchange");
		assertThat(variable(caseNo, "eligible")).isNull();
		assertThat(variable(caseNo, "requestSource")).isEqualTo("dealer");
	}

	@Test
	void serviceProblemIsInvestigatedByTheDepartmentAndTheCustomerTold() {
		String caseNo = analysed(Map.of("demandType", "service"));
		this.cases.assertDue(caseNo, "Task_RecordServiceProblem", "2026-07-15T15:30:00+08:00");
		complete(caseNo, "Task_RecordServiceProblem", Map.of("problemDetail", "安装人员迟到两小时"));
		assertThat(this.cases.recipients(caseNo, "service-problem-notice")).containsExactly("generalAffairs",
				"customerServiceLead");
		assertThat(this.cases.groups(caseNo, "Task_Investigate")).containsExactly("generalAffairs");
		this.cases.assertDue(caseNo, "Task_Investigate", "2026-07-20T10:00:00+08:00");
		complete(caseNo, "Task_Investigate", Map.of("findings", "调度失误"));
		assertThat(this.cases.groups(caseNo, "Task_ReportInvestigation")).containsExactly("generalAffairs");
		this.cases.assertDue(caseNo, "Task_ReportInvestigation", "2026-07-16T10:00:00+08:00");
		complete(caseNo, "Task_ReportInvestigation", Map.of("investigationResult", "属实", "handlingPlan", "道歉并补偿"));
		assertThat(this.cases.groups(caseNo, "Task_InformCustomer")).containsExactly("customerService");
		complete(caseNo, "Task_InformCustomer", Map.of("resultSummary", "经查属实，向您道歉"));
		assertThat(this.cases.templates(caseNo)).contains("demand-answer");
		assertArchived(caseNo, "调查结果和处理方案已告知");
		assertThat(this.cases.clocks(caseNo)).allMatch((clock) -> clock.endsWith(" MET"));
	}

	@Test
	void suggestionIsSummedUpForTheMonthlyReport() {
		String caseNo = analysed(Map.of("demandType", "suggestion"));
		this.cases.assertDue(caseNo, "Task_CollectFeedback", "2026-07-20T10:00:00+08:00");
		complete(caseNo, "Task_CollectFeedback", Map.of("feedbackSummary", "希望增加夜间服务"));
		assertArchived(caseNo, "您的建议和意见已收集，感谢您的反馈");
		assertThat(this.cases.events(caseNo)).contains("客户反馈总结：希望增加夜间服务");
	}

	@Test
	void complaintGoesOnInTheClosedLoopWhichClosesTheCase() {
		String caseNo = demand(Map.of("channel", "hotline", "verbatim", "太差了", "verified", true));
		checkFile(caseNo, Map.of());
		analyse(caseNo, Map.of("demandType", "complaint"));
		assertCalled(caseNo, "complaint-closed-loop");
		assertThat(this.cases.variable(caseNo, "complaint-closed-loop", "verbatim")).isEqualTo("太差了");
		complete(caseNo, "Task_AcceptComplaint", Map.of("kind", "other", "safetyRisk", false, "consultation", true));
		complete(caseNo, "Task_AnswerConsultation", Map.of("answer", "已解释"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ContinuedAsComplaint");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.templates(caseNo)).contains("complaint-closed").doesNotContain("case-closed");
	}

	@Test
	void unsolvedProblemIsTrackedAgainAndAfterTheThirdRoundManagementIsTold() {
		String caseNo = tracked();
		for (int round = 1; round <= 3; round++) {
			assertThat(variable(caseNo, "trackingRound")).isEqualTo(round);
			track(caseNo, false);
			assertThat(this.cases.recipients(caseNo, "tracking-unsolved")).hasSize((round < 3) ? 0 : 1);
			assertThat(this.cases.groups(caseNo, "Task_FindCause")).containsExactly("customerService");
			this.cases.assertDue(caseNo, "Task_FindCause", "2026-07-17T10:00:00+08:00");
			for (String answer : List.of("cause", "solvable", "causeNote")) {
				assertThat(variable(caseNo, answer)).as(answer).isNull();
			}
			findCause(caseNo, "product", true);
			assertThat(variable(caseNo, "solvedInTime")).isNull();
		}
		assertThat(this.cases.recipients(caseNo, "tracking-unsolved")).containsExactly("management");
		track(caseNo, true);
		assertArchived(caseNo, "问题已解决");
		assertThat(this.cases.clocks(caseNo)).filteredOn("tracking MET"::equals).hasSize(4);
	}

	@Test
	void productThatCannotBeMendedIsExchanged() {
		String caseNo = tracked();
		track(caseNo, false);
		findCause(caseNo, "product", false);
		assertCalled(caseNo, "return-exchange");
		requestReturn(caseNo, false);
		complete(caseNo, "Task_ReceiveGoods", Map.of("rmaNo",
				this.cases.variable(caseNo, "return-exchange", "rmaNumber"), "quantity", 1, "formEnclosed", true));
		complete(caseNo, "Task_InspectGoods", Map.of("inspectionResult", "defect_confirmed"));
		complete(caseNo, "Task_RefundCustomer", Map.of("amount", 1299.5, "refundedOn", "2026-07-15"));
		complete(caseNo, "Task_SignLedger", Map.of("handledBy", "陈经办"));
		assertArchived(caseNo, "已为您退款");
	}

	@Test
	void productThatIsNotTakenBackEitherIsArchivedAsSuch() {
		String caseNo = tracked();
		track(caseNo, false);
		findCause(caseNo, "product", false);
		finishCalled(caseNo, "return-exchange");
		assertArchived(caseNo, "退换货未能办理，原因已向您说明");
	}

	@Test
	void customersOwnCauseIsExplainedAndChargedIfAgreedAndSolvedAfterwards() {
		String caseNo = tracked();
		track(caseNo, false);
		findCause(caseNo, "customer", true);
		this.cases.assertDue(caseNo, "Task_ExplainToCustomer", "2026-07-16T10:00:00+08:00");
		explain(caseNo, true, true);
		assertThat(this.cases.templates(caseNo)).contains("demand-answer");
		assertThat(this.cases.groups(caseNo, "Task_Charge")).containsExactly("finance");
		this.cases.assertDue(caseNo, "Task_Charge", "2026-07-17T10:00:00+08:00");
		complete(caseNo, "Task_Charge", Map.of("amount", "120.50", "invoiceNo", "INV-1"));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_TrackInTime");
		track(caseNo, true);
		assertArchived(caseNo, "问题已解决");
	}

	@Test
	void chargeThatTheCustomerRefusesIsNotMade() {
		String caseNo = tracked();
		track(caseNo, false);
		findCause(caseNo, "customer", false);
		explain(caseNo, true, false);
		assertArchived(caseNo, "已说明原因");
	}

	@Test
	void chargedCaseThatCannotBeSolvedIsArchived() {
		String caseNo = tracked();
		track(caseNo, false);
		findCause(caseNo, "customer", false);
		explain(caseNo, true, true);
		complete(caseNo, "Task_Charge", Map.of("amount", "0.01", "invoiceNo", "INV-2"));
		assertArchived(caseNo, "已说明原因并收费办理");
	}

	@Test
	void withdrawnDemandEndsWithWhateverItHasCalled() {
		String caseNo = analysed(Map.of("demandType", "hardware"));
		instruct(caseNo, "客户已自行解决");
		this.cases.assertEnded(caseNo, KEY, "EndEvent_CaseWithdrawn");
		assertThat(this.cases.openSteps(caseNo)).isEmpty();
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("WITHDRAWN");
		assertThat(this.cases.clocks(caseNo)).noneMatch((clock) -> clock.endsWith("RUNNING"));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Task_GuideCustomer,        demand-guidance,      customerService
			Task_AssignDedicated,      dedicated-handover,   customerService
			Task_CheckCustomerFile,    demand-check,         customerService
			Task_ReportStatus,         status-report,        customerService
			Task_AnalyseDemand,        demand-analysis,      customerService
			Task_AnswerFromFaq,        faq-answer,           customerService
			Task_RecordServiceProblem, service-record,       customerService
			Task_Investigate,          investigation,        generalAffairs
			Task_CollectFeedback,      feedback-summary,     customerService
			Task_TrackInTime,          tracking,             customerService
			Task_ReportInvestigation,  investigation-report, generalAffairs
			Task_InformCustomer,       result-notice,        customerService
			Task_FindCause,            cause-finding,        customerService
			Task_ExplainToCustomer,    cause-explanation,    customerService
			Task_Charge,               charging,             finance
			""")
	void overdueStepIsWarnedThenBreachedThenEscalatedEachOnce(String step, String policy, String group) {
		String caseNo = waitingAt(step);
		assertThat(this.cases.openSteps(caseNo)).containsExactly(step);
		this.cases.assertEscalates(caseNo, step.replace("Task_", "Event_") + "Overdue", policy, group);
	}

	private String waitingAt(String step) {
		switch (step) {
			case "Task_GuideCustomer":
				return demand(Map.of("inAnswerScope", false));
			case "Task_AssignDedicated":
				known(true, null);
				return demand(Map.of());
			case "Task_CheckCustomerFile":
				return demand(Map.of());
			case "Task_ReportStatus":
				String first = demand(Map.of());
				String second = demand(Map.of());
				checkFile(second, Map.of("newProblem", false, "linkedCaseNo", first));
				return second;
			case "Task_AnalyseDemand":
				String caseNo = demand(Map.of());
				checkFile(caseNo, Map.of());
				return caseNo;
			case "Task_AnswerFromFaq":
				return analysed(Map.of("demandType", "software", "commonProblem", true));
			case "Task_CollectFeedback":
				return analysed(Map.of("demandType", "suggestion"));
			case "Task_TrackInTime":
				return tracked();
			case "Task_FindCause", "Task_ExplainToCustomer", "Task_Charge":
				return unsolvedAt(step);
			default:
				return investigatedAt(step);
		}
	}

	private String unsolvedAt(String step) {
		String caseNo = tracked();
		track(caseNo, false);
		if (!step.equals("Task_FindCause")) {
			findCause(caseNo, "customer", false);
		}
		if (step.equals("Task_Charge")) {
			explain(caseNo, true, true);
		}
		return caseNo;
	}

	private String investigatedAt(String step) {
		String caseNo = analysed(Map.of("demandType", "service"));
		Map<String, Map<String, Object>> answers = Map.of("Task_RecordServiceProblem", Map.of("problemDetail", "迟到"),
				"Task_Investigate", Map.of("findings", "属实"), "Task_ReportInvestigation",
				Map.of("investigationResult", "属实", "handlingPlan", "道歉"));
		for (String before : List.of("Task_RecordServiceProblem", "Task_Investigate", "Task_ReportInvestigation")) {
			if (before.equals(step)) {
				break;
			}
			complete(caseNo, before, answers.get(before));
		}
		return caseNo;
	}

	private String demand(Map<String, Object> deviations) {
		Map<String, Object> form = CaseDriver.filedBy(this.customer,
				Map.of("channel", "email", "inAnswerScope", true, "productModel", this.model));
		form.putAll(deviations);
		return this.cases.start(KEY, form);
	}

	private void checkFile(String caseNo, Map<String, Object> answers) {
		Map<String, Object> form = new HashMap<>(Map.of("newProblem", true));
		if (Boolean.FALSE.equals(variable(caseNo, "servicePeriodKnown"))) {
			form.put("servicePeriodConfirmed", true);
		}
		form.putAll(answers);
		complete(caseNo, "Task_CheckCustomerFile", form);
	}

	private void analyse(String caseNo, Map<String, Object> answers) {
		complete(caseNo, "Task_AnalyseDemand", answers);
	}

	private String analysed(Map<String, Object> answers) {
		String caseNo = demand(Map.of());
		checkFile(caseNo, Map.of());
		this.cases.assertDue(caseNo, "Task_AnalyseDemand", "2026-07-15T15:30:00+08:00");
		analyse(caseNo, answers);
		return caseNo;
	}

	private static Map<String, Object> returned(String purchaseDate) {
		Map<String, Object> form = new HashMap<>(Map.of("demandType", "return", "requestSource", "customer",
				"returnReason", "quality_flaw", "packagingComplete", true, "misuse", false));
		if (purchaseDate != null) {
			form.put("purchaseDate", purchaseDate);
		}
		return form;
	}

	/** A case at node 18 that customer service answers for. */
	private String tracked() {
		known(true, null);
		String caseNo = demand(Map.of());
		handOver(caseNo, false);
		return caseNo;
	}

	private void handOver(String caseNo, boolean complex) {
		complete(caseNo, "Task_AssignDedicated",
				Map.of("dedicatedNote", "明天上门", "responsibleDepartment", "customerService", "complex", complex));
	}

	private void track(String caseNo, boolean solved) {
		complete(caseNo, "Task_TrackInTime", Map.of("solvedInTime", solved, "trackingNote", "已与客户核实"));
	}

	private void findCause(String caseNo, String cause, boolean solvable) {
		complete(caseNo, "Task_FindCause", Map.of("cause", cause, "solvable", solvable, "causeNote", "接口松动"));
	}

	private void explain(String caseNo, boolean chargeable, boolean agreed) {
		Map<String, Object> form = new HashMap<>(Map.of("explanation", "使用不当，更换费用 120.50 元", "chargeable", chargeable));
		if (chargeable) {
			form.put("customerAgreed", agreed);
		}
		complete(caseNo, "Task_ExplainToCustomer", form);
	}

	private void instruct(String caseNo, String note) {
		this.runtime.startProcessInstanceByKey("case-instruction",
				Map.of("caseNo", caseNo, "instruction", "withdraw", "note", note));
	}

	private void known(boolean keyAccount, String agent) {
		this.jdbc.sql("insert into customer (name, key_account, dedicated_agent) values (?, ?, ?)")
			.params(java.util.Arrays.asList(this.customer, keyAccount, agent))
			.update();
	}

	private void contract(LocalDate serviceTo) {
		this.jdbc.sql("""
				insert into contract (contract_no, customer_id, service_from, service_to)
				select 'HT-' || name, id, date '2025-01-01', ? from customer where name = ?""")
			.params(serviceTo, this.customer)
			.update();
	}

	private void unit(LocalDate soldOn) {
		this.jdbc.sql("insert into product (model, name) values (?, '电视')").param(this.model).update();
		this.jdbc.sql("""
				insert into unit (serial_no, product_model, customer_id, sold_on)
				select ?, ?, id, ? from customer where name = ?""")
			.params(this.serialNo, this.model, soldOn, this.customer)
			.update();
	}

	private List<FaqEntry> found(String question) {
		return this.faqs.search(question, this.model, LocalDate.parse("2026-07-15"), 20);
	}

	private List<Map<String, Object>> rows(String caseNo, String variable) {
		return rows(caseNo, "Task_CheckCustomerFile", variable);
	}

	@SuppressWarnings("unchecked")
	private List<Map<String, Object>> rows(String caseNo, String step, String variable) {
		return (List<Map<String, Object>>) this.tasks.getVariableLocal(this.cases.task(caseNo, step).getId(), variable);
	}

	private void assertCalled(String caseNo, String processKey) {
		assertThat(this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(caseNo)
			.processDefinitionKey(processKey)
			.count()).as("%s runs; open are %s", processKey, this.cases.openSteps(caseNo)).isOne();
		for (String handed : List.of("caseNo", "customerName", "contactPhone", "description", "receivedAt")) {
			assertThat(this.cases.variable(caseNo, processKey, handed)).as(handed).isEqualTo(variable(caseNo, handed));
		}
	}

	/** The shortest way through a called process. */
	private void finishCalled(String caseNo, String processKey) {
		switch (processKey) {
			case "hardware-repair":
				complete(caseNo, "Task_IntakeRepair",
						Map.of("productModel", this.model, "purchaseProof", false, "misuse", false));
				complete(caseNo, "Task_AgreeMode", Map.of("serviceMode", "decline"));
				break;
			case "problem-tracing":
				complete(caseNo, "Task_RecordProblem",
						Map.of("problemSummary", "升级后无画面", "problemKind", "process", "productModel", this.model));
				complete(caseNo, "Task_AnalyseProblem", Map.of("rootCause", "驱动缺陷", "supplierCaused", false));
				complete(caseNo, "Task_DefineCountermeasure", Map.of("countermeasure", "修正驱动"));
				complete(caseNo, "Task_ImplementCountermeasure", Map.of("implementationResult", "已发布"));
				complete(caseNo, "Task_VerifyCountermeasure", Map.of("effective", true));
				complete(caseNo, "Task_FileTraceability", Map.of("batchNo", "B2607"));
				complete(caseNo, "Task_PublishSolution",
						Map.of("question", "升级后无画面？", "answer", "请重新升级", "publishToFaq", false));
				break;
			default:
				requestReturn(caseNo, true);
				complete(caseNo, "Task_ExplainIneligible", Map.of("agreement", "give_up", "explanation", "已说明"));
		}
	}

	private void requestReturn(String caseNo, boolean misuse) {
		complete(caseNo, "Task_RequestReturn",
				Map.of("kind", "refund", "returnReason", "quality_flaw", "requestSource", "customer", "purchaseDate",
						"2026-07-14", "packagingComplete", true, "misuse", misuse, "termsConfirmed", true));
	}

	private void assertArchived(String caseNo, String outcome) {
		this.cases.assertEnded(caseNo, KEY, "EndEvent_DemandClosed");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo(outcome);
		assertThat(this.cases.templates(caseNo)).contains("case-closed");
	}

	private void complete(String caseNo, String step, Map<String, Object> form) {
		this.cases.complete(caseNo, step, form);
	}

	private Object variable(String caseNo, String name) {
		return this.cases.variable(caseNo, KEY, name);
	}

}
