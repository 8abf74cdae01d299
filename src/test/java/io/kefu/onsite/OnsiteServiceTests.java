package io.kefu.onsite;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import io.kefu.StandIns;
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

@ProcessTest("onsite-service")
class OnsiteServiceTests {

	private static final String KEY = "onsite-service";

	/** Wednesday; the visit is agreed for Thursday afternoon. */
	private static final String NOW = "2026-07-15T10:00:00+08:00";

	private static final String APPOINTMENT = "2026-07-16T14:00:00+08:00";

	/** The deployment of the stand-ins, which must not outlive this class. */
	private static String standIns;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private JdbcClient jdbc;

	/** The repair has tests of its own; here it is one step that gives its result. */
	@BeforeAll
	static void standIn(@Autowired RepositoryService repository) {
		standIns = repository.createDeployment()
			.name("stand-ins")
			.addModelInstance("hardware-repair.bpmn", StandIns.oneStep("hardware-repair", "Task_Repair"))
			.addModelInstance("onsite-caller.bpmn",
					StandIns.caller("onsite-caller", "hardware_repair", KEY, "visitResult", "caseNo", "customerName"))
			.deploy()
			.getId();
	}

	@AfterAll
	static void removeStandIns(@Autowired RepositoryService repository) {
		repository.deleteDeployment(standIns, true);
	}

