package io.kefu.planning;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import io.kefu.customerfile.CustomerFiles;
import io.kefu.customerfile.ProductTerms;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ProcessTest("service-planning")
class ServicePlanningTests {

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private TaskService tasks;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ProductTerms terms;

	@Autowired
	private CustomerFiles files;

	@BeforeEach
	void aQuietWednesday() {
		CaseDriver.now("2026-07-15T10:00:00+08:00");
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void planIsDraftedWhileTheProductIsDesignedAndBecomesItsTermsOnceApproved() {
		PlanCase plan = new PlanCase(this.cases).opened();
		assertThat(plan.planNo).matches("SP-20260715-\\d{4,}");
		assertStep(plan, "Task_DefineProductAndService", "productManagement", "2026-08-12T10:00:00+08:00");
		plan.complete("Task_DefineProductAndService",
				Map.of("competitorFindings", "48 小时响应", "productDefinition", "商用变频冷柜", "serviceConcept", "当日响应"));
		assertThat(plan.openSteps()).containsExactlyInAnyOrder("Task_DesignProduct", "Task_DraftServicePlan");
		assertStep(plan, "Task_DesignProduct", "development", "2026-10-13T10:00:00+08:00");
		assertStep(plan, "Task_DraftServicePlan", "customerService", "2026-07-29T10:00:00+08:00");
		plan.complete("Task_DraftServicePlan", PlanCase.terms(Map.of()));
		assertStep(plan, "Task_AnalyseCostBenefit", "finance", "2026-07-22T10:00:00+08:00");
		plan.complete("Task_AnalyseCostBenefit", PlanCase.figures(Map.of()));
		plan.complete("Task_DesignProduct", Map.of("designSummary", "模块化压缩机"));
		assertStep(plan, "Task_ReviewProduct", "productManagement", "2026-07-29T10:00:00+08:00");
		assertThat(plan.openSteps()).as("the plan waits for the review").containsExactly("Task_ReviewProduct");
		plan.complete("Task_ReviewProduct", Map.of("reviewConclusion", "压缩机寿命满足延保"));
		assertStep(plan, "Task_UpdateServicePlan", "customerService", "2026-07-22T10:00:00+08:00");
		plan.complete("Task_UpdateServicePlan", PlanCase.whole(Map.of("warrantyMonths", 18)));
		assertStep(plan, "Task_ApproveServicePlan", "management", "2026-07-22T10:00:00+08:00");
		plan.refused();
		assertStep(plan, "Task_ReviseServicePlan", "customerService", "2026-07-22T10:00:00+08:00");
		plan.complete("Task_ReviseServicePlan", PlanCase.whole(Map.of("warrantyMonths", 24))).approved();
		assertStep(plan, "Task_LaunchProduct", "productManagement", "2026-08-26T10:00:00+08:00");
		plan.launched("2026-08-01");
		assertStep(plan, "Task_CarryOutWarranty", "customerService", "2026-07-29T10:00:00+08:00");
		assertThat(this.terms.newestFrom(plan.model)).as("not before it is carried out").isEmpty();
		plan.carriedOut();
		this.cases.assertEnded(plan.planNo, PlanCase.KEY, "EndEvent_WarrantyCarriedOut");
		assertThat(
				texts("""
						select concat_ws(' ', component, warranty_months, response_hours, replacement_policy, valid_from, source)
						from product_term where product_model = ? order by component""",
						plan.model))
			.containsExactlyInAnyOrder("整机 24 12 七日内出现质量问题的更换整机 2026-08-01 " + plan.planNo + " 第4版",
					"压缩机 24 12 七日内出现质量问题的更换整机 2026-08-01 " + plan.planNo + " 第4版");
		assertThat(
				texts("select concat_ws(' ', state, launched_on, funds_received) from service_plan where plan_no = ?",
						plan.planNo))
			.containsExactly("EFFECTIVE 2026-08-01 300000.00");
		assertThat(texts("select name from product where model = ?", plan.model)).containsExactly("变频冷柜");
	}

	@Test
	void everyVersionIsKeptAndShownBesideTheOneBefore() {
		PlanCase plan = new PlanCase(this.cases).updated(Map.of("warrantyMonths", 18, "estimatedCost", 700000));
		assertThat(texts("select revision_no || ' ' || step || ' ' || coalesce(estimated_cost::text, '-') from "
				+ "service_plan_revision where plan_no = ? order by revision_no", plan.planNo))
			.containsExactly("1 设计客户服务初步方案 -", "2 进行成本效益分析 600000.00", "3 评估保修和更换需求，更新客户服务方案 700000.00");
		assertThat(marked(plan, "Task_ApproveServicePlan")).containsExactly("整机保修 12个月 → 18个月",
				"预计成本 600000.00元 → 700000.00元");
		assertThat(rows(plan, "Task_ApproveServicePlan", "costBenefit", "label", "value"))
			.contains("收益减成本 → 260000.00元", "收益成本比 → 1.37", "回本所需月数 → 12个月");
		assertThat((String) local(plan, "Task_ApproveServicePlan", "revisionTitle")).startsWith("第3版（");
		assertThat((String) local(plan, "Task_ApproveServicePlan", "previousTitle"))
			.startsWith("第2版（进行成本效益分析，系统，2026-07-15 10:00");
		assertThat((String) local(plan, "Task_ApproveServicePlan", "shownCaseNo")).isEqualTo(plan.planNo);
		plan.refused();
		assertThat(rows(plan, "Task_ReviseServicePlan", "planApprovals", "result", "note"))
			.containsExactly("不通过 → 保修期应与竞争对手拉开差距");
		plan.complete("Task_ReviseServicePlan", PlanCase.whole(Map.of("warrantyMonths", 18, "estimatedCost", 700000)));
		assertThat(marked(plan, "Task_ApproveServicePlan")).as("nothing was revised").isEmpty();
		assertThat(this.tasks.getVariable(this.cases.task(plan.planNo, "Task_ApproveServicePlan").getId(), "approved"))
			.as("the refusal is not preselected")
			.isNull();
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc.sql("update service_plan_revision set warranty_months = 99 where plan_no = ?")
				.param(plan.planNo)
				.update())
			.withStackTraceContaining("append-only");
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(
				() -> this.jdbc.sql("delete from service_plan_approval where plan_no = ?").param(plan.planNo).update())
			.withStackTraceContaining("append-only");
	}

