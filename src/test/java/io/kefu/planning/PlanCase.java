package io.kefu.planning;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;

/**
 * The service plan of a product of its own, led from step to step as staff would.
 */
class PlanCase {

	static final String KEY = "service-planning";

	final String model = "P-" + UUID.randomUUID();

	private final CaseDriver cases;

	String planNo;

	PlanCase(CaseDriver cases) {
		this.cases = cases;
	}

	Map<String, Object> start() {
		return Map.of("productModel", this.model, "productName", "变频冷柜", "marketResearch", "竞争对手保修十二个月");
	}

	PlanCase opened() {
		this.planNo = this.cases.startWithoutCase(KEY, start());
		return this;
	}

	PlanCase defined() {
		opened();
		return complete("Task_DefineProductAndService", Map.of("competitorFindings", "48 小时响应", "productDefinition",
				"商用变频冷柜", "serviceConcept", "当日响应，核心部件延保"));
	}

	PlanCase designed() {
		complete("Task_DesignProduct", Map.of("designSummary", "模块化压缩机", "serviceability", "压缩机可现场更换"));
		return complete("Task_ReviewProduct", Map.of("reviewConclusion", "压缩机寿命满足延保"));
	}

	PlanCase drafted(Map<String, Object> deviations) {
		complete("Task_DraftServicePlan", terms(deviations));
		return complete("Task_AnalyseCostBenefit", figures(Map.of()));
	}

	/** Waits for the management. */
	PlanCase updated(Map<String, Object> deviations) {
		defined().designed().drafted(Map.of());
		return complete("Task_UpdateServicePlan", whole(deviations));
	}

	PlanCase refused() {
		return complete("Task_ApproveServicePlan", Map.of("approved", false, "approvalNote", "保修期应与竞争对手拉开差距"));
	}

	PlanCase approved() {
		return complete("Task_ApproveServicePlan", Map.of("approved", true));
	}

	PlanCase launched(String day) {
		return complete("Task_LaunchProduct", Map.of("launchDate", day));
	}

	PlanCase carriedOut() {
		return complete("Task_CarryOutWarranty", Map.of("fundsReceived", 300000, "resources", "备件库两处，服务人员四名"));
	}

	static Map<String, Object> terms(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("satisfactionTarget", 95, "responseTimeHours", 12, "warrantyMonths", 12,
				"component1", "压缩机", "months1", 24, "replacementPolicy", "七日内出现质量问题的更换整机"), deviations);
	}

	static Map<String, Object> figures(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("estimatedCost", 600000, "upfrontCost", 240000, "estimatedBenefit", 960000,
				"periodMonths", 24, "fundsGranted", 300000), deviations);
	}

	static Map<String, Object> whole(Map<String, Object> deviations) {
		return CaseDriver.with(CaseDriver.with(terms(Map.of()), figures(Map.of())), deviations);
	}

	PlanCase complete(String step, Map<String, Object> form) {
		this.cases.complete(this.planNo, step, form);
		return this;
	}

	List<String> openSteps() {
		return this.cases.openSteps(this.planNo);
	}

}