	@BeforeEach
	void aQuietWednesday() {
		CaseDriver.now(NOW);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void problemIsSolvedOnSiteAndTheSignedRecordIsFiled() throws IOException {
		String caseNo = requested();
		assertThat(this.cases.groups(caseNo, "Task_ArrangeVisit")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_ArrangeVisit", "2026-07-16T10:00:00+08:00");
		arrange(caseNo, Map.of());
		assertThat(this.cases.templates(caseNo)).containsExactly("case-acknowledgement", "visit-appointment");
		assertThat(this.cases.message(caseNo, "visit-appointment")).contains("上门时间：2026-07-16 14:00", "观前街", "李师傅");
		assertThat(this.cases.events(caseNo)).contains("约定 2026-07-16 14:00 上门，售服人员李师傅，地址：苏州市观前街 1 号");
		assertThat(variable(caseNo, "transport")).isEqualTo("own");
		assertThat(this.cases.groups(caseNo, "Task_VisitCustomer")).containsExactlyInAnyOrder("engineering",
				"customerService");
		this.cases.assertDue(caseNo, "Task_VisitCustomer", "2026-07-16T18:00:00+08:00");
		visit(caseNo, Map.of("faultCode", "pwr-02"));
		assertThat(this.cases.field(caseNo, "fault_code")).isEqualTo("PWR-02");
		assertThat(this.cases.groups(caseNo, "Task_CollectSignatures")).containsExactlyInAnyOrder("engineering",
				"customerService");
		this.cases.assertDue(caseNo, "Task_CollectSignatures", "2026-07-17T03:00:00+08:00");
		sign(caseNo, Map.of());
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ServiceFinished");
		assertThat(variable(caseNo, "visitResult")).isEqualTo("solved");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("上门服务完成，问题已现场解决");
		assertThat(this.cases.clocks(caseNo)).containsExactly("visit-appointment MET", "visit MET", "visit-form MET");
		assertThat(this.cases.templates(caseNo)).contains("case-closed")
			.doesNotContain("service-promise", "improper-demand");
		assertThat(record(caseNo))
			.contains("上门服务记录单", caseNo, "苏州市观前街 1 号", "2026年7月16日 14:00", "2026年7月16日 14:05", "李师傅（已签字）", "PWR-02",
					"已解决", "更换电源插头", "插头松动", "无异议", "王芳（已签字）", "2026年7月16日 15:00")
			.doesNotContain("null", "后续处理");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			31, 1, false, special_car
			5,  3, false, special_car
			5,  1, true,  hired_ride
			""")
	void carIsRequestedWhereTheVisitIsFarManyOrUrgent(int distance, int units, boolean urgent, String transport) {
		String caseNo = requested();
		arrange(caseNo, Map.of("distanceKm", distance, "unitCount", units, "urgent", urgent));
		assertThat(variable(caseNo, "transport")).isEqualTo(transport);
		assertThat(this.cases.groups(caseNo, "Task_RequestTransport")).containsExactly("generalAffairs");
		this.cases.assertDue(caseNo, "Task_RequestTransport", "2026-07-15T15:30:00+08:00");
		complete(caseNo, "Task_RequestTransport", Map.of("approved", true, "vehicle", "苏E12345，张师傅"));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_VisitCustomer");
	}

	@Test
	void refusedCarDoesNotStopTheVisit() {
		String caseNo = requested();
		arrange(caseNo, Map.of("distanceKm", 80));
		assertThat(this.cases.refusal(caseNo, "Task_RequestTransport", Map.of("approved", false)))
			.containsExactly("opinion");
		assertThat(this.cases.refusal(caseNo, "Task_RequestTransport", Map.of("approved", true)))
			.containsExactly("vehicle");
		complete(caseNo, "Task_RequestTransport", Map.of("approved", false, "opinion", "当天无车，请乘高铁"));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_VisitCustomer");
	}

	@ParameterizedTest
	@CsvSource({ "parts, 转订购配件后维修", "factory, 转返厂维修" })
	void unsolvedProblemIsPromisedAndGoesOnAsARepairOfTheSameCase(String nextStep, String conclusion)
			throws IOException {
		String caseNo = requested();
		arrange(caseNo, Map.of("companion", "赵回访"));
		visit(caseNo, Map.of("solvedOnSite", false, "nextStep", nextStep));
		sign(caseNo, Map.of("companionSigned", true));
		assertThat(record(caseNo)).contains("未解决", "赵回访（已签字）", "后续处理");
		assertThat(this.cases.groups(caseNo, "Task_PromiseService")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_PromiseService", "2026-07-18T15:00:00+08:00");
		complete(caseNo, "Task_PromiseService",
				Map.of("promise", "配件到货后三日内修复", "promiseDueAt", "2026-07-22T18:00:00+08:00"));
		assertThat(this.cases.message(caseNo, "service-promise")).contains("配件到货后三日内修复", "完成时间：2026-07-22 18:00 之前");
		assertThat(this.cases.variable(caseNo, "hardware-repair", "description")).isEqualTo("开机后无画面");
		complete(caseNo, "Task_Repair", Map.of("repairResult", "已维修并交付客户"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ServiceFinished");
		assertThat(variable(caseNo, "visitResult")).isEqualTo(nextStep);
		assertThat(variable(caseNo, "visitConclusion")).isEqualTo("上门服务未能现场解决，" + conclusion);
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("已维修并交付客户");
	}

	@Test
	void objectionIsAnsweredWithAPromiseThoughTheProblemIsSolved() throws IOException {
		String caseNo = requested();
		arrange(caseNo, Map.of());
		visit(caseNo, Map.of());
		sign(caseNo, Map.of("objection", true, "objectionNote", "上门迟到", "customerSigned", false, "unsignedReason",
				"客户对迟到不满"));
		assertThat(this.cases.events(caseNo)).contains("客户异议：上门迟到", "上门服务记录单已交回，客户未签字：客户对迟到不满");
		assertThat(record(caseNo)).contains("上门迟到", "未签字，原因：客户对迟到不满");
		complete(caseNo, "Task_PromiseService", Map.of("promise", "今后提前半小时电话确认"));
		assertThat(this.cases.message(caseNo, "service-promise")).doesNotContain("完成时间");
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ServiceFinished");
	}

	@Test
	void improperDemandOfTheStaffIsReportedToTheLeader() {
		String caseNo = requested();
		arrange(caseNo, Map.of());
		visit(caseNo, Map.of());
		sign(caseNo, Map.of("improperDemand", true, "improperDemandNote", "索要烟酒"));
		assertThat(this.cases.recipients(caseNo, "improper-demand")).containsExactly("customerServiceLead");
		assertThat(this.cases.message(caseNo, "improper-demand")).contains("李师傅", "索要烟酒");
	}

	@Test
	void absentCustomerGetsANewAppointmentAndAfterTheThirdVisitAnExplanation() {
		String caseNo = requested();
		for (int round = 1; round <= 3; round++) {
			assertThat(variable(caseNo, "visitRound")).isEqualTo(round);
			assertThat(variable(caseNo, "appointmentAt")).isNull();
			assertThat(variable(caseNo, "visitor")).isNull();
			String day = "2026-07-%dT".formatted(15 + round);
			CaseDriver.now("2026-07-%dT10:00:00+08:00".formatted(14 + round));
			arrange(caseNo, Map.of("appointmentAt", day + "14:00:00+08:00"));
			this.cases.assertDue(caseNo, "Task_VisitCustomer", day + "18:00:00+08:00");
			CaseDriver.now(day + "14:30:00+08:00");
			complete(caseNo, "Task_VisitCustomer",
					Map.of("customerPresent", false, "visitedAt", day + "14:00:00+08:00"));
		}
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ServiceFinished");
		assertThat(variable(caseNo, "visitResult")).isEqualTo("absent");
		assertThat(this.cases.templates(caseNo)).containsOnlyOnce("visit-missed");
		assertThat(this.cases.events(caseNo)).contains("第 3 次上门：上门时客户不在，未能提供服务");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("上门时客户不在，未能提供服务");
	}

	@Test
	void callerGetsTheResultAndGoesOnItself() {
		String caseNo = this.cases.start("onsite-caller", CaseDriver.filedBy(customer(), Map.of()));
		arrange(caseNo, Map.of());
		visit(caseNo, Map.of("solvedOnSite", false, "nextStep", "factory"));
		sign(caseNo, Map.of());
		complete(caseNo, "Task_PromiseService", Map.of("promise", "返厂后每周告知进度"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ServiceFinished");
		assertThat(this.cases.variable(caseNo, "onsite-caller", "visitResult")).isEqualTo("factory");
		assertThat(this.cases.field(caseNo, "kind")).isEqualTo("hardware_repair");
		assertThat(this.cases.field(caseNo, "state")).as("left to the caller").isEqualTo("OPEN");
		assertThat(this.cases.events(caseNo)).contains("转入“上门服务”", "上门服务未能现场解决，转返厂维修", "“上门服务”已结束");
		complete(caseNo, "Task_GoOn", Map.of());
	}

	@Test
	void withdrawnServiceIsClosedFromAnywhere() {
		String caseNo = requested();
		arrange(caseNo, Map.of());
		this.runtime.startProcessInstanceByKey("case-instruction",
				Map.of("caseNo", caseNo, "instruction", "withdraw", "note", "客户来电表示已自行解决"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_WithdrawalFiled");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("WITHDRAWN");
		assertThat(this.cases.clocks(caseNo)).containsExactly("visit-appointment MET", "visit CANCELLED");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Task_ArrangeVisit,      Event_AppointmentOverdue, visit-appointment, customerService
			Task_RequestTransport,  Event_TransportOverdue,   visit-transport,   generalAffairs
			Task_VisitCustomer,     Event_VisitOverdue,       visit,             engineering
			Task_CollectSignatures, Event_VisitFormOverdue,   visit-form,        engineering
			Task_PromiseService,    Event_PromiseOverdue,     visit-promise,     customerService
			""")
	void overdueStepIsWarnedThenBreachedThenEscalatedEachOnce(String step, String timer, String policy, String group) {
		String caseNo = requested();
		if (!step.equals("Task_ArrangeVisit")) {
			arrange(caseNo, Map.of("distanceKm", step.equals("Task_RequestTransport") ? 31 : 1));
		}
		if (List.of("Task_CollectSignatures", "Task_PromiseService").contains(step)) {
			visit(caseNo, Map.of());
		}
		if (step.equals("Task_PromiseService")) {
			sign(caseNo, Map.of("objection", true, "objectionNote", "不满意"));
		}
		this.cases.assertEscalates(caseNo, timer, policy, group);
		assertThat(this.cases.openSteps(caseNo)).containsExactly(step);
	}

	@Test
	void reminderOfAVisitComesAfterTheAgreedTime() {
		String caseNo = requested();
		arrange(caseNo, Map.of());
		assertThat(this.cases.timer(caseNo, "Event_VisitOverdue").getDuedate())
			.isEqualTo(CaseDriver.at("2026-07-16T16:00:00+08:00"));
	}

	@Test
	void appointmentLiesInTheFuture() {
		String caseNo = requested();
		assertThat(this.cases.refusal(caseNo, "Task_ArrangeVisit",
				appointment(Map.of("appointmentAt", "2026-07-14T10:00:00+08:00"))))
			.containsExactly("appointmentAt");
		assertThat(this.cases.refusal(caseNo, "Task_ArrangeVisit", appointment(Map.of("appointmentAt", NOW))))
			.containsExactly("appointmentAt");
		complete(caseNo, "Task_ArrangeVisit", appointment(Map.of("appointmentAt", "2026-07-15T10:01:00+08:00")));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_VisitCustomer");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			distanceKm, -1
			distanceKm, -0.1
			unitCount,  0
			unitCount,  1.5
			""")
	void distanceAndUnitsAreNotNegative(String field, double value) {
		String caseNo = requested();
		assertThat(this.cases.refusal(caseNo, "Task_ArrangeVisit", appointment(Map.of(field, value))))
			.containsExactly(field);
		assertThat(variable(caseNo, "appointmentAt")).as("nothing is kept of it").isNull();
	}

	@Test
	void answersThatTheProcessNeedsAreRequired() {
		String caseNo = requested();
		assertThat(this.cases.refusal(caseNo, "Task_ArrangeVisit", Map.of())).containsExactlyInAnyOrder("appointmentAt",
				"address", "visitor");
		arrange(caseNo, Map.of("companion", "赵回访"));
		CaseDriver.now("2026-07-16T14:30:00+08:00");
		assertThat(this.cases.refusal(caseNo, "Task_VisitCustomer", Map.of()))
			.containsExactlyInAnyOrder("customerPresent", "visitedAt");
		assertThat(this.cases.refusal(caseNo, "Task_VisitCustomer",
				Map.of("customerPresent", true, "visitedAt", "2026-07-16T14:31:00+08:00")))
			.containsExactlyInAnyOrder("visitedAt", "findings", "serviceContent", "solvedOnSite");
		assertThat(this.cases.refusal(caseNo, "Task_VisitCustomer", Map.of("customerPresent", true, "visitedAt",
				"2026-07-16T14:05:00+08:00", "findings", "电源板损坏", "serviceContent", "检测", "solvedOnSite", false)))
			.containsExactly("nextStep");
		visit(caseNo, Map.of());
		assertThat(this.cases.refusal(caseNo, "Task_CollectSignatures", Map.of())).containsExactlyInAnyOrder(
				"customerSigned", "visitorSigned", "companionSigned", "signedAt", "objection", "improperDemand");
		assertThat(this.cases.refusal(caseNo, "Task_CollectSignatures", signatures(Map.of("companionSigned", false))))
			.containsExactly("companionSigned");
		assertThat(this.cases.refusal(caseNo, "Task_CollectSignatures",
				signatures(Map.of("companionSigned", true, "visitorSigned", false))))
			.containsExactly("visitorSigned");
		assertThat(this.cases.refusal(caseNo, "Task_CollectSignatures",
				signatures(Map.of("companionSigned", true, "customerSigned", false, "objection", true))))
			.containsExactlyInAnyOrder("unsignedReason", "objectionNote");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_CollectSignatures");
	}

	private String requested() {
		return this.cases.start(KEY, CaseDriver.filedBy(customer(), Map.of("productModel", "KF-300")));
	}

	private static String customer() {
		return "上门客户" + UUID.randomUUID();
	}

	private void arrange(String caseNo, Map<String, Object> deviations) {
		complete(caseNo, "Task_ArrangeVisit", appointment(deviations));
	}

	private static Map<String, Object> appointment(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("appointmentAt", APPOINTMENT, "address", "苏州市观前街 1 号", "visitor", "李师傅"),
				deviations);
	}

	/** The customer is there; the result is entered at three. */
	private void visit(String caseNo, Map<String, Object> deviations) {
		CaseDriver.now("2026-07-16T15:00:00+08:00");
		complete(caseNo, "Task_VisitCustomer",
				CaseDriver.with(Map.of("customerPresent", true, "visitedAt", "2026-07-16T14:05:00+08:00", "findings",
						"插头松动", "serviceContent", "更换电源插头", "solvedOnSite", true), deviations));
	}

	private void sign(String caseNo, Map<String, Object> deviations) {
		complete(caseNo, "Task_CollectSignatures", signatures(deviations));
	}

	private static Map<String, Object> signatures(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("customerSigned", true, "customerSignatory", "王芳", "visitorSigned", true,
				"signedAt", "2026-07-16T15:00:00+08:00", "objection", false, "improperDemand", false), deviations);
	}

	private void complete(String caseNo, String step, Map<String, Object> form) {
		this.cases.complete(caseNo, step, form);
	}

	private Object variable(String caseNo, String name) {
		return this.cases.variable(caseNo, KEY, name);
	}

	private String record(String caseNo) throws IOException {
		byte[] content = this.jdbc.sql("select content from case_document where case_no = ? and kind = 'visit-record'")
			.param(caseNo)
			.query(byte[].class)
			.single();
		try (PDDocument document = Loader.loadPDF(content)) {
			return new PDFTextStripper().getText(document);
		}
	}

}
