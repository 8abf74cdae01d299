package io.kefu.repair;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A customer with a unit of its own and the case of that unit's repair, led from step to
 * step as staff would.
 */
class RepairCase {

	static final String KEY = "hardware-repair";

	final String model = "M-" + UUID.randomUUID();

	final String serialNo = "SN-" + this.model;

	final String customer = "客户" + this.model;

	private final CaseDriver cases;

	private final JdbcClient jdbc;

	String caseNo;

	RepairCase(CaseDriver cases, JdbcClient jdbc) {
		this.cases = cases;
		this.jdbc = jdbc;
	}

	/** The customer's file knows the unit. */
	RepairCase sold(String soldOn) {
		this.jdbc.sql("insert into customer (name) values (?)").param(this.customer).update();
		this.jdbc.sql("insert into product (model, name) values (?, '冷柜')").param(this.model).update();
		this.jdbc.sql("""
				insert into unit (serial_no, product_model, customer_id, sold_on)
				select ?, ?, id, cast(? as date) from customer where name = ?""")
			.params(java.util.Arrays.asList(this.serialNo, this.model, soldOn, this.customer))
			.update();
		return this;
	}

	RepairCase term(String component, int months) {
		this.jdbc.sql("""
				insert into product_term (product_model, component, warranty_months, valid_from)
				values (?, ?, ?, '2020-01-01')""").params(this.model, component, months).update();
		return this;
	}

	RepairCase opened() {
		this.caseNo = this.cases.start(KEY, CaseDriver.filedBy(this.customer, Map.of("productModel", this.model)));
		return this;
	}

	/** Taken in by serial number, without a purchase proof. */
	RepairCase takenIn() {
		return takenIn(Map.of("serialNo", this.serialNo));
	}

	RepairCase takenIn(Map<String, Object> deviations) {
		opened();
		return complete("Task_IntakeRepair", intake(deviations));
	}

	Map<String, Object> intake(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("productModel", this.model, "purchaseProof", false, "misuse", false), deviations);
	}

	RepairCase agree(String mode) {
		return complete("Task_AgreeMode", Map.of("serviceMode", mode));
	}

	RepairCase diagnose(Map<String, Object> deviations) {
		return complete("Task_DiagnoseFault", CaseDriver.with(Map.of("faultCode", "e1", "faultDescription", "压缩机不启动",
				"humanDamage", false, "repairable", true, "repairRoute", "parts", "partsNeeded", false), deviations));
	}

	RepairCase diagnosedFor(String route) {
		return diagnose((route.equals("factory")) ? Map.of("repairRoute", "factory") : Map.of());
	}

	RepairCase irreparable() {
		return complete("Task_DiagnoseFault",
				Map.of("faultCode", "E9", "faultDescription", "主板烧毁", "humanDamage", false, "repairable", false));
	}

	RepairCase quote() {
		return complete("Task_PrepareQuote", Map.of("laborCost", 200, "partsCost", 99.5, "quoteNote", "含往返运费"));
	}

	RepairCase consent(boolean given) {
		return complete("Task_RecordConsent", Map.of("consentGiven", given, "consentBy", "王芳"));
	}

	RepairCase orderParts() {
		return complete("Task_OrderParts", Map.of("partName", "启动器", "partNo", "QD-1", "quantity", 2, "recipient", "李工",
				"address", "苏州市工业园区1号", "phone", "13800138000"));
	}

	RepairCase repair() {
		return complete("Task_RepairWithParts", Map.of("repairAction", "更换启动器", "repairedBy", "李工"));
	}

	RepairCase repairAtFactory() {
		return complete("Task_RepairAtFactory",
				Map.of("sentToFactoryOn", "2026-07-14", "backFromFactoryOn", "2026-07-15", "repairAction", "厂方更换压缩机"));
	}

	RepairCase pass() {
		return complete("Task_InspectRepair", Map.of("passed", true));
	}

	RepairCase handOver() {
		return complete("Task_HandOver",
				Map.of("customerConfirmed", true, "signedBy", "王芳", "oldPartsTo", "returned", "oldPartNo", "JJ-001"));
	}

	RepairCase returnUnit() {
		return complete("Task_ReturnUnit", Map.of("explanation", "已向客户说明", "returnedTo", "王芳"));
	}

	RepairCase survey() {
		return complete("Task_RecordSurvey", Map.of("satisfactionScore", 5, "surveyComment", "很快"));
	}

	RepairCase complete(String step, Map<String, Object> form) {
		this.cases.complete(this.caseNo, step, form);
		return this;
	}

	Object variable(String name) {
		return this.cases.variable(this.caseNo, KEY, name);
	}

	List<String> openSteps() {
		return this.cases.openSteps(this.caseNo);
	}

}