	@Test
	void warrantyAndServicePeriodAreJudgedByTheApprovedPlanFromTheLaunchOn() {
		PlanCase plan = new PlanCase(this.cases).updated(Map.of("warrantyMonths", 24, "months1", 36));
		String customer = "客户" + plan.model;
		this.jdbc.sql("insert into customer (name) values (?)").param(customer).update();
		this.jdbc.sql("insert into product (model, name) values (?, '变频冷柜')").param(plan.model).update();
		String earlier = unit(plan, customer, "A", "2026-07-14");
		String later = unit(plan, customer, "B", "2026-07-15");
		assertThat(warrantyUntil(plan, customer, later, "整机")).as("before the approval").isEqualTo("2027-07-15");
		plan.approved().launched("2026-07-15");
		assertThat(warrantyUntil(plan, customer, later, "整机")).as("not carried out yet").isEqualTo("2027-07-15");
		plan.carriedOut();
		assertThat(warrantyUntil(plan, customer, later, "整机")).isEqualTo("2028-07-15");
		assertThat(warrantyUntil(plan, customer, later, "压缩机")).isEqualTo("2029-07-15");
		assertThat(warrantyUntil(plan, customer, earlier, "整机")).as("sold before the launch").isEqualTo("2027-07-14");
		CaseDriver.now("2027-09-01T10:00:00+08:00");
		assertThat(inWarranty(plan, customer, later)).isTrue();
		assertThat(inWarranty(plan, customer, earlier)).isFalse();
		long customerId = this.jdbc.sql("select id from customer where name = ?")
			.param(customer)
			.query(Long.class)
			.single();
		LocalDate day = LocalDate.of(2027, 9, 1);
		assertThat(this.files.inServicePeriod(customerId, later, day)).hasValue(true);
		assertThat(this.files.inServicePeriod(customerId, earlier, day)).hasValue(false);
	}

	@Test
	void firstReplyIsDueWithinTheResponseTimeOfTheApprovedPlan() {
		PlanCase plan = new PlanCase(this.cases).updated(Map.of("responseTimeHours", 8));
		assertThat(firstReplyHours(plan)).isEqualTo(24);
		plan.approved().launched("2026-07-15").carriedOut();
		assertThat(firstReplyHours(plan)).isEqualTo(8);
	}

