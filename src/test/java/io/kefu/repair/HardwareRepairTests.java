package io.kefu.repair;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import io.kefu.StandIns;
import io.kefu.problem.InvalidInputException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ProcessTest("hardware-repair")
class HardwareRepairTests {

	private static final String DONE = "EndEvent_RepairFinished";

	/** The deployment of the stand-ins, which must not outlive this class. */
	private static String standIns;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private JdbcClient jdbc;

	/**
	 * The called processes have tests of their own; here each is one step that gives its
	 * result.
	 */
	@BeforeAll
	static void standIn(@Autowired RepositoryService repository) {
		standIns = repository.createDeployment()
			.name("stand-ins")
			.addModelInstance("onsite-service.bpmn", StandIns.oneStep("onsite-service", "Task_Visit"))
			.addModelInstance("return-exchange.bpmn", StandIns.oneStep("return-exchange", "Task_Return"))
			.addModelInstance("repair-caller.bpmn",
					StandIns.caller("repair-caller", "demand", "hardware-repair", "repairOutcome", "caseNo",
							"customerId", "customerName", "contactName", "contactPhone", "contactEmail", "channel",
							"receivedAt", "productModel", "description", "remedySought"))
			.deploy()
			.getId();
	}

	@AfterAll
	static void removeStandIns(@Autowired RepositoryService repository) {
		repository.deleteDeployment(standIns, true);
	}

