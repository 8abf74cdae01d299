package io.kefu.repair;

import java.util.Map;

import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What bad input gets in a repair, over HTTP, and that nothing has changed then.
 */
@ApplicationTest
class RepairInputTests {

	@LocalServerPort
	private int port;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private TaskService tasks;

	@Autowired
	private JdbcClient jdbc;

	private RepairCase repair;

	@BeforeEach
	void knownUnit() {
		this.repair = new RepairCase(this.cases, this.jdbc).sold("2020-01-15");
	}

	@Test
	void unknownSerialNumberIsRefused() {
		this.repair.opened();
		assertRefused("Task_IntakeRepair", this.repair.intake(Map.of("serialNo", "SN-404")), "serialNo",
				"序列号“SN-404”不在用户档案中");
		assertThat(this.cases.field(this.repair.caseNo, "serial_no")).isNull();
	}

	@Test
	void unitOfAnotherCustomerIsRefused() {
		RepairCase other = new RepairCase(this.cases, this.jdbc).sold("2026-01-15");
		this.repair.opened();
		assertRefused("Task_IntakeRepair", this.repair.intake(Map.of("serialNo", other.serialNo)), "serialNo",
				"登记在其他客户名下");
	}

	@Test
	void anotherModelThanTheUnitsIsRefused() {
		this.repair.opened();
		assertRefused("Task_IntakeRepair",
				this.repair.intake(Map.of("serialNo", this.repair.serialNo, "productModel", "KF-300")), "productModel",
				"与填写的“KF-300”不符");
	}

	@Test
	void purchaseProofWithoutItsDateOrWithADateToComeIsRefused() {
		this.repair.opened();
		assertRefused("Task_IntakeRepair", this.repair.intake(Map.of("purchaseProof", true)), "purchaseDate",
				"请填写“购买日期”");
		assertRefused("Task_IntakeRepair",
				this.repair.intake(Map.of("purchaseProof", true, "purchaseDate", "2099-01-01")), "purchaseDate",
				"“购买日期”不得晚于现在");
	}

	@Test
	void exchangeOutOfWarrantyIsRefused() {
		this.repair.takenIn();
		assertRefused("Task_AgreeMode", Map.of("serviceMode", "exchange"), "serviceMode", "保修期外的产品不予退换");
		assertRefused("Task_AgreeMode", Map.of("serviceMode", "workshop", "inWarranty", true), "inWarranty",
				"“保修判定”不可修改");
	}

	@ParameterizedTest
	@CsvSource({ "laborCost, -1, “维修费（元）”必须是0到9999999之间的数字，小数不超过2位",
			"partsCost, -0.01, “配件费（元）”必须是0到9999999之间的数字，小数不超过2位",
			"laborCost, 1.005, “维修费（元）”必须是0到9999999之间的数字，小数不超过2位" })
	void negativeQuoteIsRefused(String field, double amount, String message) {
		this.repair.takenIn().agree("workshop").diagnosedFor("parts");
		assertRefused("Task_PrepareQuote",
				CaseDriver.with(Map.of("laborCost", 100, "partsCost", 0), Map.of(field, amount)), field, message);
		assertThat(this.repair.variable("quoteTotal")).isNull();
		assertThat(this.cases.templates(this.repair.caseNo)).doesNotContain("repair-quote");
	}

	@Test
	void consentOfSomebodyElseThanTheCustomersContactIsRefused() {
		this.repair.takenIn().agree("workshop").diagnosedFor("parts").quote();
		assertRefused("Task_RecordConsent", Map.of("consentGiven", true, "consentBy", "路人甲"), "consentBy",
				"同意人“路人甲”不是该客户的联系人");
		assertThat(this.cases.clocks(this.repair.caseNo)).contains("quote-consent RUNNING");
		this.jdbc.sql("insert into customer_contact (customer_id, name) select id, '赵敏' from customer where name = ?")
			.param(this.repair.customer)
			.update();
		assertThat(submit("Task_RecordConsent", Map.of("consentGiven", true, "consentBy", "赵敏")).status())
			.isEqualTo(204);
	}

	@Test
	void partsOrderWithoutAQuantityIsRefused() {
		this.repair.takenIn().agree("workshop").diagnose(Map.of("partsNeeded", true)).quote().consent(true);
		assertRefused("Task_OrderParts", Map.of("partName", "启动器", "quantity", 0, "recipient", "李工", "address", "苏州市"),
				"quantity", "“数量”必须是1到9999之间的整数");
	}

	@Test
	void failedInspectionNeedsItsReasonAndAReturnedOldPartItsNumber() {
		this.repair.takenIn().agree("workshop").diagnosedFor("parts").quote().consent(true).repair();
		assertRefused("Task_InspectRepair", Map.of("passed", false, "partsNeeded", false), "inspectionNote",
				"请填写“不合格原因”");
		this.repair.pass();
		assertRefused("Task_HandOver", Map.of("customerConfirmed", true, "signedBy", "王芳", "oldPartsTo", "returned"),
				"oldPartNo", "请填写“旧件编号”");
	}

	@Test
	void invoiceMustBeWhatTheCustomerAgreedTo() {
		this.repair.takenIn().agree("workshop").diagnosedFor("parts").quote().consent(true).repair().pass().handOver();
		assertRefused("Task_IssueInvoice", Map.of("invoiceNo", "FP-1", "invoiceAmount", 299.49), "invoiceAmount",
				"必须等于客户同意的报价合计299.50元");
		assertThat(this.cases.templates(this.repair.caseNo)).doesNotContain("repair-invoice");
	}

	private void assertRefused(String step, Map<String, Object> form, String field, String message) {
		Answer answer = submit(step, form);
		assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
		assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly(field);
		assertThat(answer.detail()).contains(message);
		assertThat(this.repair.openSteps()).containsExactly(step);
		form.keySet()
			.stream()
			.filter((key) -> key.equals(field) && !key.equals("productModel") && !key.equals("inWarranty"))
			.forEach((key) -> assertThat(this.tasks.getVariable(task(step), key)).as(key).isNull());
	}

	private Answer submit(String step, Map<String, Object> form) {
		return new KefuClient(this.port, "admin").submit(task(step), form);
	}

	private String task(String step) {
		return this.cases.task(this.repair.caseNo, step).getId();
	}

}
