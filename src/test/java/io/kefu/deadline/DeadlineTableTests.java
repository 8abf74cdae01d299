package io.kefu.deadline;

import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.DecisionTable;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTableTests {

	private final DecisionTable table = DecisionTable.shipped("deadline");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# policy,            label,       amount, unit,         startsFrom, warn, lead, management, extendable
			first-reply,         首次回复, 24,     HOUR,         RECEIPT,    75,   125,  150, false
			relay,               客诉通报, 1,      HOUR,         RECEIPT,    50,   150,  200, false
			relay-extended,      客诉通报, 4,      HOUR,         RECEIPT,    50,   150,  200, false
			universality,        普遍性评估, 4,      WORKING_HOUR, STEP,       75,   125,  150, false
			solution,            提供解决方案, 24,     HOUR,         STEP,       75,   125,  150, false
			progress,            反馈处理进展, 48,     HOUR,         STEP,       75,   125,  150, false
			corrective-measures, 提出纠正措施, 72,     HOUR,         ACCEPTANCE, 75,   125,  150, false
			verification,        效果确认, 2,      WORKING_DAY,  STEP,       75,   125,  150, false
			report,              编制改善报告, 2,      WORKING_DAY,  STEP,       75,   125,  150, false
			result-reply,        回复处理结果, 1,      WORKING_DAY,  STEP,       75,   125,  150, false
			follow-up,           回访, 3,      WORKING_DAY,  STEP,       75,   125,  150, false
			decision,            管理层裁决, 2,      WORKING_DAY,  STEP,       75,   125,  150, false
			demand-check,        检查用户档案, 4,      WORKING_HOUR, STEP,       75,   125,  150, false
			demand-guidance,     告知并指导用户, 4,      WORKING_HOUR, STEP,       75,   125,  150, false
			dedicated-handover,  转交专人处理, 4,      WORKING_HOUR, STEP,       75,   125,  150, false
			status-report,       告知处理状态, 4,      WORKING_HOUR, STEP,       75,   125,  150, false
			demand-analysis,     分析问题类型, 4,      WORKING_HOUR, STEP,       75,   125,  150, false
			faq-answer,          参考FAQ解答, 1,      WORKING_DAY,  STEP,       75,   125,  150, false
			service-record,      记录服务问题, 4,      WORKING_HOUR, STEP,       75,   125,  150, false
			investigation,       相关部门调查, 3,      WORKING_DAY,  STEP,       75,   125,  150, false
			investigation-report, 通报调查结果, 1,     WORKING_DAY,  STEP,       75,   125,  150, false
			result-notice,       告知调查结果, 1,      WORKING_DAY,  STEP,       75,   125,  150, false
			feedback-summary,    总结客户反馈, 3,      WORKING_DAY,  STEP,       75,   125,  150, false
			cause-finding,       查找原因,   2,      WORKING_DAY,  STEP,       75,   125,  150, false
			cause-explanation,   说明原因,   1,      WORKING_DAY,  STEP,       75,   125,  150, false
			charging,            收费登记,   2,      WORKING_DAY,  STEP,       75,   125,  150, false
			repair-intake,       维修受理,   4,      WORKING_HOUR, STEP,       75,   125,  150, false
			repair-mode,         商定维修方式, 1,     WORKING_DAY,  STEP,       75, 125,  150, false
			repair-phone,        电话解决, 1,     WORKING_DAY,  STEP,       75, 125,  150, false
			fault-diagnosis,     检测诊断, 2,     WORKING_DAY,  STEP,       75, 125,  150, false
			quote,               维修报价, 2,     WORKING_DAY,  STEP,       75, 125,  150, false
			quote-consent,       客户确认报价, 5,     WORKING_DAY,  STEP,       75, 125,  150, false
			repair-return,       退还产品, 3,     WORKING_DAY,  STEP,       75, 125,  150, false
			parts-order,         配件订购, 1,     WORKING_DAY,  STEP,       75, 125,  150, false
			repair-inspection,   维修检验, 1,     WORKING_DAY,  STEP,       75, 125,  150, false
			repair-handover,     交付客户, 2,     WORKING_DAY,  STEP,       75, 125,  150, false
			repair-invoice,      开票催款, 3,     WORKING_DAY,  STEP,       75, 125,  150, false
			repair-survey,       满意度调查, 3,     WORKING_DAY,  STEP,       75, 125,  150, false
			parts-repair,        配件维修,   7,      WORKING_DAY,  STEP,       70,   115,  150, true
			factory-repair,      返厂维修,   15,     WORKING_DAY,  STEP,       67,   115,  150, true
			trace-record,        记录产品问题, 4,      WORKING_HOUR, STEP,       75,   125,  150, false
			trace-analysis      , 产品问题分析, 3,      WORKING_DAY,  STEP,       75,   125,  150, false
			trace-countermeasure, 制定对策, 2,      WORKING_DAY,  STEP,       75,   125,  150, false
			trace-implementation, 实施对策, 5,      WORKING_DAY,  STEP,       75,   125,  150, false
			trace-verification  , 对策效果验证, 2,      WORKING_DAY,  STEP,       75,   125,  150, false
			trace-decision      , 追溯裁决, 2,      WORKING_DAY,  STEP,       75,   125,  150, false
			trace-data          , 可追溯性资料, 2,      WORKING_DAY,  STEP,       75,   125,  150, false
			supplier-claim      , 供货商索赔, 5,      WORKING_DAY,  STEP,       75,   125,  150, false
			trace-solution      , 形成解决方案, 1,      WORKING_DAY,  STEP,       75,   125,  150, false
			return-request,      退换货申请,  1,      WORKING_DAY,  STEP,       75,   125,  150, false
			return-explain,      协商退换办法, 1,     WORKING_DAY,  STEP,       75,   125,  150, false
			exchange-form,       填写换货单, 1,     WORKING_DAY,  STEP,       75,   125,  150, false
			exchange-sign,       换货单签字, 1,     WORKING_DAY,  STEP,       75,   125,  150, false
			exchange-check,      换货单核查, 1,     WORKING_DAY,  STEP,       75,   125,  150, false
			exchange-instruct,   总经理指示, 2,     WORKING_DAY,  STEP,       75,   125,  150, false
			return-receipt,      退换货入库, 10,    WORKING_DAY,  STEP,       75,   125,  150, false
			return-inspection,   退换货检验, 2,     WORKING_DAY,  STEP,       75,   125,  150, false
			exchange-factory,    厂方答复调换, 15,    WORKING_DAY,  STEP,       67,   115,  150, true
			exchange-negotiation, 调换协商, 2,     WORKING_DAY,  STEP,       75,   125,  150, false
			exchange-shipment,   发换新品, 3,     WORKING_DAY,  STEP,       75,   125,  150, false
			exchange-receipt,    确认收到新品, 5,     WORKING_DAY,  STEP,       75,   125,  150, false
			return-refund,       退款, 3,     WORKING_DAY,  STEP,       75,   125,  150, false
			return-repair,       返修, 7,     WORKING_DAY,  STEP,       70,   115,  150, true
			return-repair-check, 返修品检验, 1,     WORKING_DAY,  STEP,       75,   125,  150, false
			return-shipment,     返还客户, 2,     WORKING_DAY,  STEP,       75,   125,  150, false
			return-ledger,       登记换货台账, 1,     WORKING_DAY,  STEP,       75,   125,  150, false
			visit-appointment,   预约上门,   1,      WORKING_DAY,  STEP,       75,   125,  150, false
			visit-transport,     用车申请,   4,      WORKING_HOUR, STEP,       75,   125,  150, false
			visit,               上门服务,   4,      HOUR,         APPOINTMENT, 50,  150,  200, false
			visit-form,          交回上门服务记录单, 12, HOUR,      STEP,       75,   125,  150, false
			visit-promise,       服务承诺,   48,     HOUR,         STEP,       75,   125,  150, false
			survey-analysis,     调查结果分析, 5,    WORKING_DAY,  STEP,       75,   125,  150, false
			survey-advice,       销售政策调整建议, 5, WORKING_DAY, STEP,       75,   125,  150, false
			survey-review,       工程部处理意见, 5,  WORKING_DAY,  STEP,       75,   125,  150, false
			plan-definition,     产品和服务定义, 20, WORKING_DAY, STEP, 75, 125, 150, false
			plan-design,         产品设计, 60, WORKING_DAY, STEP, 75, 125, 150, false
			plan-review,         产品评审, 10, WORKING_DAY, STEP, 75, 125, 150, false
			plan-draft,          客户服务初步方案, 10, WORKING_DAY, STEP, 75, 125, 150, false
			plan-analysis,       成本效益分析, 5, WORKING_DAY, STEP, 75, 125, 150, false
			plan-update,         更新客户服务方案, 5, WORKING_DAY, STEP, 75, 125, 150, false
			plan-approval,       审核客户服务方案, 5, WORKING_DAY, STEP, 75, 125, 150, false
			plan-revision,       修改保修方案, 5, WORKING_DAY, STEP, 75, 125, 150, false
			plan-launch,         产品投放市场, 30, WORKING_DAY, STEP, 75, 125, 150, false
			plan-warranty,       实施保修方案, 10, WORKING_DAY, STEP, 75, 125, 150, false
			training-plan,       制定培训计划, 3,      WORKING_DAY,  STEP, 75,   125,  150, false
			training-approval,   审批培训计划, 2,      WORKING_DAY,  STEP, 75,   125,  150, false
			training-material,   编制培训材料, 5,      WORKING_DAY,  STEP, 75,   125,  150, false
			training-review,     审核培训材料, 2,      WORKING_DAY,  STEP, 75,   125,  150, false
			training-attendance, 登记培训出勤, 1,      WORKING_DAY,  APPOINTMENT, 75,   125,  150, false
			training-feedback,   收集培训反馈, 3,      WORKING_DAY,  STEP, 75,   125,  150, false
			training-evaluation, 评价培训效果, 5,      WORKING_DAY,  STEP, 75,   125,  150, false
			report-acceptance,   受理举报, 3,          WORKING_DAY,  STEP, 75,   125,  150, false
			report-investigation, 调查核实举报, 20,    WORKING_DAY,  STEP, 75,   125,  150, false
			report-decision,     决定举报处理意见, 5,  WORKING_DAY,  STEP, 75,   125,  150, false
			report-execution,    落实举报处理决定, 10, WORKING_DAY,  STEP, 75,   125,  150, false
			commissioning-arrival, 登记到货, 4,   WORKING_HOUR, STEP,       75,   125,  150, false
			factory-notice,      通知厂方, 1,     WORKING_DAY,  STEP,       75,   125,  150, false
			commissioning-appointment, 约定开箱时间, 1, WORKING_DAY, STEP,   75,   125,  150, false
			commissioning-visit, 开箱调试, 1,     WORKING_DAY,  APPOINTMENT, 50,  150,  200, false
			commissioning-training, 培训使用人员, 3, WORKING_DAY, STEP,     75,   125,  150, false
			commissioning-acceptance, 验收手续, 3, WORKING_DAY, STEP,       75,   125,  150, false
			commissioning-invoice, 财务开票, 3,   WORKING_DAY,  STEP,       75,   125,  150, false
			commissioning-payment, 送票收款, 30,  WORKING_DAY,  STEP,       75,   125,  150, false
			pickup-notice,       等待取货通知, 10, WORKING_DAY,  ACCEPTANCE, 70,   125,  150, false
			pickup-delay,        安排缓取, 5,     WORKING_DAY,  STEP,       75,   125,  150, false
			pickup,              取货,   1,      WORKING_DAY,  APPOINTMENT, 75,  150,  200, false
			pickup-delivery,     送交货物, 2,     WORKING_DAY,  STEP,       75,   125,  150, false
			pickup-repair,       转交维修, 4,     WORKING_HOUR, STEP,       75,   125,  150, false
			follow-up-deputy,    安排代办人员, 4,  WORKING_HOUR, STEP,       75,   125,  150, false
			installation-call,   电话回访, 24,    HOUR,         ACCEPTANCE, 75,   150,  200, false
			follow-up-appointment, 预约上门回访, 3, WORKING_DAY, STEP,       75,   125,  150, false
			follow-up-inspection, 上门回访, 4,    HOUR,         APPOINTMENT, 50,  150,  200, false
			hand-in-form,        交回反馈单, 12,   HOUR,         STEP,       75,   125,  150, false
			follow-up-promise,   回访服务承诺, 48, HOUR,         STEP,       75,   125,  150, false
			follow-up-meeting,   例会讲解, 5,     WORKING_DAY,  STEP,       75,   125,  150, false
			""")
	void timeAllowedIsTheSameForEverySeverityAndComplexity(String policy, String label, int amount, String unit,
			String startsFrom, int warn, int lead, int management, boolean extendable) {
		Map<String, Object> expected = Map.of("label", label, "amount", amount, "unit", unit, "startsFrom", startsFrom,
				"warnPercent", warn, "leadPercent", lead, "managementPercent", management, "extendable", extendable);
		for (String severity : List.of("A", "B", "C", "D", "null")) {
			for (String complex : List.of("true", "false", "null")) {
				assertThat(this.table.decide("policy", policy, "severity", severity, "complex", complex))
					.isEqualTo(expected);
			}
		}
		assertThat(this.table.decide("policy", policy)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			# severity, complex, working days
			C,    true,  10
			A,    true,  10
			null, true,  10
			C,    false, 3
			B,    null,  3
			D,    ,      3
			,     ,      3
			""")
	void complexProblemsHaveTenWorkingDaysAndOthersThree(String severity, String complex, int amount) {
		Map.of("completion", "处理完成", "tracking", "跟踪解决")
			.forEach((policy, label) -> assertThat(
					this.table.decide("policy", policy, "severity", severity, "complex", complex))
				.isEqualTo(Map.of("label", label, "extendable", false, "amount", amount, "unit", "WORKING_DAY",
						"startsFrom", "STEP", "warnPercent", 75, "leadPercent", 125, "managementPercent", 150)));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			# hours the product's terms promise, hours to the first reply
			8,    8
			1,    1
			23,   23
			24,   24
			25,   24
			null, 24
			,     24
			""")
	void firstReplyIsDueWhenTheProductsTermsPromiseItButNeverLaterThanTheProcedure(String promised, int hours) {
		assertThat(this.table.decide("policy", "first-reply", "responseHours", promised)).containsEntry("amount", hours)
			.containsEntry("unit", "HOUR");
	}

	/** S4-322 */
	@Test
	void clerkCanPutOffWhatTheTableAllows() throws IOException {
		Map<String, Object> extendable = new HashMap<>();
		Dmn.readModelFromFile(new File("dmn/deadline.dmn")).getModelElementsByType(Rule.class).forEach((rule) -> {
			String policy = rule.getInputEntries().iterator().next().getTextContent().strip().replace("\"", "");
			Map<String, Object> terms = this.table.decide("policy", policy);
			if (Boolean.TRUE.equals(terms.get("extendable"))) {
				extendable.put(policy, terms.get("label"));
			}
		});
		Map<String, Object> offered = new HashMap<>();
		new ObjectMapper().readTree(new File("bpmn/case-instruction/case-instruction.form"))
			.path("components")
			.forEach((field) -> {
				if ("policy".equals(field.path("key").asText())) {
					field.path("values")
						.forEach((option) -> offered.put(option.path("value").asText(), option.path("label").asText()));
				}
			});
		assertThat(offered).isNotEmpty().isEqualTo(extendable);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "blank", "unheard-of", "FIRST-REPLY" })
	void unknownPolicyHasNoDeadline(String policy) {
		assertThat(this.table.evaluate("policy", policy, "severity", "C", "complex", "true")).isEmpty();
	}

}
