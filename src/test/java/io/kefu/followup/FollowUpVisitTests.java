package io.kefu.followup;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@ProcessTest("follow-up-visit")
class FollowUpVisitTests {

	private static final String KEY = "follow-up-visit";

	/** Wednesday; the installation ended the afternoon before. */
	private static final String NOW = "2026-07-15T10:00:00+08:00";

	private static final String APPOINTMENT = "2026-07-16T14:00:00+08:00";

	private static final String DEPUTY = "assistantDeputy";

	private static final String STRANGER = "productionWorker";

	@Autowired
	private CaseDriver cases;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private IdentityService identity;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void aQuietWednesday() {
		CaseDriver.now(NOW);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
		this.identity.deleteUser(DEPUTY);
		this.identity.deleteUser(STRANGER);
	}

	@Test
	void contentCustomerIsCalledADayAfterTheInstallation() {
		String caseNo = installed(Map.of());
		assertThat(this.cases.field(caseNo, "kind")).isEqualTo("follow_up_visit");
		assertThat(this.cases.field(caseNo, "channel")).isEqualTo("follow_up");
		assertThat(this.cases.templates(caseNo)).containsExactly("follow-up-announcement");
		assertThat(this.cases.groups(caseNo, "Task_CallCustomer")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_CallCustomer", "2026-07-15T16:00:00+08:00");
		assertThat(variable(caseNo, "calledPhone")).isEqualTo("13912345678");
		complete(caseNo, "Task_CallCustomer", called(Map.of()));
		assertThat(this.cases.events(caseNo))
			.contains("第 1 次致电，时间：2026-07-15 10:00，姓名：王芳，电话：13912345678，合同号：HT-2026-017，地址：苏州市观前街 1 号。客户评价：很满意");
		this.cases.assertEnded(caseNo, KEY, "EndEvent_FollowUpFinished");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("安装后回访已完成");
		assertThat(this.cases.field(caseNo, "satisfied")).isEqualTo("true");
		assertThat(this.cases.field(caseNo, "satisfaction_score")).isEqualTo("5");
		assertThat(this.cases.clocks(caseNo)).containsExactly("installation-call MET");
		assertThat(this.cases.templates(caseNo)).containsExactly("follow-up-announcement", "case-closed");
	}

	@Test
	void callThatIsNotMadeIsReportedToManagementAtTheEndOfTheWindow() {
		String caseNo = installed(Map.of());
		for (String moment : List.of("2026-07-15T10:00:00+08:00", "2026-07-15T16:00:00+08:00",
				"2026-07-16T04:00:00+08:00", "2026-07-16T16:00:00+08:00")) {
			assertThat(this.cases.timer(caseNo, "Event_CallOverdue").getDuedate()).isEqualTo(CaseDriver.at(moment));
			this.cases.fire(caseNo, "Event_CallOverdue");
		}
	}

	@Test
	void customerWhoIsNotReachedIsCalledThreeTimes() {
		String caseNo = installed(Map.of());
		for (int round = 1; round <= 3; round++) {
			assertThat(variable(caseNo, "callRound")).isEqualTo(round);
			assertThat(variable(caseNo, "lastUnreachable")).isEqualTo((round > 1) ? "无人接听" : null);
			assertThat(variable(caseNo, "unreachableNote")).isNull();
			complete(caseNo, "Task_CallCustomer",
					Map.of("reached", false, "calledAt", NOW, "calledPhone", "13912345678", "unreachableNote", "无人接听"));
		}
		this.cases.assertEnded(caseNo, KEY, "EndEvent_FollowUpFinished");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("三次致电均未联系到客户");
		assertThat(this.cases.events(caseNo))
			.contains("第 3 次致电，时间：2026-07-15 10:00，电话：13912345678，合同号：HT-2026-017，地址：苏州市观前街 1 号。未联系到：无人接听");
	}

	@Test
	void customerWithAnOpinionIsVisitedAndTheFormGoesItsWholeWay() throws IOException {
		String caseNo = installed(Map.of());
		complete(caseNo, "Task_CallCustomer",
				called(Map.of("satisfied", false, "satisfactionScore", 2, "evaluation", "柜门关不严", "visitNeeded", true)));
		assertThat(this.cases.groups(caseNo, "Task_AppointFollowUp")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_AppointFollowUp", "2026-07-20T10:00:00+08:00");
		complete(caseNo, "Task_AppointFollowUp", appointment(Map.of("serviceStaff", "李师傅", "customerWords", "希望尽快")));
		assertThat(this.cases.events(caseNo)).contains("约定 2026-07-16 14:00 上门回访，回访员赵回访，地址：苏州市观前街 1 号");
		assertThat(this.cases.message(caseNo, "follow-up-appointment")).contains("上门时间：2026-07-16 14:00", "赵回访");
		assertThat(this.cases.groups(caseNo, "Task_InspectOnVisit")).containsExactlyInAnyOrder("customerService",
				"engineering");
		this.cases.assertDue(caseNo, "Task_InspectOnVisit", "2026-07-16T18:00:00+08:00");
		inspect(caseNo, Map.of("standardMet", false));
		assertThat(this.cases.events(caseNo)).contains("第 1 次上门回访：不符合验收标准");
		assertThat(this.cases.groups(caseNo, "Task_HandInForm")).containsExactlyInAnyOrder("customerService",
				"engineering");
		this.cases.assertDue(caseNo, "Task_HandInForm", "2026-07-17T03:00:00+08:00");
		complete(caseNo, "Task_HandInForm", signatures(Map.of("serviceContent", "调整铰链", "staffSigned", true)));
		assertThat(this.cases.events(caseNo)).contains("顾客意见反馈单已交回，赵回访、李师傅已签字，客户已签字：王芳");
		assertThat(form(caseNo)).contains("顾客意见反馈单", "正面", "背面", "HT-2026-017", "苏州市观前街 1 号", "调整铰链", "赵回访（已签字）",
				"李师傅（已签字）", "王芳（已签字）", "柜门关不严", "希望尽快", "铰链松动", "尺寸合适", "已讲解保养", "不符合", "第 2 页，共 2 页");
		assertThat(this.cases.groups(caseNo, "Task_PromiseFollowUp")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_PromiseFollowUp", "2026-07-18T15:00:00+08:00");
		complete(caseNo, "Task_PromiseFollowUp", Map.of("promise", "三日内更换铰链"));
		assertThat(this.cases.message(caseNo, "service-promise")).contains("三日内更换铰链");
		assertThat(this.cases.groups(caseNo, "Task_ExplainAtMeeting")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_ExplainAtMeeting", "2026-07-23T15:00:00+08:00");
		complete(caseNo, "Task_ExplainAtMeeting", Map.of("meetingHeldOn", "2026-07-16", "meetingNotes", "安装后检查铰链"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_FollowUpFinished");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("上门回访已完成");
		assertThat(this.cases.field(caseNo, "satisfaction_score")).isEqualTo("2");
		assertThat(this.cases.clocks(caseNo)).containsExactly("installation-call MET", "follow-up-appointment MET",
				"follow-up-inspection MET", "hand-in-form MET", "follow-up-promise MET", "follow-up-meeting MET");
	}

	@Test
	void spotCheckIsVisitedWithoutACallAndNobodyButTheInspectorMustSign() throws IOException {
		String caseNo = installed(Map.of("followUpKind", "spot_check", "sourceCaseNo", "KF-20260701-0001"));
		assertThat(this.cases.events(caseNo)).contains("因案件 KF-20260701-0001 回访");
		complete(caseNo, "Task_AppointFollowUp", appointment(Map.of()));
		inspect(caseNo, Map.of());
		complete(caseNo, "Task_HandInForm", signatures(Map.of("customerSigned", false, "unsignedReason", "客户急于外出")));
		assertThat(this.cases.events(caseNo)).contains("顾客意见反馈单已交回，赵回访已签字，客户未签字：客户急于外出", "第 1 次上门回访：符合验收标准");
		assertThat(form(caseNo)).contains("未签字，原因：客户急于外出", "—").doesNotContain("null");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_PromiseFollowUp");
	}

	@Test
	void absentCustomerGetsANewAppointmentThreeTimes() {
		String caseNo = installed(Map.of("followUpKind", "spot_check"));
		for (int round = 1; round <= 3; round++) {
			assertThat(variable(caseNo, "visitRound")).isEqualTo(round);
			assertThat(variable(caseNo, "appointmentAt")).isNull();
			assertThat(variable(caseNo, "inspector")).isNull();
			String day = "2026-07-%dT".formatted(15 + round);
			CaseDriver.now("2026-07-%dT10:00:00+08:00".formatted(14 + round));
			complete(caseNo, "Task_AppointFollowUp", appointment(Map.of("appointmentAt", day + "14:00:00+08:00")));
			this.cases.assertDue(caseNo, "Task_InspectOnVisit", day + "18:00:00+08:00");
			CaseDriver.now(day + "14:30:00+08:00");
			complete(caseNo, "Task_InspectOnVisit",
					Map.of("customerPresent", false, "visitedAt", day + "14:00:00+08:00"));
		}
		this.cases.assertEnded(caseNo, KEY, "EndEvent_FollowUpFinished");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("三次上门回访客户均不在");
		assertThat(this.cases.events(caseNo)).contains("第 3 次上门回访：客户不在");
	}

	@Test
	void deputyOfTheAssistantIsNamedByTheLeaderAndGetsTheTasks() {
		person(DEPUTY, "customerService");
		person(STRANGER, "production");
		String caseNo = installed(Map.of("assistantOnDuty", false));
		assertThat(this.cases.groups(caseNo, "Task_NameDeputy")).containsExactly("customerServiceLead");
		this.cases.assertDue(caseNo, "Task_NameDeputy", "2026-07-15T15:30:00+08:00");
		assertThat(this.cases.refusal(caseNo, "Task_NameDeputy", Map.of())).containsExactly("deputy");
		assertThat(this.cases.refusal(caseNo, "Task_NameDeputy", Map.of("deputy", STRANGER))).containsExactly("deputy");
		assertThat(this.cases.refusal(caseNo, "Task_NameDeputy", Map.of("deputy", "nobody"))).containsExactly("deputy");
		complete(caseNo, "Task_NameDeputy", Map.of("deputy", DEPUTY));
		assertThat(this.cases.events(caseNo)).anyMatch((event) -> event.startsWith("售后文员休息，由"));
		assertThat(this.cases.task(caseNo, "Task_CallCustomer").getAssignee()).isEqualTo(DEPUTY);
		complete(caseNo, "Task_CallCustomer", called(Map.of("visitNeeded", true)));
		assertThat(this.cases.task(caseNo, "Task_AppointFollowUp").getAssignee()).isEqualTo(DEPUTY);
		complete(caseNo, "Task_AppointFollowUp", appointment(Map.of()));
		assertThat(this.cases.task(caseNo, "Task_InspectOnVisit").getAssignee()).as("not the assistant's").isNull();
		this.identity.deleteUser(DEPUTY);
		inspect(caseNo, Map.of());
		complete(caseNo, "Task_HandInForm", signatures(Map.of()));
		assertThat(this.cases.task(caseNo, "Task_PromiseFollowUp").getAssignee()).as("the deputy has left").isNull();
	}

	@Test
	void withdrawnFollowUpIsClosedFromAnywhere() {
		String caseNo = installed(Map.of());
		this.runtime.startProcessInstanceByKey("case-instruction",
				Map.of("caseNo", caseNo, "instruction", "withdraw", "note", "客户不愿意接受回访"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_WithdrawalFiled");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("WITHDRAWN");
		assertThat(this.cases.clocks(caseNo)).containsExactly("installation-call CANCELLED");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Task_CallCustomer,     Event_CallOverdue,        installation-call,     customerService
			Task_AppointFollowUp,  Event_AppointmentOverdue, follow-up-appointment, customerService
			Task_InspectOnVisit,   Event_InspectionOverdue,  follow-up-inspection,  customerService
			Task_HandInForm,       Event_HandInOverdue,      hand-in-form,          customerService
			Task_PromiseFollowUp,  Event_PromiseOverdue,     follow-up-promise,     customerService
			Task_ExplainAtMeeting, Event_MeetingOverdue,     follow-up-meeting,     customerService
			""")
	void overdueStepIsWarnedThenBreachedThenEscalatedEachOnce(String step, String timer, String policy, String group) {
		String caseNo = installed(Map.of());
		while (!this.cases.openSteps(caseNo).contains(step)) {
			goOn(caseNo, this.cases.openSteps(caseNo).get(0));
		}
		this.cases.assertEscalates(caseNo, timer, policy, group);
		assertThat(this.cases.openSteps(caseNo)).containsExactly(step);
	}

	@Test
	void leaderWhoNamesNoDeputyIsReportedToManagement() {
		String caseNo = installed(Map.of("assistantOnDuty", false));
		for (int level = 1; level <= 4; level++) {
			this.cases.fire(caseNo, "Event_DeputyOverdue");
		}
		assertThat(this.cases.recipients(caseNo, "deadline-reminder")).containsExactly("customerServiceLead");
		assertThat(this.cases.recipients(caseNo, "deadline-escalation")).contains("customerServiceLead", "management");
		assertThat(this.cases.clocks(caseNo)).containsExactly("follow-up-deputy BREACHED");
	}

	@Test
	void followUpNeedsCustomerPhoneAndInstallation() {
		assertThat(CaseDriver.refusal(() -> this.cases.start(KEY, Map.of()))).containsExactlyInAnyOrder("customerName",
				"contactPhone", "followUpKind", "installedAt", "assistantOnDuty");
		assertThat(CaseDriver.refusal(() -> installed(Map.of("installedAt", "2026-07-15T10:01:00+08:00"))))
			.containsExactly("installedAt");
		assertThat(CaseDriver.refusal(() -> installed(Map.of("contactPhone", "12345"))))
			.containsExactly("contactPhone");
		assertThat(CaseDriver.refusal(() -> installed(Map.of("followUpKind", "letter"))))
			.containsExactly("followUpKind");
	}

	@Test
	void visitLiesInTheFuture() {
		String caseNo = installed(Map.of("followUpKind", "spot_check"));
		assertThat(this.cases.refusal(caseNo, "Task_AppointFollowUp", appointment(Map.of("appointmentAt", NOW))))
			.containsExactly("appointmentAt");
		assertThat(variable(caseNo, "appointmentAt")).as("nothing is kept of it").isNull();
		complete(caseNo, "Task_AppointFollowUp", appointment(Map.of("appointmentAt", "2026-07-15T10:01:00+08:00")));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_InspectOnVisit");
	}

	@ParameterizedTest
	@CsvSource({ "0", "6", "3.5" })
	void satisfactionIsAWholeNumberFromOneToFive(double score) {
		String caseNo = installed(Map.of());
		assertThat(this.cases.refusal(caseNo, "Task_CallCustomer", called(Map.of("satisfactionScore", score))))
			.containsExactly("satisfactionScore");
	}

	@Test
	void answersThatTheProcessNeedsAreRequired() {
		String caseNo = installed(Map.of());
		assertThat(this.cases.refusal(caseNo, "Task_CallCustomer", Map.of("reached", true))).containsExactlyInAnyOrder(
				"calledAt", "calledPhone", "calledPerson", "address", "satisfied", "satisfactionScore", "evaluation",
				"visitNeeded");
		assertThat(this.cases.refusal(caseNo, "Task_CallCustomer", Map.of("reached", false)))
			.containsExactlyInAnyOrder("calledAt", "calledPhone", "unreachableNote");
		complete(caseNo, "Task_CallCustomer", called(Map.of("visitNeeded", true)));
		assertThat(this.cases.refusal(caseNo, "Task_AppointFollowUp", Map.of()))
			.containsExactlyInAnyOrder("appointmentAt", "address", "inspector");
		complete(caseNo, "Task_AppointFollowUp", appointment(Map.of("serviceStaff", "李师傅")));
		CaseDriver.now("2026-07-16T15:00:00+08:00");
		assertThat(this.cases.refusal(caseNo, "Task_InspectOnVisit",
				Map.of("customerPresent", true, "visitedAt", "2026-07-16T15:01:00+08:00")))
			.containsExactlyInAnyOrder("visitedAt", "installationFindings", "designFindings", "explanationFindings",
					"standardMet", "customerOpinion");
		inspect(caseNo, Map.of());
		assertThat(this.cases.refusal(caseNo, "Task_HandInForm", Map.of())).containsExactlyInAnyOrder("serviceContent",
				"customerSigned", "inspectorSigned", "staffSigned", "signedAt");
		assertThat(this.cases.refusal(caseNo, "Task_HandInForm",
				signatures(Map.of("serviceContent", "调整铰链", "staffSigned", false))))
			.containsExactly("staffSigned");
		assertThat(this.cases.refusal(caseNo, "Task_HandInForm",
				signatures(Map.of("serviceContent", "调整铰链", "staffSigned", true, "inspectorSigned", false))))
			.containsExactly("inspectorSigned");
		complete(caseNo, "Task_HandInForm", signatures(Map.of("serviceContent", "调整铰链", "staffSigned", true)));
		assertThat(this.cases.refusal(caseNo, "Task_PromiseFollowUp", Map.of())).containsExactly("promise");
		complete(caseNo, "Task_PromiseFollowUp", Map.of("promise", "三日内更换铰链"));
		assertThat(this.cases.refusal(caseNo, "Task_ExplainAtMeeting", Map.of("meetingHeldOn", "2026-07-17")))
			.containsExactlyInAnyOrder("meetingHeldOn", "meetingNotes");
	}

	private String installed(Map<String, Object> deviations) {
		Map<String, Object> form = CaseDriver.with(Map.of("customerName", "回访客户" + UUID.randomUUID(), "contactName",
				"王芳", "contactPhone", "13912345678", "productModel", "KF-300", "followUpKind", "installation",
				"installedAt", "2026-07-14T16:00:00+08:00", "contractNo", "HT-2026-017", "address", "苏州市观前街 1 号",
				"assistantOnDuty", true), deviations);
		return this.cases.start(KEY, form);
	}

	/** Answers a step so that the follow-up goes on to its end. */
	private void goOn(String caseNo, String step) {
		switch (step) {
			case "Task_CallCustomer" -> complete(caseNo, step, called(Map.of("visitNeeded", true)));
			case "Task_AppointFollowUp" -> complete(caseNo, step, appointment(Map.of()));
			case "Task_InspectOnVisit" -> inspect(caseNo, Map.of());
			case "Task_HandInForm" -> complete(caseNo, step, signatures(Map.of()));
			default -> complete(caseNo, step, Map.of("promise", "三日内更换铰链"));
		}
	}

	private static Map<String, Object> called(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("reached", true, "calledAt", NOW, "calledPerson", "王芳", "calledPhone",
				"13912345678", "contractNo", "HT-2026-017", "address", "苏州市观前街 1 号", "satisfied", true,
				"satisfactionScore", 5, "evaluation", "很满意", "visitNeeded", false), deviations);
	}

	private static Map<String, Object> appointment(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("appointmentAt", APPOINTMENT, "address", "苏州市观前街 1 号", "inspector", "赵回访"),
				deviations);
	}

	/** The customer is there; the result is entered at three. */
	private void inspect(String caseNo, Map<String, Object> deviations) {
		CaseDriver.now("2026-07-16T15:00:00+08:00");
		complete(caseNo, "Task_InspectOnVisit",
				CaseDriver.with(Map.of("customerPresent", true, "visitedAt", "2026-07-16T14:05:00+08:00",
						"installationFindings", "铰链松动", "designFindings", "尺寸合适", "explanationFindings", "已讲解保养",
						"standardMet", true, "customerOpinion", "无"), deviations));
	}

	private static Map<String, Object> signatures(Map<String, Object> deviations) {
		Map<String, Object> form = CaseDriver.with(Map.of("customerSigned", true, "customerSignatory", "王芳",
				"inspectorSigned", true, "signedAt", "2026-07-16T15:00:00+08:00"), deviations);
		if (Boolean.FALSE.equals(form.get("customerSigned"))) {
			form.remove("customerSignatory");
		}
		return form;
	}

	private void person(String login, String group) {
		User user = this.identity.newUser(login);
		user.setFirstName(login);
		this.identity.saveUser(user);
		this.identity.createMembership(login, group);
	}

	private void complete(String caseNo, String step, Map<String, Object> form) {
		this.cases.complete(caseNo, step, form);
	}

	private Object variable(String caseNo, String name) {
		return this.cases.variable(caseNo, KEY, name);
	}

	private String form(String caseNo) throws IOException {
		byte[] content = this.jdbc.sql("select content from case_document where case_no = ? and kind = 'feedback-form'")
			.param(caseNo)
			.query(byte[].class)
			.single();
		try (PDDocument document = Loader.loadPDF(content)) {
			return new PDFTextStripper().getText(document);
		}
	}

}
