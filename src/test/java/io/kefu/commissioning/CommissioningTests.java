package io.kefu.commissioning;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@ProcessTest("commissioning")
class CommissioningTests {

	private static final String KEY = "commissioning";

	/** Wednesday; the opening is agreed for Thursday afternoon. */
	private static final String NOW = "2026-07-15T10:00:00+08:00";

	private static final String APPOINTMENT = "2026-07-16T14:00:00+08:00";

	private static final String OPENED = "2026-07-16T15:00:00+08:00";

	@Autowired
	private CaseDriver cases;

	@Autowired
	private RuntimeService runtime;

	@BeforeEach
	void aQuietWednesday() {
		CaseDriver.now(NOW);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void smallLotIsOpenedAcceptedInvoicedAndPaid() {
		String caseNo = arrived();
		assertThat(this.cases.field(caseNo, "kind")).isEqualTo("commissioning");
		assertThat(this.cases.groups(caseNo, "Task_RecordArrival")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_RecordArrival", "2026-07-15T15:30:00+08:00");
		record(caseNo, Map.of());
		assertThat(variable(caseNo, "mode")).isEqualTo("small_lot");
		assertThat(this.cases.events(caseNo)).contains("开箱方式：零星仪器");
		assertThat(this.cases.groups(caseNo, "Task_AgreeOpening")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_AgreeOpening", "2026-07-16T10:00:00+08:00");
		complete(caseNo, "Task_AgreeOpening", appointment(Map.of("phoneGuidance", true)));
		assertThat(this.cases.events(caseNo)).contains("约定 2026-07-16 14:00 电话指导开箱，开箱人员李师傅");
		assertThat(this.cases.message(caseNo, "commissioning-appointment")).contains("开箱时间：2026-07-16 14:00",
				"苏州市工业园区 1 号", "李师傅");
		assertThat(this.cases.groups(caseNo, "Task_InstallAndAdjust")).containsExactlyInAnyOrder("engineering",
				"customerService");
		this.cases.assertDue(caseNo, "Task_InstallAndAdjust", "2026-07-17T14:00:00+08:00");
		adjust(caseNo, Map.of());
		assertThat(this.cases.groups(caseNo, "Task_AcceptDelivery")).containsExactlyInAnyOrder("customerService",
				"engineering");
		this.cases.assertDue(caseNo, "Task_AcceptDelivery", "2026-07-21T15:00:00+08:00");
		accept(caseNo);
		assertThat(this.cases.events(caseNo)).contains("客户验收合格，签字：王芳");
		assertThat(this.cases.groups(caseNo, "Task_InvoiceDelivery")).containsExactly("finance");
		this.cases.assertDue(caseNo, "Task_InvoiceDelivery", "2026-07-21T15:00:00+08:00");
		complete(caseNo, "Task_InvoiceDelivery", invoice());
		assertThat(this.cases.groups(caseNo, "Task_TrackPayment")).containsExactlyInAnyOrder("finance",
				"customerService");
		this.cases.assertDue(caseNo, "Task_TrackPayment", "2026-08-27T15:00:00+08:00");
		complete(caseNo, "Task_TrackPayment", payment(Map.of()));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_CommissioningFinished");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("仪器已开箱调试并通过验收，款项已结清");
		assertThat(this.cases.clocks(caseNo)).containsExactly("commissioning-arrival MET",
				"commissioning-appointment MET", "commissioning-visit MET", "commissioning-acceptance MET",
				"commissioning-invoice MET", "commissioning-payment MET");
		assertThat(this.cases.templates(caseNo)).containsExactly("case-acknowledgement", "commissioning-appointment",
				"case-closed");
	}

	@Test
	void largeImportIsInstalledByTheFactoryAndItsUsersAreTrained() {
		String caseNo = arrived();
		record(caseNo, Map.of("imported", true, "largeEquipment", true));
		assertThat(this.cases.events(caseNo)).contains("开箱方式：大型进口仪器，需厂方协助安装调试");
		assertThat(this.cases.groups(caseNo, "Task_ContactFactory")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_ContactFactory", "2026-07-16T10:00:00+08:00");
		assertThat(this.cases.refusal(caseNo, "Task_ContactFactory", notice(Map.of())))
			.containsExactly("factoryVisitOn");
		assertThat(this.cases.refusal(caseNo, "Task_ContactFactory", notice(Map.of("factoryVisitOn", "2026-07-14"))))
			.containsExactly("factoryVisitOn");
		complete(caseNo, "Task_ContactFactory", notice(Map.of("factoryVisitOn", "2026-07-16")));
		complete(caseNo, "Task_AgreeOpening", appointment(Map.of()));
		assertThat(this.cases.events(caseNo)).contains("约定 2026-07-16 14:00 上门开箱调试，开箱人员李师傅");
		adjust(caseNo, Map.of());
		assertThat(this.cases.groups(caseNo, "Task_TrainUsers")).containsExactlyInAnyOrder("engineering",
				"customerService");
		this.cases.assertDue(caseNo, "Task_TrainUsers", "2026-07-21T15:00:00+08:00");
		assertThat(this.cases.refusal(caseNo, "Task_TrainUsers", Map.of())).containsExactlyInAnyOrder("trainedOn",
				"trainer", "trainees", "trainingContent");
		train(caseNo);
		assertThat(this.cases.events(caseNo)).contains("已培训使用人员：张三、李四，培训人员史密斯");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_AcceptDelivery");
	}

	@ParameterizedTest
	@CsvSource({ "true, false, 1, true, false", "false, true, 1, true, true", "false, false, 10, false, false",
			"false, false, 9, false, false" })
	void factoryIsContactedWhereTheTableSaysSo(boolean imported, boolean large, int quantity, boolean contact,
			boolean help) {
		String caseNo = arrived();
		record(caseNo, Map.of("imported", imported, "largeEquipment", large, "quantity", quantity));
		assertThat(this.cases.openSteps(caseNo)).containsExactly(contact ? "Task_ContactFactory" : "Task_AgreeOpening");
		assertThat(variable(caseNo, "factoryHelp")).isEqualTo(help);
		if (contact) {
			complete(caseNo, "Task_ContactFactory", notice(help ? Map.of("factoryVisitOn", "2026-07-16") : Map.of()));
			assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_AgreeOpening");
		}
	}

	@Test
	void refusedInstrumentIsAdjustedAgainAtANewTimeButItsUsersAreNotTrainedTwice() {
		String caseNo = arrived();
		record(caseNo, Map.of("imported", true, "largeEquipment", true));
		complete(caseNo, "Task_ContactFactory", notice(Map.of("factoryVisitOn", "2026-07-16")));
		complete(caseNo, "Task_AgreeOpening", appointment(Map.of()));
		adjust(caseNo, Map.of("packingComplete", false, "missingParts", "电源线一根"));
		train(caseNo);
		complete(caseNo, "Task_AcceptDelivery", Map.of("accepted", false, "refusalReason", "读数不稳定"));
		assertThat(this.cases.events(caseNo)).contains("客户验收不合格：读数不稳定");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_AgreeOpening");
		assertThat(variable(caseNo, "adjustmentRound")).isEqualTo(2);
		assertThat(variable(caseNo, "lastRefusal")).isEqualTo("读数不稳定");
		for (String answer : List.of("appointmentAt", "openedBy", "adjustmentResult", "missingParts", "accepted")) {
			assertThat(variable(caseNo, answer)).as(answer).isNull();
		}
		complete(caseNo, "Task_AgreeOpening", appointment(Map.of("appointmentAt", "2026-07-20T09:00:00+08:00")));
		this.cases.assertDue(caseNo, "Task_InstallAndAdjust", "2026-07-21T09:00:00+08:00");
		CaseDriver.now("2026-07-20T11:00:00+08:00");
		complete(caseNo, "Task_InstallAndAdjust", adjustment(Map.of("openedAt", "2026-07-20T09:00:00+08:00")));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_AcceptDelivery");
	}

	@Test
	void withdrawnOrderIsClosedFromAnywhere() {
		String caseNo = arrived();
		record(caseNo, Map.of());
		this.runtime.startProcessInstanceByKey("case-instruction",
				Map.of("caseNo", caseNo, "instruction", "withdraw", "note", "客户来电取消合同"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_WithdrawalFiled");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("WITHDRAWN");
		assertThat(this.cases.clocks(caseNo)).containsExactly("commissioning-arrival MET",
				"commissioning-appointment CANCELLED");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Task_RecordArrival,    Event_ArrivalOverdue,       commissioning-arrival,     customerService
			Task_ContactFactory,   Event_FactoryNoticeOverdue, factory-notice,            customerService
			Task_AgreeOpening,     Event_OpeningOverdue,       commissioning-appointment, customerService
			Task_InstallAndAdjust, Event_AdjustmentOverdue,    commissioning-visit,       engineering
			Task_TrainUsers,       Event_TrainingOverdue,      commissioning-training,    engineering
			Task_AcceptDelivery,   Event_AcceptanceOverdue,    commissioning-acceptance,  customerService
			Task_InvoiceDelivery,  Event_InvoiceOverdue,       commissioning-invoice,     finance
			Task_TrackPayment,     Event_PaymentOverdue,       commissioning-payment,     finance
			""")
	void overdueStepIsWarnedThenBreachedThenEscalatedEachOnce(String step, String timer, String policy, String group) {
		String caseNo = arrived();
		while (!this.cases.openSteps(caseNo).contains(step)) {
			goOn(caseNo, this.cases.openSteps(caseNo).get(0));
		}
		this.cases.assertEscalates(caseNo, timer, policy, group);
		assertThat(this.cases.openSteps(caseNo)).containsExactly(step);
	}

	@Test
	void openingLiesInTheFuture() {
		String caseNo = arrived();
		record(caseNo, Map.of("quantity", 10));
		assertThat(this.cases.refusal(caseNo, "Task_AgreeOpening", appointment(Map.of("appointmentAt", NOW))))
			.containsExactly("appointmentAt");
		assertThat(variable(caseNo, "appointmentAt")).as("nothing is kept of it").isNull();
		complete(caseNo, "Task_AgreeOpening", appointment(Map.of("appointmentAt", "2026-07-15T10:01:00+08:00")));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_InstallAndAdjust");
	}

	@ParameterizedTest
	@CsvSource({ "quantity, 0", "quantity, -1", "quantity, 1.5", "arrivedOn, 2026-07-16", "arrivedOn, 明天",
			"imported, maybe" })
	void arrivalIsRecordedAsItWas(String field, String value) {
		String caseNo = arrived();
		Object typed = field.equals("quantity") ? (Object) Double.valueOf(value) : value;
		assertThat(this.cases.refusal(caseNo, "Task_RecordArrival", arrival(Map.of(field, typed))))
			.containsExactly(field);
		assertThat(variable(caseNo, "contractNo")).as("nothing is kept of it").isNull();
	}

	@Test
	void answersThatTheProcessNeedsAreRequired() {
		String caseNo = arrived();
		assertThat(this.cases.refusal(caseNo, "Task_RecordArrival", Map.of())).containsExactlyInAnyOrder("contractNo",
				"arrivedOn", "quantity", "imported", "largeEquipment", "address");
		record(caseNo, Map.of());
		assertThat(this.cases.refusal(caseNo, "Task_AgreeOpening", Map.of())).containsExactlyInAnyOrder("appointmentAt",
				"openedBy", "phoneGuidance");
		complete(caseNo, "Task_AgreeOpening", appointment(Map.of("phoneGuidance", false)));
		CaseDriver.now(OPENED);
		assertThat(this.cases.refusal(caseNo, "Task_InstallAndAdjust", Map.of("packingComplete", false)))
			.containsExactlyInAnyOrder("openedAt", "missingParts", "adjustmentResult");
		assertThat(this.cases.refusal(caseNo, "Task_InstallAndAdjust",
				adjustment(Map.of("openedAt", "2026-07-16T15:01:00+08:00"))))
			.containsExactly("openedAt");
		adjust(caseNo, Map.of());
		assertThat(this.cases.refusal(caseNo, "Task_AcceptDelivery", Map.of())).contains("accepted");
		assertThat(this.cases.refusal(caseNo, "Task_AcceptDelivery", Map.of("accepted", true)))
			.containsExactlyInAnyOrder("signedBy", "signedAt");
		assertThat(this.cases.refusal(caseNo, "Task_AcceptDelivery", Map.of("accepted", false)))
			.containsExactly("refusalReason");
		accept(caseNo);
		assertThat(this.cases.refusal(caseNo, "Task_InvoiceDelivery", Map.of())).containsExactlyInAnyOrder("invoiceNo",
				"invoiceAmount", "invoicedOn");
		complete(caseNo, "Task_InvoiceDelivery", invoice());
		assertThat(this.cases.refusal(caseNo, "Task_TrackPayment", Map.of()))
			.containsExactlyInAnyOrder("invoiceDeliveredOn", "invoiceReceivedBy", "paidOn", "paidAmount");
		assertThat(this.cases.refusal(caseNo, "Task_TrackPayment", payment(Map.of("paidAmount", 8999.99))))
			.containsExactly("paidAmount");
		assertThat(this.cases.refusal(caseNo, "Task_TrackPayment", payment(Map.of("paidAmount", 9000.01))))
			.containsExactly("paidAmount");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_TrackPayment");
	}

	private String arrived() {
		return this.cases.start(KEY, CaseDriver.filedBy("开箱客户" + UUID.randomUUID(), Map.of("productModel", "KF-300")));
	}

	/** Answers a step so that a large import goes on to its end. */
	private void goOn(String caseNo, String step) {
		switch (step) {
			case "Task_RecordArrival" -> record(caseNo, Map.of("imported", true, "largeEquipment", true));
			case "Task_ContactFactory" -> complete(caseNo, step, notice(Map.of("factoryVisitOn", "2026-07-16")));
			case "Task_AgreeOpening" -> complete(caseNo, step, appointment(Map.of()));
			case "Task_InstallAndAdjust" -> adjust(caseNo, Map.of());
			case "Task_TrainUsers" -> train(caseNo);
			case "Task_AcceptDelivery" -> accept(caseNo);
			default -> complete(caseNo, step, invoice());
		}
	}

	private void record(String caseNo, Map<String, Object> deviations) {
		complete(caseNo, "Task_RecordArrival", arrival(deviations));
	}

	private static Map<String, Object> arrival(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("contractNo", "HT-2026-017", "arrivedOn", "2026-07-15", "quantity", 1, "imported",
				false, "largeEquipment", false, "factory", "苏州仪器厂", "address", "苏州市工业园区 1 号"), deviations);
	}

	private static Map<String, Object> notice(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("factoryContact", "史密斯 13800138000", "factoryNotifiedAt", NOW), deviations);
	}

	private static Map<String, Object> appointment(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("appointmentAt", APPOINTMENT, "openedBy", "李师傅"), deviations);
	}

	/** The result is entered at three. */
	private void adjust(String caseNo, Map<String, Object> deviations) {
		CaseDriver.now(OPENED);
		complete(caseNo, "Task_InstallAndAdjust", adjustment(deviations));
	}

	private static Map<String, Object> adjustment(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("openedAt", "2026-07-16T14:05:00+08:00", "packingComplete", true,
				"adjustmentResult", "试运行一小时正常"), deviations);
	}

	private void train(String caseNo) {
		complete(caseNo, "Task_TrainUsers",
				Map.of("trainedOn", "2026-07-16", "trainer", "史密斯", "trainees", "张三、李四", "trainingContent", "操作和日常维护"));
	}

	private void accept(String caseNo) {
		complete(caseNo, "Task_AcceptDelivery", Map.of("accepted", true, "signedBy", "王芳", "signedAt", OPENED));
	}

	private static Map<String, Object> invoice() {
		return Map.of("invoiceNo", "24112000000012345678", "invoiceAmount", 9000, "invoicedOn", "2026-07-16");
	}

	private static Map<String, Object> payment(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("invoiceDeliveredOn", "2026-07-16", "invoiceReceivedBy", "王芳", "paidOn",
				"2026-07-16", "paidAmount", 9000), deviations);
	}

	private void complete(String caseNo, String step, Map<String, Object> form) {
		this.cases.complete(caseNo, step, form);
	}

	private Object variable(String caseNo, String name) {
		return this.cases.variable(caseNo, KEY, name);
	}

}
