package io.kefu.returns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import io.kefu.identity.Departments;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.Deployment;
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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@ProcessTest("return-exchange")
class ReturnExchangeTests {

	private static final String KEY = "return-exchange";

	/** A Wednesday morning in a week without holidays, 10:00 in Shanghai. */
	private static final Instant NOW = Instant.parse("2026-07-15T02:00:00Z");

	/** Seven days before. */
	private static final String LAST_DAY_OF_REFUND = "2026-07-08";

	private static final String LAST_DAY_OF_EXCHANGE = "2026-06-30";

	@Autowired
	private CaseDriver cases;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private TaskService tasks;

	@Autowired
	private RepositoryService repository;

	@Autowired
	private Departments departments;

	@Autowired
	private Rmas rmas;

	@Autowired
	private JdbcClient jdbc;

	private String customer;

	@BeforeEach
	void aQuietWednesday() {
		ClockUtil.setCurrentTime(Date.from(NOW));
		this.customer = "退换客户" + UUID.randomUUID();
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void exchangeIsSignedByAllReceivedInspectedAgreedWithTheFactoryReplacedAndEntered() throws IOException {
		String caseNo = requested("exchange", LAST_DAY_OF_EXCHANGE);
		String rmaNo = rmaNo(caseNo);
		assertThat(rmaNo).matches("RMA-20260715-\\d{4,}");
		assertThat(this.cases.recipients(caseNo, "rma-issued")).containsExactly("customer");
		assertThat(this.rmas.find(rmaNo).orElseThrow()).satisfies((rma) -> {
			assertThat(rma.state()).isEqualTo("ISSUED");
			assertThat(rma.acceptsGoods()).isFalse();
		});
		assertStep(caseNo, "Task_FillExchangeForm", "2026-07-16T10:00:00+08:00", "regionalSales");
		sign(caseNo, "Task_FillExchangeForm", "regionalSales",
				Map.of("goods", "KF-300 电源", "quantity", 2, "detailedReason", "开机三分钟后断电"));
		assertStep(caseNo, "Task_SignRegional", "2026-07-16T10:00:00+08:00", "regionalSalesLead");
		sign(caseNo, "Task_SignRegional", "regionalSalesLead", Map.of("approved", true));
		assertStep(caseNo, "Task_CheckGoods", "2026-07-16T10:00:00+08:00", "salesOffice");
		sign(caseNo, "Task_CheckGoods", "salesOffice", Map.of("goodsConfirmed", true, "opinion", "型号数量一致"));
		assertStep(caseNo, "Task_InstructManager", "2026-07-17T10:00:00+08:00", "management");
		sign(caseNo, "Task_InstructManager", "management", Map.of("approved", true, "instruction", "尽快换新"));
		assertStep(caseNo, "Task_ReceiveGoods", "2026-07-29T10:00:00+08:00", "materials");
		assertThat(this.rmas.find(rmaNo).orElseThrow().acceptsGoods()).isTrue();
		assertThat(variable(caseNo, "quantity")).as("the warehouse counts for itself").isNull();
		assertThat(variable(caseNo, "rmaNo")).isNull();
		sign(caseNo, "Task_ReceiveGoods", "materials",
				Map.of("rmaNo", rmaNo.toLowerCase(), "quantity", 2, "formEnclosed", true));
		assertThat(this.rmas.find(" " + rmaNo.toLowerCase() + " ").orElseThrow().state()).isEqualTo("RECEIVED");
		assertStep(caseNo, "Task_InspectGoods", "2026-07-17T10:00:00+08:00", "quality");
		sign(caseNo, "Task_InspectGoods", "quality",
				Map.of("inspectionResult", "defect_confirmed", "inspectionNote", "电容鼓包"));
		assertStep(caseNo, "Task_ConsultFactory", "2026-08-05T10:00:00+08:00", "customerService");
		sign(caseNo, "Task_ConsultFactory", "customerService",
				Map.of("factoryAccepts", true, "leaderInstruction", "李总同意", "factoryReply", "本周发新机"));
		assertStep(caseNo, "Task_ShipReplacement", "2026-07-20T10:00:00+08:00", "materials");
		this.cases.complete(caseNo, "Task_ShipReplacement",
				Map.of("trackingNo", "SF1000001", "newSerialNo", "NEW-77", "originalPacking", true));
		assertThat(this.cases.recipients(caseNo, "return-shipped")).containsExactly("customer");
		assertStep(caseNo, "Task_ConfirmReceipt", "2026-07-22T10:00:00+08:00", "customerService");
		this.cases.complete(caseNo, "Task_ConfirmReceipt", Map.of("receivedOn", "2026-07-15"));
		assertStep(caseNo, "Task_SignLedger", "2026-07-16T10:00:00+08:00", "customerService", "materials");
		sign(caseNo, "Task_SignLedger", "materials", Map.of("handledBy", "陈经办", "ledgerNote", "旧机已返厂"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ReturnFinished");
		assertThat(variable(caseNo, "returnResult")).isEqualTo("exchanged");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("已为您更换产品。");
		assertThat(this.cases.clocks(caseNo)).allMatch((clock) -> clock.endsWith(" MET"))
			.contains("return-request MET", "exchange-form MET", "exchange-factory MET", "return-ledger MET");
		assertThat(this.rmas.find(rmaNo).orElseThrow().state()).isEqualTo("SETTLED");
		assertThat(signatures(caseNo)).containsExactly("Task_FillExchangeForm regionalSales 填写 开机三分钟后断电",
				"Task_SignRegional regionalSalesLead 同意 -", "Task_CheckGoods salesOffice 相符 型号数量一致",
				"Task_InstructManager management 批准 尽快换新", "Task_ReceiveGoods materials 入库2台 -",
				"Task_InspectGoods quality 确认故障 电容鼓包", "Task_ConsultFactory customerService 厂方同意 本周发新机",
				"Task_SignLedger materials 经办人：陈经办 旧机已返厂");
		assertThat(ledger(caseNo)).containsExactly(rmaNo + " exchange 2 开机三分钟后断电 exchanged NEW-77 陈经办");
		assertThat(document(caseNo))
			.contains("产品换货单", rmaNo, caseNo, "KF-300 电源", "开机三分钟后断电", "填写产品换货单", "区域市场负责人签字", "办公室核查确认", "型号数量一致",
					"总经理指示", "尽快换新", this.departments.displayName("regionalSalesLead"),
					this.departments.displayName("management"), "2026-07-15 10:00", "确认故障", "已换新", "NEW-77", "陈经办")
			.doesNotContain("null");
	}

	@Test
	void refundNeedsNoExchangeFormAndIsPaidByFinance() {
		String caseNo = requested("refund", LAST_DAY_OF_REFUND);
		receive(caseNo, 1);
		inspect(caseNo, "defect_confirmed");
		assertStep(caseNo, "Task_RefundCustomer", "2026-07-20T10:00:00+08:00", "finance");
		this.cases.complete(caseNo, "Task_RefundCustomer", Map.of("amount", 1299.5, "refundedOn", "2026-07-15"));
		enter(caseNo);
		assertFinished(caseNo, "refunded");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("已为您退款。");
		assertThat(this.jdbc.sql("select refund_amount from exchange_ledger where case_no = ?")
			.param(caseNo)
			.query(String.class)
			.single()).isEqualTo("1299.50");
		assertThat(this.jdbc.sql("select count(*) from case_document where case_no = ?")
			.param(caseNo)
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void orderChangeIsRefundedAlthoughTheGoodsHaveNoFault() {
		String caseNo = opened(Map.of());
		request(caseNo, "refund", LAST_DAY_OF_REFUND, Map.of("returnReason", "order_change"));
		receive(caseNo, 1);
		inspect(caseNo, "no_fault");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_RefundCustomer");
	}

	@Test
	void repairIsDoneAgainUntilQualityPassesItAndThenSentBack() {
		String caseNo = requested("repair", "2020-01-01");
		receive(caseNo, 1);
		inspect(caseNo, "defect_confirmed");
		assertStep(caseNo, "Task_RepairReturnedGoods", "2026-07-24T10:00:00+08:00", "production");
		this.cases.complete(caseNo, "Task_RepairReturnedGoods", Map.of("repairResult", "更换电源板"));
		assertStep(caseNo, "Task_CheckRepair", "2026-07-16T10:00:00+08:00", "quality");
		this.cases.complete(caseNo, "Task_CheckRepair", Map.of("repairPassed", false, "checkNote", "仍有噪声"));
		assertThat(variable(caseNo, "repairResult")).as("not filled in from the first round").isNull();
		this.cases.complete(caseNo, "Task_RepairReturnedGoods", Map.of("repairResult", "更换风扇"));
		assertThat(variable(caseNo, "checkNote")).isNull();
		this.cases.complete(caseNo, "Task_CheckRepair", Map.of("repairPassed", true));
		assertStep(caseNo, "Task_ShipBack", "2026-07-17T10:00:00+08:00", "customerService");
		shipBack(caseNo);
		enter(caseNo);
		assertFinished(caseNo, "repaired");
		assertThat(this.cases.events(caseNo)).contains("已返还客户：修好的产品，运单号SF2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "no_fault", "misuse" })
	void goodsWithoutAFaultOfTheirOwnGoBackWithAnExplanation(String inspectionResult) {
		String caseNo = requested("refund", LAST_DAY_OF_REFUND);
		receive(caseNo, 1);
		inspect(caseNo, inspectionResult);
		shipBack(caseNo);
		assertThat(this.jdbc.sql("select body from notification where case_no = ? and template = 'return-shipped'")
			.param(caseNo)
			.query(String.class)
			.single()).contains("退回的原产品已发出", "运单号：SF2", "说明：检测正常");
		enter(caseNo);
		assertFinished(caseNo, "refused");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("本次未予退换，产品已返还给您。");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			refund,   2026-07-08, customer, true
			refund,   2026-07-07, customer, false
			exchange, 2026-06-30, customer, true
			exchange, 2026-06-29, customer, false
			exchange, 2026-07-08, dealer,   true
			exchange, 2026-07-07, dealer,   false
			repair,   2020-01-01, customer, true
			exchange, ,           customer, false
			""")
	void termsDecideFromTheDayOfPurchase(String kind, String purchaseDate, String source, boolean eligible) {
		String caseNo = opened(Map.of());
		request(caseNo, kind, purchaseDate, Map.of("requestSource", source));
		assertThat(this.cases.openSteps(caseNo)).containsExactly(eligible
				? (kind.equals("exchange") ? "Task_FillExchangeForm" : "Task_ReceiveGoods") : "Task_ExplainIneligible");
		assertThat(rmaNo(caseNo) != null).isEqualTo(eligible);
	}

	@Test
	void daysCountToTheDayTheCustomerCame() {
		String caseNo = opened(Map.of("receivedAt", "2026-07-10T09:00:00+08:00"));
		request(caseNo, "refund", "2026-07-03", Map.of());
		assertThat(variable(caseNo, "daysSincePurchase")).isEqualTo(7);
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_ReceiveGoods");
	}

	@Test
	void fileKnowsTheDayOfSaleAndTheModel() {
		String serialNo = unit(this.customer, "2026-07-01");
		String caseNo = opened(Map.of());
		request(caseNo, "exchange", null, Map.of("serialNo", serialNo));
		assertThat(variable(caseNo, "daysSincePurchase")).isEqualTo(14);
		assertThat(variable(caseNo, "productModel")).isEqualTo("KF-300");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_FillExchangeForm");
	}

	@Test
	void unknownUnitOrOneOfAnotherCustomerIsRefusedAndNothingChanges() {
		String foreign = unit("别的客户" + UUID.randomUUID(), "2026-07-01");
		String caseNo = opened(Map.of());
		for (String serialNo : List.of(foreign, "SN-UNKNOWN")) {
			assertThat(errorField(() -> request(caseNo, "exchange", null, Map.of("serialNo", serialNo))))
				.isEqualTo("serialNo");
		}
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_RequestReturn");
		assertThat(rmaNo(caseNo)).isNull();
		assertThat(this.cases.clocks(caseNo)).containsExactly("return-request RUNNING");
	}

	@Test
	void termsThatTheCustomerHasNotCheckedAreRefused() {
		String caseNo = opened(Map.of());
		assertThat(errorField(
				() -> request(caseNo, "repair", null, Map.of("termsConfirmed", false, "packagingComplete", true))))
			.isEqualTo("termsConfirmed");
	}

	@Test
	void refundThatComesTooLateCanBecomeAnExchange() {
		String caseNo = requested("refund", LAST_DAY_OF_EXCHANGE);
		assertStep(caseNo, "Task_ExplainIneligible", "2026-07-16T10:00:00+08:00", "customerService");
		assertThat((String) variable(caseNo, "eligibilityExplanation")).contains("可以换货，不能退货");
		agree(caseNo, "exchange");
		assertThat(variable(caseNo, "kind")).isEqualTo("exchange");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_FillExchangeForm");
	}

	@Test
	void requestBeyondTheTermsCanBecomeARepairButNoExchange() {
		String caseNo = requested("refund", "2026-06-01");
		assertThat(errorField(() -> agree(caseNo, "exchange"))).isEqualTo("agreement");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_ExplainIneligible");
		agree(caseNo, "repair");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_ReceiveGoods");
	}

	@Test
	void requestThatTheCustomerGivesUpEndsWithoutANumber() {
		String caseNo = requested("exchange", "2026-06-01");
		agree(caseNo, "give_up");
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ReturnRefused");
		assertThat(variable(caseNo, "returnResult")).isEqualTo("refused");
		assertThat(rmaNo(caseNo)).isNull();
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.events(caseNo)).contains("与客户商定不再办理：已说明");
	}

	@Test
	void exchangeThatTheRegionRefusesBecomesARepairUnderTheSameNumber() {
		String caseNo = requested("exchange", LAST_DAY_OF_REFUND);
		String rmaNo = rmaNo(caseNo);
		fill(caseNo);
		assertThat(errorField(() -> this.cases.complete(caseNo, "Task_SignRegional", Map.of("approved", false))))
			.isEqualTo("opinion");
		this.cases.complete(caseNo, "Task_SignRegional", Map.of("approved", false, "opinion", "可以修好"));
		assertThat((String) variable(caseNo, "eligibilityExplanation")).isEqualTo("换货未获批准（区域市场负责人签字）：可以修好");
		assertThat(errorField(() -> agree(caseNo, "exchange"))).isEqualTo("agreement");
		agree(caseNo, "repair");
		assertThat(rmaNo(caseNo)).isEqualTo(rmaNo);
		assertThat(this.rmas.find(rmaNo).orElseThrow().kind()).isEqualTo("repair");
		assertThat(this.cases.recipients(caseNo, "rma-issued")).hasSize(1);
		receive(caseNo, 1);
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_InspectGoods");
	}

	@Test
	void goodsThatAreNotThoseOfTheFormEndTheExchangeAndItsNumber() {
		String caseNo = requested("exchange", LAST_DAY_OF_REFUND);
		fill(caseNo);
		this.cases.complete(caseNo, "Task_SignRegional", Map.of("approved", true, "opinion", "同意"));
		assertThat(variable(caseNo, "opinion")).as("the office writes its own opinion").isNull();
		this.cases.complete(caseNo, "Task_CheckGoods", Map.of("goodsConfirmed", false, "opinion", "型号不符"));
		agree(caseNo, "give_up");
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ReturnRefused");
		assertThat(this.rmas.find(rmaNo(caseNo)).orElseThrow().state()).isEqualTo("CANCELLED");
	}

	@Test
	void exchangeThatTheManagerRefusesIsExplained() {
		String caseNo = requested("exchange", LAST_DAY_OF_REFUND);
		fill(caseNo);
		this.cases.complete(caseNo, "Task_SignRegional", Map.of("approved", true));
		this.cases.complete(caseNo, "Task_CheckGoods", Map.of("goodsConfirmed", true, "opinion", "相符"));
		assertThat(variable(caseNo, "approved")).as("the manager decides for himself").isNull();
		this.cases.complete(caseNo, "Task_InstructManager", Map.of("approved", false, "instruction", "先修"));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_ExplainIneligible");
		assertThat(variable(caseNo, "exchangeApproved")).isEqualTo(false);
	}

	@Test
	void goodsWithoutTheIssuedNumberOrTheirFormOrOfAnotherQuantityAreNotTakenIn() {
		String caseNo = requested("exchange", LAST_DAY_OF_REFUND);
		approveAll(caseNo);
		String other = rmaNo(requestedByAnother());
		String rmaNo = rmaNo(caseNo);
		assertThat(errorField(() -> takeIn(caseNo, null, 1, true))).isEqualTo("rmaNo");
		assertThat(errorField(() -> takeIn(caseNo, other, 1, true))).isEqualTo("rmaNo");
		assertThat(errorField(() -> takeIn(caseNo, "RMA-20260715-9999999", 1, true))).isEqualTo("rmaNo");
		assertThat(errorField(() -> takeIn(caseNo, rmaNo, 1, false))).isEqualTo("formEnclosed");
		assertThat(errorField(() -> takeIn(caseNo, rmaNo, 2, true))).isEqualTo("quantity");
		assertThat(errorField(() -> takeIn(caseNo, rmaNo, 0, true))).isEqualTo("quantity");
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_ReceiveGoods");
		assertThat(this.rmas.find(rmaNo).orElseThrow().state()).isEqualTo("ISSUED");
		assertThat(signatures(caseNo)).noneMatch((signature) -> signature.startsWith("Task_ReceiveGoods"));
		takeIn(caseNo, rmaNo, 1, true);
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_InspectGoods");
	}

	@Test
	void factoryThatRefusesIsAskedAgainOrTheUnitIsRepaired() {
		String caseNo = atTheFactory();
		consult(caseNo, false);
		assertStep(caseNo, "Task_Negotiate", "2026-07-17T10:00:00+08:00", "customerService");
		this.cases.complete(caseNo, "Task_Negotiate", Map.of("agreement", "exchange", "negotiationNote", "换同系列"));
		assertThat(variable(caseNo, "factoryAccepts")).as("not filled in from the first round").isNull();
		consult(caseNo, false);
		assertThat(variable(caseNo, "agreement")).isNull();
		this.cases.complete(caseNo, "Task_Negotiate", Map.of("agreement", "repair"));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_RepairReturnedGoods");
	}

	@Test
	void customerWhoTakesTheUnitBackAfterTheFactoryRefusedIsRefusedYetHasAnExchangeForm() throws IOException {
		String caseNo = atTheFactory();
		consult(caseNo, false);
		this.cases.complete(caseNo, "Task_Negotiate", Map.of("agreement", "return_goods"));
		shipBack(caseNo);
		enter(caseNo);
		assertFinished(caseNo, "refused");
		assertThat(document(caseNo)).contains("厂方不同意", "未予退换");
	}

	@Test
	void withdrawnReturnEndsAndItsNumberIsGoodForNothing() {
		String caseNo = requested("repair", LAST_DAY_OF_REFUND);
		this.runtime.createMessageCorrelation("case-withdrawn").processInstanceBusinessKey(caseNo).correlate();
		this.cases.assertEnded(caseNo, KEY, "EndEvent_CaseWithdrawn");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("WITHDRAWN");
		assertThat(this.rmas.find(rmaNo(caseNo)).orElseThrow()).satisfies((rma) -> {
			assertThat(rma.state()).isEqualTo("CANCELLED");
			assertThat(rma.acceptsGoods()).isFalse();
		});
	}

	@Test
	void requestIsWithdrawnWhereItsAnswersWouldBeChecked() {
		String request = opened(Map.of());
		String explain = requested("refund", "2026-06-01");
		for (String caseNo : List.of(request, explain)) {
			this.runtime.createMessageCorrelation("case-withdrawn").processInstanceBusinessKey(caseNo).correlate();
			this.cases.assertEnded(caseNo, KEY, "EndEvent_CaseWithdrawn");
		}
	}

	@Test
	void everyClockOfTheExchangeEscalates() {
		String caseNo = opened(Map.of());
		this.cases.assertEscalates(caseNo, "Event_RequestReturnOverdue", "return-request", "customerService");
		request(caseNo, "refund", LAST_DAY_OF_EXCHANGE, Map.of());
		this.cases.assertEscalates(caseNo, "Event_ExplainIneligibleOverdue", "return-explain", "customerService");
		agree(caseNo, "exchange");
		this.cases.assertEscalates(caseNo, "Event_FillExchangeFormOverdue", "exchange-form", "regionalSales");
		fill(caseNo);
		for (int level = 1; level <= 4; level++) {
			this.cases.fire(caseNo, "Event_SignRegionalOverdue");
		}
		assertThat(this.cases.timers(caseNo, "Event_SignRegionalOverdue")).isEmpty();
		assertThat(this.cases.recipients(caseNo, "deadline-escalation")).contains("regionalSalesLead", "management");
		assertThat(this.cases.clocks(caseNo)).contains("exchange-sign BREACHED");
		this.cases.complete(caseNo, "Task_SignRegional", Map.of("approved", true));
		this.cases.assertEscalates(caseNo, "Event_CheckGoodsOverdue", "exchange-check", "salesOffice");
		this.cases.complete(caseNo, "Task_CheckGoods", Map.of("goodsConfirmed", true, "opinion", "相符"));
		this.cases.assertEscalates(caseNo, "Event_InstructManagerOverdue", "exchange-instruct", "management");
		this.cases.complete(caseNo, "Task_InstructManager", Map.of("approved", true, "instruction", "同意"));
		this.cases.assertEscalates(caseNo, "Event_ReceiveGoodsOverdue", "return-receipt", "materials");
		receive(caseNo, 1);
		this.cases.assertEscalates(caseNo, "Event_InspectGoodsOverdue", "return-inspection", "quality");
		inspect(caseNo, "defect_confirmed");
		this.cases.assertEscalates(caseNo, "Event_ConsultFactoryOverdue", "exchange-factory", "customerService");
		consult(caseNo, false);
		this.cases.assertEscalates(caseNo, "Event_NegotiateOverdue", "exchange-negotiation", "customerService");
		this.cases.complete(caseNo, "Task_Negotiate", Map.of("agreement", "exchange"));
		consult(caseNo, true);
		this.cases.assertEscalates(caseNo, "Event_ShipReplacementOverdue", "exchange-shipment", "materials");
		this.cases.complete(caseNo, "Task_ShipReplacement", Map.of("trackingNo", "SF9", "originalPacking", true));
		this.cases.assertEscalates(caseNo, "Event_ConfirmReceiptOverdue", "exchange-receipt", "customerService");
		this.cases.complete(caseNo, "Task_ConfirmReceipt", Map.of("receivedOn", "2026-07-15"));
		this.cases.assertEscalates(caseNo, "Event_SignLedgerOverdue", "return-ledger", "materials");
		enter(caseNo);
		assertFinished(caseNo, "exchanged");
	}

	@Test
	void clocksOfRefundAndRepairEscalate() {
		String refund = requested("refund", LAST_DAY_OF_REFUND);
		receive(refund, 1);
		inspect(refund, "defect_confirmed");
		this.cases.assertEscalates(refund, "Event_RefundCustomerOverdue", "return-refund", "finance");
		String repair = requested("repair", LAST_DAY_OF_REFUND);
		receive(repair, 1);
		inspect(repair, "defect_confirmed");
		this.cases.assertEscalates(repair, "Event_RepairReturnedGoodsOverdue", "return-repair", "production");
		this.cases.complete(repair, "Task_RepairReturnedGoods", Map.of("repairResult", "更换电源板"));
		this.cases.assertEscalates(repair, "Event_CheckRepairOverdue", "return-repair-check", "quality");
		this.cases.complete(repair, "Task_CheckRepair", Map.of("repairPassed", true));
		this.cases.assertEscalates(repair, "Event_ShipBackOverdue", "return-shipment", "customerService");
	}

	@Test
	void calledReturnGoesOnUnderTheCaseOfItsCallerAndLeavesItOpen() {
		Deployment caller = this.repository.createDeployment()
			.addClasspathResource("io/kefu/returns/return-caller.bpmn")
			.deploy();
		try {
			Map<String, Object> form = new HashMap<>(CaseDriver.filedBy(this.customer, Map.of()));
			form.put("requestSource", "dealer");
			String caseNo = this.cases.start("return-caller", form);
			assertThat(this.cases.templates(caseNo)).containsExactly("case-acknowledgement");
			assertThat(variable(caseNo, "requestSource")).isEqualTo("dealer");
			request(caseNo, "repair", LAST_DAY_OF_REFUND, Map.of());
			receive(caseNo, 1);
			inspect(caseNo, "misuse");
			shipBack(caseNo);
			enter(caseNo);
			this.cases.assertEnded(caseNo, KEY, "EndEvent_ReturnFinished");
			assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_Afterwards");
			assertThat(this.cases.variable(caseNo, "return-caller", "returnResult")).isEqualTo("refused");
			assertThat(this.cases.field(caseNo, "state")).isEqualTo("OPEN");
			assertThat(this.cases.events(caseNo)).contains("本次未予退换，产品已返还给您。");
			assertThat(this.cases.templates(caseNo)).doesNotContain("case-closed");
			this.tasks.complete(this.cases.task(caseNo, "Task_Afterwards").getId());
		}
		finally {
			this.repository.deleteDeployment(caller.getId(), true);
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			amount,     0
			amount,     -5
			amount,     1.005
			refundedOn, 2026-07-16
			""")
	void wrongRefundIsRefused(String field, String value) {
		String caseNo = requested("refund", LAST_DAY_OF_REFUND);
		receive(caseNo, 1);
		inspect(caseNo, "defect_confirmed");
		Map<String, Object> form = new HashMap<>(Map.of("amount", 100, "refundedOn", "2026-07-15"));
		form.put(field, field.equals("amount") ? (Object) Double.valueOf(value) : value);
		assertThat(errorField(() -> this.cases.complete(caseNo, "Task_RefundCustomer", form))).isEqualTo(field);
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_RefundCustomer");
	}

	@Test
	void parcelWithoutATrackingNumberIsRefused() {
		String caseNo = requested("refund", LAST_DAY_OF_REFUND);
		receive(caseNo, 1);
		inspect(caseNo, "no_fault");
		assertThat(errorField(() -> this.cases.complete(caseNo, "Task_ShipBack",
				Map.of("delivery", "courier", "explanation", "检测正常"))))
			.isEqualTo("trackingNo");
		this.cases.complete(caseNo, "Task_ShipBack", Map.of("delivery", "pickup", "explanation", "检测正常"));
		assertThat(this.cases.events(caseNo)).contains("已返还客户：退回的原产品");
	}

	@Test
	void ledgerAndSignaturesAreNeverChanged() {
		String caseNo = requested("refund", LAST_DAY_OF_REFUND);
		receive(caseNo, 1);
		for (String table : List.of("exchange_ledger", "exchange_approval")) {
			assertThatThrownBy(() -> this.jdbc.sql("delete from " + table).update())
				.hasMessageContaining("append-only");
		}
	}

	private String opened(Map<String, Object> deviations) {
		String caseNo = this.cases.start(KEY, CaseDriver.filedBy(this.customer, deviations));
		assertThat(this.cases.groups(caseNo, "Task_RequestReturn")).containsExactlyInAnyOrder("regionalSales",
				"customerService");
		return caseNo;
	}

	private String requested(String kind, String purchaseDate) {
		String caseNo = opened(Map.of());
		assertThat(this.cases.task(caseNo, "Task_RequestReturn").getDueDate())
			.isEqualTo(CaseDriver.at("2026-07-16T10:00:00+08:00"));
		request(caseNo, kind, purchaseDate, Map.of());
		return caseNo;
	}

	private String requestedByAnother() {
		this.customer = "另一客户" + UUID.randomUUID();
		return requested("repair", LAST_DAY_OF_REFUND);
	}

	private void request(String caseNo, String kind, String purchaseDate, Map<String, Object> deviations) {
		Map<String, Object> form = new HashMap<>(Map.of("kind", kind, "returnReason", "quality_flaw",
				"packagingComplete", true, "misuse", false, "termsConfirmed", true));
		if (purchaseDate != null) {
			form.put("purchaseDate", purchaseDate);
		}
		form.putAll(deviations);
		this.cases.complete(caseNo, "Task_RequestReturn", form);
	}

	private void agree(String caseNo, String agreement) {
		this.cases.complete(caseNo, "Task_ExplainIneligible", Map.of("agreement", agreement, "explanation", "已说明"));
	}

	private void fill(String caseNo) {
		this.cases.complete(caseNo, "Task_FillExchangeForm",
				Map.of("goods", "KF-300", "quantity", 1, "detailedReason", "不能开机"));
	}

	private void approveAll(String caseNo) {
		fill(caseNo);
		this.cases.complete(caseNo, "Task_SignRegional", Map.of("approved", true));
		this.cases.complete(caseNo, "Task_CheckGoods", Map.of("goodsConfirmed", true, "opinion", "相符"));
		this.cases.complete(caseNo, "Task_InstructManager", Map.of("approved", true, "instruction", "同意"));
	}

	private String atTheFactory() {
		String caseNo = requested("exchange", LAST_DAY_OF_REFUND);
		approveAll(caseNo);
		receive(caseNo, 1);
		inspect(caseNo, "defect_confirmed");
		return caseNo;
	}

	private void receive(String caseNo, int quantity) {
		takeIn(caseNo, rmaNo(caseNo), quantity, true);
	}

	private void takeIn(String caseNo, String rmaNo, int quantity, boolean formEnclosed) {
		Map<String, Object> form = new HashMap<>(Map.of("quantity", quantity, "formEnclosed", formEnclosed));
		form.put("rmaNo", rmaNo);
		this.cases.complete(caseNo, "Task_ReceiveGoods", form);
	}

	private void inspect(String caseNo, String inspectionResult) {
		this.cases.complete(caseNo, "Task_InspectGoods", Map.of("inspectionResult", inspectionResult));
	}

	private void consult(String caseNo, boolean factoryAccepts) {
		this.cases.complete(caseNo, "Task_ConsultFactory", Map.of("factoryAccepts", factoryAccepts));
	}

	private void shipBack(String caseNo) {
		this.cases.complete(caseNo, "Task_ShipBack",
				Map.of("delivery", "courier", "trackingNo", "SF2", "explanation", "检测正常"));
	}

	private void enter(String caseNo) {
		this.cases.complete(caseNo, "Task_SignLedger", Map.of("handledBy", "陈经办"));
	}

	private void sign(String caseNo, String step, String login, Map<String, Object> form) {
		this.tasks.setAssignee(this.cases.task(caseNo, step).getId(), login);
		this.cases.complete(caseNo, step, form);
	}

	private void assertStep(String caseNo, String step, String due, String... groups) {
		assertThat(this.cases.openSteps(caseNo)).containsExactly(step);
		assertThat(this.cases.task(caseNo, step).getDueDate()).isEqualTo(CaseDriver.at(due));
		assertThat(this.cases.groups(caseNo, step)).containsExactlyInAnyOrderElementsOf(Arrays.asList(groups));
	}

	private void assertFinished(String caseNo, String result) {
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ReturnFinished");
		assertThat(variable(caseNo, "returnResult")).isEqualTo(result);
	}

	private String unit(String owner, String soldOn) {
		String serialNo = "SN-" + UUID.randomUUID();
		this.jdbc.sql("insert into product values ('KF-300', '稳压电源') on conflict do nothing").update();
		this.jdbc.sql("insert into customer (name) values (?) on conflict do nothing").param(owner).update();
		this.jdbc.sql("""
				insert into unit values (?, 'KF-300', (select id from customer where name = ?), cast(? as date))""")
			.params(serialNo, owner, soldOn)
			.update();
		return serialNo;
	}

	private String rmaNo(String caseNo) {
		return (String) variable(caseNo, "rmaNumber");
	}

	private Object variable(String caseNo, String name) {
		return this.cases.variable(caseNo, KEY, name);
	}

	private List<String> signatures(String caseNo) {
		return this.jdbc.sql("""
				select step || ' ' || login || ' ' || answer || ' ' || coalesce(note, '-') from exchange_approval
				where case_no = ? order by id""").param(caseNo).query(String.class).list();
	}

	private List<String> ledger(String caseNo) {
		return this.jdbc.sql("""
				select concat_ws(' ', rma_no, kind, quantity, reason, result, new_serial_no, handled_by)
				from exchange_ledger where case_no = ?""").param(caseNo).query(String.class).list();
	}

	private String document(String caseNo) throws IOException {
		byte[] pdf = this.jdbc.sql("select content from case_document where case_no = ? and kind = 'exchange-form'")
			.param(caseNo)
			.query(byte[].class)
			.single();
		Files.write(Files.createDirectories(Path.of("target/documents")).resolve("exchange-form.pdf"), pdf);
		try (PDDocument document = Loader.loadPDF(pdf)) {
			return new PDFTextStripper().getText(document);
		}
	}

	private static String errorField(Runnable submission) {
		InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, submission::run);
		assertThat(refused).isNotNull();
		assertThat(refused.detail()).containsPattern("\\p{IsHan}");
		return refused.errors().stream().map(FieldError::field).reduce((a, b) -> a + " " + b).orElse("");
	}

}
