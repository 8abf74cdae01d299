package io.kefu.planning;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
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
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What bad input gets in service planning, over HTTP, and that nothing has changed then.
 */
@ApplicationTest
class ServicePlanInputTests {

	@LocalServerPort
	private int port;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private TaskService tasks;

	@Autowired
	private JdbcClient jdbc;

	private PlanCase plan;

	@BeforeEach
	void product() {
		this.plan = new PlanCase(this.cases);
	}

	@ParameterizedTest
	@ValueSource(strings = { "productManagement", "customerService" })
	void productManagementAndCustomerServiceStartAPlan(String user) {
		Answer answer = client(user).start(PlanCase.KEY, this.plan.start());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(plans()).isEqualTo(1);
	}

	@Test
	void nobodyElseStartsAPlan() {
		assertThat(client("finance").start(PlanCase.KEY, this.plan.start()).status()).isEqualTo(403);
		assertThat(plans()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "productModel", "productName", "marketResearch" })
	void planNeedsItsProductAndTheResearch(String field) {
		Map<String, Object> form = new HashMap<>(this.plan.start());
		form.put(field, " ");
		Answer answer = client("customerService").start(PlanCase.KEY, form);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field(0)).isEqualTo(field);
		assertThat(plans()).isZero();
	}

	@Test
	void productHasOnePlanUnderWay() {
		this.plan.opened();
		Answer answer = client("customerService").start(PlanCase.KEY, this.plan.start());
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field(0)).isEqualTo("productModel");
		assertThat(answer.detail()).contains("已有进行中的客户服务规划" + this.plan.planNo);
		assertThat(plans()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			component2,         面板,  months2,            请填写“部件2保修（月）”
			component2,         压缩机, months2,           请填写“部件2保修（月）”
			months2,            6,     component2,         请填写“部件2”
			satisfactionTarget, 101,   satisfactionTarget, “客户满意度目标（%）”必须是0到100之间的
			responseTimeHours,  0,     responseTimeHours,  “响应时间（小时）”必须是1到8760之间的整数
			warrantyMonths,     -1,    warrantyMonths,     “整机保修（月）”必须是0到600之间的整数
			""")
	void wrongTermsAreRefused(String key, String value, String field, String message) {
		this.plan.defined();
		Object typed = value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : value;
		assertRefused("customerService", "Task_DraftServicePlan", PlanCase.terms(Map.of(key, typed)), field, message);
		assertThat(revisions()).isZero();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			estimatedCost,    -1,     estimatedCost,    “预计成本（元）”必须是0到99999999999之间的数字
			upfrontCost,      600001, upfrontCost,      “其中一次性投入”不能大于“预计成本”
			estimatedBenefit, -1,     estimatedBenefit, “预计收益（元）”必须是0到99999999999之间的数字
			periodMonths,     0,      periodMonths,     “测算期（月）”必须是1到600之间的整数
			""")
	void wrongFiguresAreRefused(String key, int value, String field, String message) {
		this.plan.defined().complete("Task_DraftServicePlan", PlanCase.terms(Map.of()));
		assertRefused("finance", "Task_AnalyseCostBenefit", PlanCase.figures(Map.of(key, value)), field, message);
		assertThat(revisions()).isEqualTo(1);
	}

	@Test
	void resultOfTheSheetCannotBeTyped() {
		this.plan.defined().complete("Task_DraftServicePlan", PlanCase.terms(Map.of()));
		Answer answer = submit("finance", "Task_AnalyseCostBenefit",
				PlanCase.figures(Map.of("costBenefit", "收益成本比 99")));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field(0)).isEqualTo("costBenefit");
	}

	@Test
	void planWithoutWarrantyTermsCannotBeApproved() {
		Map<String, Object> without = new HashMap<>();
		without.put("warrantyMonths", null);
		this.plan.updated(without);
		assertRefused("management", "Task_ApproveServicePlan", Map.of("approved", true), "approved",
				"客户服务方案不能审核通过：没有保修条款（整机保修月数）");
		assertThat(submit("management", "Task_ApproveServicePlan", Map.of("approved", false, "approvalNote", "请补充保修条款"))
			.status()).isEqualTo(204);
	}

	@Test
	void planWithANegativeCostCannotBeApprovedHoweverTheCostGotThere() {
		this.plan.updated(Map.of());
		this.jdbc.sql("""
				insert into service_plan_revision (plan_no, revision_no, step, response_time_hours, warranty_months,
				  estimated_cost, estimated_benefit, period_months, author, recorded_at)
				values (?, 4, '导入', 12, 12, -1, 0, 12, 'system', now())""").param(this.plan.planNo).update();
		assertRefused("management", "Task_ApproveServicePlan", Map.of("approved", true), "approved", "预计成本为负");
	}

	@Test
	void refusalNeedsItsReason() {
		this.plan.updated(Map.of());
		assertRefused("management", "Task_ApproveServicePlan", Map.of("approved", false), "approvalNote",
				"不通过的，请在“审核意见”中说明原因");
	}

	@ParameterizedTest
	@ValueSource(strings = { "customerService", "productManagement", "development", "finance", "auditor", "admin" })
	void onlyTheManagementApproves(String user) {
		this.plan.updated(Map.of());
		assertThat(submit(user, "Task_ApproveServicePlan", Map.of("approved", true)).status()).isEqualTo(403);
		assertUndecided();
	}

	@Test
	void approvalTaskThatWasHandedToSomebodyElseDoesNotMakeThemTheManagement() {
		this.plan.updated(Map.of());
		this.tasks.setAssignee(task("Task_ApproveServicePlan"), "finance");
		Answer answer = submit("finance", "Task_ApproveServicePlan", Map.of("approved", true));
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.detail()).isEqualTo("客户服务方案只能由公司管理层审核");
		assertUndecided();
		this.tasks.setAssignee(task("Task_ApproveServicePlan"), null);
		assertThat(submit("management", "Task_ApproveServicePlan", Map.of("approved", true, "approvalNote", "同意"))
			.status()).isEqualTo(204);
		assertThat(this.jdbc.sql("select decided_by from service_plan_approval where plan_no = ?")
			.param(this.plan.planNo)
			.query(String.class)
			.list()).containsExactly("management");
	}

	@Test
	void launchInThePastOrUnderTermsThatHoldAlreadyIsRefused() {
		LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
		this.jdbc.sql("insert into product (model, name) values (?, '变频冷柜')").param(this.plan.model).update();
		this.jdbc.sql("""
				insert into product_term (product_model, component, warranty_months, valid_from)
				values (?, '整机', 12, ?)""").params(this.plan.model, today.plusDays(3)).update();
		this.plan.updated(Map.of()).approved();
		assertRefused("productManagement", "Task_LaunchProduct", Map.of("launchDate", today.minusDays(1).toString()),
				"launchDate", "“投放日期”不得早于今天");
		for (int days : new int[] { 0, 3 }) {
			assertRefused("productManagement", "Task_LaunchProduct",
					Map.of("launchDate", today.plusDays(days).toString()), "launchDate",
					"已有自" + today.plusDays(3) + "起生效的条款");
		}
		assertThat(submit("productManagement", "Task_LaunchProduct", Map.of("launchDate", today.plusDays(4).toString()))
			.status()).isEqualTo(204);
	}

	private void assertUndecided() {
		assertThat(this.plan.openSteps()).containsExactly("Task_ApproveServicePlan");
		assertThat(this.jdbc.sql("select state from service_plan where plan_no = ?")
			.param(this.plan.planNo)
			.query(String.class)
			.single()).isEqualTo("DRAFT");
	}

	private void assertRefused(String user, String step, Map<String, Object> form, String field, String message) {
		Answer answer = submit(user, step, form);
		assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
		assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly(field);
		assertThat(answer.detail()).contains(message);
		assertThat(this.plan.openSteps()).contains(step);
	}

	private Answer submit(String user, String step, Map<String, Object> form) {
		return client(user).submit(task(step), form);
	}

	private KefuClient client(String user) {
		return new KefuClient(this.port, user);
	}

	private String task(String step) {
		return this.cases.task(this.plan.planNo, step).getId();
	}

	private int plans() {
		return this.jdbc.sql("select count(*) from service_plan where product_model = ?")
			.param(this.plan.model)
			.query(Integer.class)
			.single();
	}

	private int revisions() {
		return this.jdbc.sql("select count(*) from service_plan_revision where plan_no = ?")
			.param(this.plan.planNo)
			.query(Integer.class)
			.single();
	}

}