	@Test
	void nextPlanReplacesTheTermsAsAWholeAndKeepsTheOldOnesForWhatWasSoldBefore() {
		PlanCase plan = new PlanCase(this.cases).updated(Map.of("warrantyMonths", 24, "months1", 36));
		plan.approved().launched("2026-07-15").carriedOut();
		plan.defined().designed().drafted(Map.of());
		Map<String, Object> withoutComponents = PlanCase.whole(Map.of("warrantyMonths", 18));
		withoutComponents.put("component1", null);
		withoutComponents.put("months1", null);
		plan.complete("Task_UpdateServicePlan", withoutComponents).approved().launched("2026-08-01").carriedOut();
		LocalDate before = LocalDate.of(2026, 7, 31);
		LocalDate from = LocalDate.of(2026, 8, 1);
		assertThat(this.terms.warrantyMonths(plan.model, "压缩机", before)).isEqualTo(36);
		assertThat(this.terms.warrantyMonths(plan.model, "整机", before)).isEqualTo(24);
		assertThat(this.terms.warrantyMonths(plan.model, "压缩机", from)).as("no terms of its own any more").isEqualTo(18);
		assertThat(this.terms.warrantyMonths(plan.model, "整机", from)).isEqualTo(18);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Task_DefineProductAndService", "Task_ApproveServicePlan" })
	void deletedPlanIsCancelledAndFreesItsProduct(String step) {
		PlanCase plan = new PlanCase(this.cases);
		if (step.equals("Task_ApproveServicePlan")) {
			plan.updated(Map.of());
		}
		else {
			plan.opened();
		}
		String planNo = plan.planNo;
		this.runtime.deleteProcessInstance(this.cases.task(planNo, step).getProcessInstanceId(), "产品取消");
		assertThat(texts("select state from service_plan where plan_no = ?", planNo)).containsExactly("CANCELLED");
		assertThat(plan.opened().openSteps()).containsExactly("Task_DefineProductAndService");
		assertThat(plan.planNo).isNotEqualTo(planNo);
	}

	private String warrantyUntil(PlanCase plan, String customer, String serialNo, String component) {
		return (String) this.cases.variable(takenIn(plan, customer, serialNo, component), "hardware-repair",
				"warrantyUntil");
	}

	private boolean inWarranty(PlanCase plan, String customer, String serialNo) {
		return (Boolean) this.cases.variable(takenIn(plan, customer, serialNo, "整机"), "hardware-repair", "inWarranty");
	}

	private String takenIn(PlanCase plan, String customer, String serialNo, String component) {
		String caseNo = this.cases.start("hardware-repair",
				CaseDriver.filedBy(customer, Map.of("productModel", plan.model)));
		this.cases.complete(caseNo, "Task_IntakeRepair", Map.of("productModel", plan.model, "serialNo", serialNo,
				"component", component, "purchaseProof", false, "misuse", false));
		return caseNo;
	}

	private int firstReplyHours(PlanCase plan) {
		String caseNo = this.cases.start("complaint-closed-loop", Map.of("customerName", "客户" + plan.model,
				"contactPhone", "13912345678", "channel", "email", "description", "不制冷", "productModel", plan.model));
		return this.jdbc
			.sql("""
					select (extract(epoch from c.due_at - s.received_at) / 3600)::int from clock c join service_case s using (case_no)
					where c.case_no = ? and c.policy = 'first-reply'""")
			.param(caseNo)
			.query(Integer.class)
			.single();
	}

	private String unit(PlanCase plan, String customer, String suffix, String soldOn) {
		String serialNo = "SN-" + plan.model + suffix;
		this.jdbc.sql("""
				insert into unit (serial_no, product_model, customer_id, sold_on)
				select ?, ?, id, cast(? as date) from customer where name = ?""")
			.params(serialNo, plan.model, soldOn, customer)
			.update();
		return serialNo;
	}

	private List<String> marked(PlanCase plan, String step) {
		return this.<List<Map<String, Object>>>local(plan, step, "planRows")
			.stream()
			.filter((row) -> !row.get("mark").equals(""))
			.map((row) -> row.get("label") + " " + row.get("previousText") + " → " + row.get("currentText"))
			.toList();
	}

	private List<String> rows(PlanCase plan, String step, String variable, String left, String right) {
		return this.<List<Map<String, Object>>>local(plan, step, variable)
			.stream()
			.map((row) -> row.get(left) + " → " + row.get(right))
			.toList();
	}

	@SuppressWarnings("unchecked")
	private <T> T local(PlanCase plan, String step, String variable) {
		return (T) this.tasks.getVariableLocal(this.cases.task(plan.planNo, step).getId(), variable);
	}

	private List<String> texts(String sql, String parameter) {
		return this.jdbc.sql(sql).param(parameter).query(String.class).list();
	}

	private void assertStep(PlanCase plan, String step, String group, String due) {
		assertThat(this.cases.groups(plan.planNo, step)).containsExactly(group);
		assertThat(this.cases.task(plan.planNo, step).getDueDate()).as("due date of %s", step)
			.isEqualTo(CaseDriver.at(due));
	}

}