	@BeforeEach
	void aQuietWednesday() {
		CaseDriver.now("2026-07-15T10:00:00+08:00");
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void qualityProblemWithinWarrantyIsRepairedAtTheCompanysCostAndTheCustomerIsAsked() throws IOException {
		RepairCase repair = repairCase().sold("2026-01-15").opened();
		assertStep(repair, "Task_IntakeRepair", "customerService", "2026-07-15T15:30:00+08:00");
		repair.complete("Task_IntakeRepair", repair.intake(Map.of("serialNo", repair.serialNo)));
		assertThat(repair.variable("inWarranty")).isEqualTo(true);
		assertThat(repair.variable("component")).isEqualTo("整机");
		assertThat(this.cases.events(repair.caseNo)).contains("保修判定：保修期内（按序列号查得在保修期限内，保修至2027-01-15）");
		assertStep(repair, "Task_AgreeMode", "customerService", "2026-07-16T10:00:00+08:00");
		repair.agree("workshop");
		assertStep(repair, "Task_DiagnoseFault", "engineering", "2026-07-17T10:00:00+08:00");
		repair.diagnose(Map.of("partsNeeded", true));
		assertThat(repair.variable("costBearer")).isEqualTo("company");
		assertThat(this.cases.field(repair.caseNo, "fault_code")).isEqualTo("E1");
		assertThat(this.cases.field(repair.caseNo, "serial_no")).isEqualTo(repair.serialNo);
		assertStep(repair, "Task_OrderParts", "engineering", "2026-07-16T10:00:00+08:00");
		assertThat(repair.variable("factoryNo")).isEqualTo(repair.serialNo);
		repair.orderParts();
		assertThat(this.cases.recipients(repair.caseNo, "parts-order")).containsExactly("materials");
		assertStep(repair, "Task_RepairWithParts", "engineering", "2026-07-24T10:00:00+08:00");
		repair.repair();
		assertStep(repair, "Task_InspectRepair", "quality", "2026-07-16T10:00:00+08:00");
		repair.pass();
		assertStep(repair, "Task_HandOver", "customerService", "2026-07-17T10:00:00+08:00");
		repair.handOver();
		assertStep(repair, "Task_RecordSurvey", "customerService", "2026-07-20T10:00:00+08:00");
		repair.survey();
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
		assertThat(this.cases.field(repair.caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.field(repair.caseNo, "kind")).isEqualTo("hardware_repair");
		assertThat(this.cases.field(repair.caseNo, "close_reason")).isEqualTo("已维修并交付客户");
		assertThat(this.cases.field(repair.caseNo, "satisfaction_score")).isEqualTo("5");
		assertThat(repairOrder(repair)).contains("公司").doesNotContain("合计", "同意人", "null");
		assertThat(repair.variable("repairOutcome")).isEqualTo("repaired");
		assertThat(this.cases.clocks(repair.caseNo)).allMatch((clock) -> clock.endsWith(" MET"))
			.contains("parts-repair MET", "repair-survey MET");
		assertThat(this.cases.templates(repair.caseNo)).contains("case-acknowledgement", "case-closed")
			.doesNotContain("repair-quote", "repair-invoice", "repeat-repair");
		assertThat(lifeFile(repair)).isEqualTo("E1 parts false 启动器 QD-1 2 returned JJ-001 王芳");
	}

	@Test
	void paidRepairStartsOnlyAfterTheCustomersConsentAndIsInvoicedWithoutASurvey() throws IOException {
		RepairCase repair = repairCase().sold("2020-01-15").takenIn();
		assertThat(repair.variable("inWarranty")).isEqualTo(false);
		repair.agree("workshop").diagnosedFor("parts");
		assertThat(repair.variable("costBearer")).isEqualTo("customer");
		assertStep(repair, "Task_PrepareQuote", "customerService", "2026-07-17T10:00:00+08:00");
		repair.quote();
		assertThat(repair.variable("quoteTotal")).isEqualTo("299.50");
		assertThat(this.cases.message(repair.caseNo, "repair-quote")).contains("维修费：200.00 元", "配件费：99.50 元",
				"合计：299.50 元", "含往返运费");
		assertStep(repair, "Task_RecordConsent", "customerService", "2026-07-22T10:00:00+08:00");
		assertThat(repair.openSteps()).containsExactly("Task_RecordConsent");
		repair.consent(true);
		assertThat(this.cases.events(repair.caseNo)).contains("客户同意维修，报价合计299.50元，确认人：王芳");
		assertThat(repair.variable("consentAt")).isEqualTo("2026-07-15T10:00:00+08:00");
		repair.repair().pass().handOver();
		assertStep(repair, "Task_IssueInvoice", "finance", "2026-07-20T10:00:00+08:00");
		repair.complete("Task_IssueInvoice", Map.of("invoiceNo", "FP-1", "invoiceAmount", 299.5));
		assertThat(this.cases.message(repair.caseNo, "repair-invoice")).contains("发票号码：FP-1", "金额：299.50 元");
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
		assertThat(this.cases.clocks(repair.caseNo)).noneMatch((clock) -> clock.startsWith("repair-survey"));
		assertThat(repairOrder(repair))
			.contains("维修单", repair.caseNo, repair.customer, repair.serialNo, "保修期外", "E1", "压缩机不启动", "配件维修", "更换启动器",
					"寄回公司", "JJ-001", "客户", "200.00元", "99.50元", "299.50元", "同意人", "王芳", "2026年7月15日10:00",
					"产品已修复，可正常使用")
			.doesNotContain("null", "重复维修");
	}

	@Test
	void customerWhoDoesNotAgreeToTheQuoteGetsTheUnitBackUnrepaired() {
		RepairCase repair = repairCase().sold("2020-01-15").takenIn().agree("workshop").diagnosedFor("parts");
		repair.quote().consent(false);
		assertStep(repair, "Task_ReturnUnit", "customerService", "2026-07-20T10:00:00+08:00");
		repair.returnUnit();
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
		assertThat(this.cases.field(repair.caseNo, "close_reason")).isEqualTo("客户不同意维修，产品已退还");
		assertThat(repair.variable("repairOutcome")).isEqualTo("declined");
		assertThat(lifeFile(repair)).isNull();
	}

	@Test
	void humanDamageIsPaidByTheCustomerEvenWithinWarrantyAndTheSurveyIsStillMandatory() {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("workshop");
		repair.diagnose(Map.of("humanDamage", true));
		assertThat(repair.variable("costReason")).isEqualTo("人为损坏");
		repair.quote().consent(true).repair().pass().handOver();
		repair.complete("Task_IssueInvoice", Map.of("invoiceNo", "FP-2", "invoiceAmount", 299.5));
		assertThat(repair.openSteps()).containsExactly("Task_RecordSurvey");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			# sold,     component, proof of,   misuse, days left, in warranty
			2025-07-15, ,          ,           false,  0,         true
			2025-07-14, ,          ,           false,  -1,        false
			2025-07-14, 压缩机,     ,           false,  730,       true
			2020-01-15, ,          2025-07-15, false,  0,         true
			2026-01-15, ,          2025-07-14, false,  -1,        false
			2026-01-15, ,          ,           true,   184,       false
			,           ,          ,           false,  ,          false
			,           ,          2026-07-15, false,  365,       true
			""")
	void warrantyRunsFromTheProofOrTheSaleByTheTermOfTheComponent(String soldOn, String component, String proofOf,
			boolean misuse, Integer daysLeft, boolean inWarranty) {
		RepairCase repair = repairCase().sold(soldOn).term("整机", 12).term("压缩机", 36);
		Map<String, Object> intake = CaseDriver.with(Map.of("serialNo", repair.serialNo, "misuse", misuse),
				(component != null) ? Map.of("component", component) : Map.of());
		repair.takenIn((proofOf != null)
				? CaseDriver.with(intake, Map.of("purchaseProof", true, "purchaseDate", proofOf)) : intake);
		assertThat(repair.variable("warrantyDaysLeft")).isEqualTo(daysLeft);
		assertThat(repair.variable("inWarranty")).isEqualTo(inWarranty);
	}

	@Test
	void faultThatIsReportedInTimeStaysInWarrantyHoweverLateItIsTakenIn() {
		RepairCase repair = repairCase().sold("2025-07-15").opened();
		CaseDriver.now("2026-07-20T10:00:00+08:00");
		repair.complete("Task_IntakeRepair", repair.intake(Map.of("serialNo", repair.serialNo)));
		assertThat(repair.variable("inWarranty")).isEqualTo(true);
	}

	@Test
	void unitThatNobodyKnowsIsOutOfWarrantyWithoutAProof() {
		RepairCase repair = repairCase().takenIn(Map.of());
		assertThat(repair.variable("warrantyReason")).isEqualTo("无购买证明，序列号不可查");
	}

	@Test
	void adviceOnThePhoneSolvesTheProblemOrTheWayIsAgreedAnew() {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("phone");
		assertStep(repair, "Task_SolveByPhone", "customerService", "2026-07-16T10:00:00+08:00");
		repair.complete("Task_SolveByPhone", Map.of("solved", false, "phoneAdvice", "请断电重启"));
		assertThat(repair.openSteps()).containsExactly("Task_AgreeMode");
		assertThat(repair.variable("serviceMode")).isNull();
		assertThat(repair.variable("lastPhoneAdvice")).isEqualTo("请断电重启");
		repair.agree("phone").complete("Task_SolveByPhone", Map.of("solved", true, "phoneAdvice", "调整温控"));
		repair.survey();
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
		assertThat(this.cases.field(repair.caseNo, "close_reason")).isEqualTo("电话指导已解决");
	}

	@Test
	void visitSolvesTheProblemAndOutOfWarrantyNoSurveyIsMade() {
		RepairCase repair = repairCase().takenIn(Map.of()).agree("onsite");
		assertThat(this.cases.variable(repair.caseNo, "onsite-service", "customerName")).isEqualTo(repair.customer);
		repair.complete("Task_Visit", Map.of("visitResult", "solved"));
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
		assertThat(this.cases.field(repair.caseNo, "close_reason")).isEqualTo("上门服务已解决");
	}

	@ParameterizedTest
	@CsvSource({ "parts, parts", "factory, factory" })
	void visitThatCannotSolveTheProblemLeadsToItsWayOfRepair(String visitResult, String route) {
		RepairCase repair = repairCase().takenIn(Map.of()).agree("onsite");
		repair.complete("Task_Visit", Map.of("visitResult", visitResult));
		assertThat(repair.openSteps()).containsExactly("Task_DiagnoseFault");
		assertThat(repair.variable("repairRoute")).isEqualTo(route);
	}

	@Test
	void repairEndsWhenTheCustomerIsNeverAtHome() {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("onsite");
		repair.complete("Task_Visit", Map.of("visitResult", "absent"));
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
		assertThat(this.cases.field(repair.caseNo, "close_reason")).isEqualTo("三次上门客户均不在，先行办结");
		assertThat(repair.variable("repairOutcome")).isEqualTo("absent");
	}

	@ParameterizedTest
	@CsvSource({ "exchanged, exchanged, 已为客户调换", "refunded, refunded, 已为客户退货", "repaired, repaired, 已返修并送还客户" })
	void unitIsExchangedWithinWarranty(String returnResult, String outcome, String reason) {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("exchange");
		repair.complete("Task_Return", Map.of("returnResult", returnResult));
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
		assertThat(this.cases.field(repair.caseNo, "close_reason")).isEqualTo(reason);
		assertThat(repair.variable("repairOutcome")).isEqualTo(outcome);
	}

	@Test
	void exchangeThatTheFactoryRefusesIsNegotiatedAgainAndTheCustomerMayGiveUp() {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("exchange");
		repair.complete("Task_Return", Map.of("returnResult", "refused"));
		assertThat(repair.openSteps()).containsExactly("Task_AgreeMode");
		repair.agree("decline");
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
		assertThat(this.cases.field(repair.caseNo, "close_reason")).isEqualTo("客户放弃维修");
	}

	@Test
	void unitThatCannotBeRepairedMayBeExchangedWithinWarranty() {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("workshop").irreparable();
		assertThatThrownBy(() -> repair.agree("workshop")).isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("不能修复");
		repair.agree("exchange").complete("Task_Return", Map.of("returnResult", "exchanged"));
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
	}

	@Test
	void unitThatCannotBeRepairedIsReturnedWithAnExplanationOutOfWarranty() {
		RepairCase repair = repairCase().takenIn(Map.of()).agree("workshop").irreparable().returnUnit();
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
		assertThat(repair.variable("repairOutcome")).isEqualTo("irreparable");
		assertThat(this.cases.field(repair.caseNo, "close_reason")).isEqualTo("不能修复，已向客户说明并退还产品");
	}

	@Test
	void factoryRepairIsAskedForEveryFiveDaysUntilTheUnitIsBack() {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("factory");
		assertThat(repair.variable("repairRoute")).isEqualTo("factory");
		repair.diagnosedFor("factory");
		assertStep(repair, "Task_RepairAtFactory", "customerService", "2026-08-05T10:00:00+08:00");
		assertThat(this.cases.timer(repair.caseNo, "Event_RepairAtFactoryOverdue").getDuedate())
			.as("after ten working days")
			.isBetween(CaseDriver.at("2026-07-29T10:00:00+08:00"), CaseDriver.at("2026-07-29T10:30:00+08:00"));
		for (String asked : List.of("2026-07-20T10:00:00+08:00", "2026-07-25T10:00:00+08:00")) {
			assertThat(this.cases.timer(repair.caseNo, "Event_InquiryDue").getDuedate())
				.isEqualTo(CaseDriver.at(asked));
			CaseDriver.now(asked);
			this.cases.fire(repair.caseNo, "Event_InquiryDue");
		}
		assertThat(this.cases.recipients(repair.caseNo, "factory-inquiry")).containsExactly("customerService",
				"customerService");
		assertThat(this.cases.recipients(repair.caseNo, "repair-progress")).containsExactly("customer", "customer");
		repair.complete("Task_RepairAtFactory",
				Map.of("sentToFactoryOn", "2026-07-15", "backFromFactoryOn", "2026-07-25", "repairAction", "厂方更换压缩机"));
		assertThat(this.cases.timers(repair.caseNo, "Event_InquiryDue")).isEmpty();
		assertThat(repair.openSteps()).containsExactly("Task_InspectRepair");
	}

	@Test
	void factoryQuotesFirst() {
		RepairCase repair = repairCase().takenIn(Map.of()).agree("factory").diagnosedFor("factory");
		assertThatThrownBy(repair::quote).isInstanceOf(InvalidInputException.class).hasMessageContaining("厂方报价");
		repair.complete("Task_PrepareQuote", Map.of("factoryQuote", 250, "laborCost", 300, "partsCost", 0));
		assertThat(repair.variable("quoteTotal")).isEqualTo("300.00");
	}

	@Test
	void whatDoesNotPassOrIsNotAcceptedIsRepairedAgain() {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("workshop").diagnosedFor("parts");
		repair.repair()
			.complete("Task_InspectRepair", Map.of("passed", false, "inspectionNote", "仍有异响", "partsNeeded", true));
		assertThat(repair.variable("inspectionRound")).isEqualTo(2);
		assertThat(repair.variable("lastInspectionNote")).isEqualTo("仍有异响");
		repair.orderParts();
		assertThat(repair.variable("repairAction")).isNull();
		repair.repair().pass();
		repair.complete("Task_HandOver",
				Map.of("customerConfirmed", false, "refusalReason", "温度不够低", "partsNeeded", false));
		assertThat(repair.variable("inspectionRound")).isEqualTo(3);
		assertThat(repair.openSteps()).containsExactly("Task_RepairWithParts");
		assertThat(lifeFile(repair)).isNull();
		repair.repair().pass().handOver().survey();
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
	}

	@Test
	void sameFaultOfTheSameUnitWithinNinetyDaysIsARepeatedRepairAndQualityIsTold() throws IOException {
		RepairCase first = repairCase().sold("2026-01-15").takenIn().agree("workshop").diagnosedFor("parts");
		first.repair().pass().handOver().survey();
		String firstNo = first.caseNo;
		CaseDriver.now("2026-10-13T10:00:00+08:00");
		RepairCase again = first.takenIn().agree("workshop").diagnose(Map.of("faultCode", "E1"));
		assertThat(again.variable("repeatRepair")).isEqualTo(true);
		assertThat(this.cases.recipients(again.caseNo, "repeat-repair")).containsExactly("quality");
		assertThat(this.cases.events(again.caseNo))
			.contains("同题问题重复维修：序列号“" + again.serialNo + "”的故障“E1”曾在案件" + firstNo + "中维修");
		again.repair().pass().handOver();
		assertThat(repairOrder(again)).contains("重复维修");
		again.survey();
		CaseDriver.now("2027-01-11T10:00:01+08:00");
		RepairCase later = again.takenIn().agree("workshop").diagnosedFor("parts");
		assertThat(later.variable("repeatRepair")).as("a second after ninety days").isEqualTo(false);
	}

	@Test
	void anotherFaultOrAnotherUnitIsNoRepeatedRepair() {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("workshop").diagnosedFor("parts");
		repair.repair().pass().handOver().survey();
		repair.takenIn().agree("workshop").diagnose(Map.of("faultCode", "E2"));
		assertThat(repair.variable("repeatRepair")).isEqualTo(false);
		repair.takenIn(Map.of("purchaseProof", true, "purchaseDate", "2026-07-01")).agree("workshop");
		repair.diagnosedFor("parts");
		assertThat(repair.variable("repeatRepair")).isEqualTo(false);
		assertThat(this.cases.templates(repair.caseNo)).doesNotContain("repeat-repair");
	}

	@Test
	void customerMayWithdrawAtAnyTime() {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("workshop").diagnosedFor("parts");
		instruct(repair, Map.of("instruction", "withdraw", "note", "客户自行解决"));
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, "EndEvent_CaseWithdrawn");
		assertThat(this.cases.field(repair.caseNo, "state")).isEqualTo("WITHDRAWN");
		assertThat(this.cases.clocks(repair.caseNo)).noneMatch((clock) -> clock.endsWith("RUNNING"));
	}

	@ParameterizedTest
	@CsvSource({ "Task_IntakeRepair", "Task_RecordConsent", "Task_IssueInvoice" })
	void withdrawalDoesNotStumbleOverAnswersThatAreNotGivenYet(String step) {
		RepairCase repair = waitingAt(step);
		instruct(repair, Map.of("instruction", "withdraw", "note", "客户自行解决"));
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, "EndEvent_CaseWithdrawn");
		assertThat(this.cases.templates(repair.caseNo)).doesNotContain("repair-invoice");
	}

	@Test
	void repairIsExtendedBeforeItIsDueAndTheCustomerIsTold() {
		RepairCase repair = repairCase().sold("2026-01-15").takenIn().agree("workshop").diagnosedFor("parts");
		extend(repair, "parts-repair", "2026-07-31T18:00:00+08:00");
		assertThat(this.cases.task(repair.caseNo, "Task_RepairWithParts").getDueDate())
			.isEqualTo(CaseDriver.at("2026-07-31T18:00:00+08:00"));
		assertThat(this.cases.message(repair.caseNo, "deadline-extended")).contains("配件维修", "2026-07-24 10:00",
				"2026-07-31 18:00", "配件缺货");
		CaseDriver.now("2026-07-31T18:00:00+08:00");
		assertThatThrownBy(() -> extend(repair, "parts-repair", "2026-08-07T18:00:00+08:00"))
			.isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("已过");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Task_IntakeRepair,    repair-intake,     customerService
			Task_AgreeMode,       repair-mode,       customerService
			Task_SolveByPhone,    repair-phone,      customerService
			Task_DiagnoseFault,   fault-diagnosis,   engineering
			Task_PrepareQuote,    quote,             customerService
			Task_RecordConsent,   quote-consent,     customerService
			Task_ReturnUnit,      repair-return,     customerService
			Task_OrderParts,      parts-order,       engineering
			Task_RepairWithParts, parts-repair,      engineering
			Task_RepairAtFactory, factory-repair,    customerService
			Task_InspectRepair,   repair-inspection, quality
			Task_HandOver,        repair-handover,   customerService
			Task_IssueInvoice,    repair-invoice,    finance
			Task_RecordSurvey,    repair-survey,     customerService
			""")
	void overdueStepIsWarnedThenBreachedThenEscalatedEachOnce(String step, String policy, String group) {
		RepairCase repair = waitingAt(step);
		this.cases.assertEscalates(repair.caseNo, step.replace("Task_", "Event_") + "Overdue", policy, group);
	}

	@Test
	void calledRepairGoesOnUnderItsCallersCaseAndLeavesTheClosingToIt() {
		RepairCase repair = repairCase().sold("2026-01-15");
		repair.caseNo = this.cases.start("repair-caller",
				CaseDriver.filedBy(repair.customer, Map.of("productModel", repair.model)));
		assertThat(repair.openSteps()).containsExactly("Task_IntakeRepair");
		repair.complete("Task_IntakeRepair", repair.intake(Map.of("serialNo", repair.serialNo)));
		repair.agree("phone").complete("Task_SolveByPhone", Map.of("solved", true, "phoneAdvice", "调整温控"));
		repair.survey();
		this.cases.assertEnded(repair.caseNo, RepairCase.KEY, DONE);
		assertThat(this.cases.field(repair.caseNo, "state")).isEqualTo("OPEN");
		assertThat(this.cases.field(repair.caseNo, "kind")).isEqualTo("demand");
		assertThat(this.cases.variable(repair.caseNo, "repair-caller", "repairOutcome")).isEqualTo("solved");
		assertThat(this.cases.events(repair.caseNo)).contains("电话指导已解决");
		assertThat(this.cases.templates(repair.caseNo)).containsOnlyOnce("case-acknowledgement")
			.doesNotContain("case-closed");
		repair.complete("Task_GoOn", Map.of());
	}

	private RepairCase waitingAt(String step) {
		RepairCase repair = repairCase().sold("2026-01-15");
		switch (step) {
			case "Task_IntakeRepair" -> repair.opened();
			case "Task_AgreeMode" -> repair.takenIn();
			case "Task_SolveByPhone" -> repair.takenIn().agree("phone");
			case "Task_DiagnoseFault" -> repair.takenIn().agree("workshop");
			case "Task_PrepareQuote" -> repair.takenIn(Map.of()).agree("workshop").diagnosedFor("parts");
			case "Task_RecordConsent" -> repair.takenIn(Map.of()).agree("workshop").diagnosedFor("parts").quote();
			case "Task_ReturnUnit" -> repair.takenIn(Map.of()).agree("workshop").irreparable();
			case "Task_OrderParts" -> repair.takenIn().agree("workshop").diagnose(Map.of("partsNeeded", true));
			case "Task_RepairAtFactory" -> repair.takenIn().agree("factory").diagnosedFor("factory");
			case "Task_IssueInvoice" -> repair.takenIn(Map.of())
				.agree("workshop")
				.diagnosedFor("parts")
				.quote()
				.consent(true)
				.repair()
				.pass()
				.handOver();
			default -> {
				repair.takenIn().agree("workshop").diagnosedFor("parts");
				if (!step.equals("Task_RepairWithParts")) {
					repair.repair();
				}
				if (step.equals("Task_HandOver") || step.equals("Task_RecordSurvey")) {
					repair.pass();
				}
				if (step.equals("Task_RecordSurvey")) {
					repair.handOver();
				}
			}
		}
		assertThat(repair.openSteps()).containsExactly(step);
		return repair;
	}

	private RepairCase repairCase() {
		return new RepairCase(this.cases, this.jdbc);
	}

	private void assertStep(RepairCase repair, String step, String group, String due) {
		assertThat(this.cases.groups(repair.caseNo, step)).containsExactly(group);
		assertThat(this.cases.task(repair.caseNo, step).getDueDate()).as("due date of %s", step)
			.isEqualTo(CaseDriver.at(due));
	}

	private void extend(RepairCase repair, String policy, String newDueAt) {
		instruct(repair,
				Map.of("instruction", "extend_deadline", "policy", policy, "newDueAt", newDueAt, "note", "配件缺货"));
	}

	private void instruct(RepairCase repair, Map<String, Object> instruction) {
		this.runtime.startProcessInstanceByKey("case-instruction",
				CaseDriver.with(Map.of("caseNo", repair.caseNo), instruction));
	}

	private String lifeFile(RepairCase repair) {
		return this.jdbc
			.sql("""
					select concat_ws(' ', fault_code, repair_route, charged::text, part_name, part_no, part_quantity, old_parts_to,
					  old_part_no, signed_by) from repair_record where case_no = ?""")
			.param(repair.caseNo)
			.query(String.class)
			.optional()
			.orElse(null);
	}

	/** Its text without the breaks and spaces of the layout. */
	private String repairOrder(RepairCase repair) throws IOException {
		byte[] pdf = this.jdbc.sql("select content from case_document where case_no = ? and kind = 'repair-order'")
			.param(repair.caseNo)
			.query(byte[].class)
			.single();
		try (PDDocument document = Loader.loadPDF(pdf)) {
			return new PDFTextStripper().getText(document).replaceAll("\\s", "");
		}
	}

}
