package io.kefu.tracing;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import io.kefu.StandIns;
import io.kefu.faq.FaqEntry;
import io.kefu.faq.Faqs;
import io.kefu.problem.InvalidInputException;
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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ProcessTest("problem-tracing")
class ProblemTracingTests {

	private static final String KEY = "problem-tracing";

	/** A Wednesday in a week without holidays. */
	private static final String NOW = "2026-07-15T10:00:00+08:00";

	/** It must not outlive this class. */
	private static String callerDeployment;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private Faqs faqs;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private JdbcClient jdbc;

	private String model;

	@BeforeAll
	static void deployCaller(@Autowired RepositoryService repository) {
		callerDeployment = repository.createDeployment()
			.name("caller")
			.addModelInstance("tracing-caller.bpmn",
					StandIns.caller("tracing-caller", "demand", KEY, "solution", "caseNo", "productModel"))
			.deploy()
			.getId();
	}

	@AfterAll
	static void removeCaller(@Autowired RepositoryService repository) {
		repository.deleteDeployment(callerDeployment, true);
	}

	@BeforeEach
	void aQuietWednesday() {
		CaseDriver.now(NOW);
		this.model = "M-" + UUID.randomUUID();
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void problemIsAnalysedCorrectedVerifiedAndTheCustomerGetsTheSolution() {
		String caseNo = reported(Map.of());
		assertThat(this.cases.groups(caseNo, "Task_RecordProblem")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_RecordProblem", "2026-07-15T15:30:00+08:00");
		record(caseNo, Map.of("faultCode", "e7", "affectedBatch", "B2606", "affectedQuantity", 12));
		assertThat(this.cases.recipients(caseNo, "problem-notice")).containsExactlyInAnyOrder("production", "quality",
				"salesOffice");
		assertThat(this.cases.field(caseNo, "fault_code")).isEqualTo("E7");
		assertThat(this.cases.groups(caseNo, "Task_AnalyseProblem")).containsExactly("production");
		this.cases.assertDue(caseNo, "Task_AnalyseProblem", "2026-07-20T10:00:00+08:00");
		analyse(caseNo, false);
		assertThat(this.cases.groups(caseNo, "Task_DefineCountermeasure")).containsExactly("production");
		this.cases.assertDue(caseNo, "Task_DefineCountermeasure", "2026-07-17T10:00:00+08:00");
		complete(caseNo, "Task_DefineCountermeasure", Map.of("countermeasure", "增加焊点检验", "plannedOn", "2026-07-20"));
		assertThat(this.cases.groups(caseNo, "Task_ImplementCountermeasure")).containsExactly("production");
		this.cases.assertDue(caseNo, "Task_ImplementCountermeasure", "2026-07-22T10:00:00+08:00");
		complete(caseNo, "Task_ImplementCountermeasure", Map.of("implementationResult", "自 B2607 批起检验"));
		assertThat(this.cases.groups(caseNo, "Task_VerifyCountermeasure")).containsExactly("quality");
		this.cases.assertDue(caseNo, "Task_VerifyCountermeasure", "2026-07-17T10:00:00+08:00");
		complete(caseNo, "Task_VerifyCountermeasure", Map.of("effective", true));
		assertThat(this.cases.openSteps(caseNo)).containsExactlyInAnyOrder("Task_FileTraceability",
				"Task_PublishSolution");
		assertThat(this.cases.groups(caseNo, "Task_FileTraceability")).containsExactly("quality");
		this.cases.assertDue(caseNo, "Task_FileTraceability", "2026-07-17T10:00:00+08:00");
		assertThat(this.cases.groups(caseNo, "Task_PublishSolution")).containsExactly("customerService");
		this.cases.assertDue(caseNo, "Task_PublishSolution", "2026-07-16T10:00:00+08:00");
		trace(caseNo);
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_PublishSolution");
		publish(caseNo, false);
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ProblemTraced");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("产品问题已查明并解决：请更换电源板");
		assertThat(variable(caseNo, "solution")).isEqualTo("请更换电源板");
		assertThat(this.cases.clocks(caseNo)).hasSize(7).allMatch((clock) -> clock.endsWith(" MET"));
		assertThat(this.cases.recipients(caseNo, "problem-solution")).containsExactly("customer");
		assertThat(this.cases.events(caseNo)).contains("已登记可追溯性资料：生产批次 B2606", "产品问题解决方案：请更换电源板");
		assertThat(this.faqs.search("电源板", this.model, LocalDate.of(2026, 7, 15), 5)).isEmpty();
		assertThat(this.jdbc
			.sql("""
					select concat_ws('|', product_model = ?, fault_code, problem_kind, problem, affected_batch, affected_quantity,
					  root_cause, supplier_caused, countermeasure, batch_no, material_lot, process_station, note)
					from trace_record where case_no = ?""")
			.params(this.model, caseNo)
			.query(String.class)
			.single()).isEqualTo("t|E7|process|开机冒烟|B2606|12|焊点虚焊|f|增加焊点检验|B2606|L-9|波峰焊|同批已隔离");
	}

	@Test
	void supplierWhoCausedTheProblemIsClaimedFrom() {
		String caseNo = reported(Map.of());
		solve(caseNo, true);
		trace(caseNo);
		assertThat(this.cases.groups(caseNo, "Task_ClaimSupplier")).containsExactly("quality");
		this.cases.assertDue(caseNo, "Task_ClaimSupplier", "2026-07-22T10:00:00+08:00");
		assertThat(this.cases.refusal(caseNo, "Task_ClaimSupplier", Map.of())).containsExactlyInAnyOrder("supplier",
				"claimAmount");
		assertThat(this.cases.refusal(caseNo, "Task_ClaimSupplier", Map.of("supplier", "宏达电容", "claimAmount", -0.01)))
			.containsExactly("claimAmount");
		assertThat(this.cases.refusal(caseNo, "Task_ClaimSupplier", Map.of("supplier", "宏达电容", "claimAmount", 1.005)))
			.containsExactly("claimAmount");
		complete(caseNo, "Task_ClaimSupplier",
				Map.of("supplier", "宏达电容", "claimAmount", 12500.5, "claimNo", "SP-2026-07"));
		publish(caseNo, false);
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ProblemTraced");
		assertThat(this.cases.events(caseNo)).contains("已向供货商“宏达电容”索赔 12500.5 元");
		assertThat(
				this.jdbc.sql("select concat_ws('|', supplier, amount, claim_no) from supplier_claim where case_no = ?")
					.param(caseNo)
					.query(String.class)
					.single())
			.isEqualTo("宏达电容|12500.50|SP-2026-07");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			process,  production
			design,   development
			software, development
			material, materials
			""")
	void kindOfTheProblemDecidesWhoAnalysesIt(String kind, String department) {
		String caseNo = reported(Map.of());
		record(caseNo, Map.of("problemKind", kind));
		assertThat(this.cases.groups(caseNo, "Task_AnalyseProblem")).containsExactly(department);
	}

	@Test
	void solutionBecomesAnEntryOfTheFaq() {
		String caseNo = reported(Map.of());
		solve(caseNo, false);
		publish(caseNo, true);
		List<FaqEntry> found = this.faqs.search("开机冒烟", this.model, LocalDate.of(2026, 7, 15), 5);
		assertThat(found).hasSize(1);
		assertThat(found.get(0)).satisfies((entry) -> {
			assertThat(entry.question()).isEqualTo("开机冒烟怎么办？");
			assertThat(entry.answer()).isEqualTo("请更换电源板");
			assertThat(entry.productModel()).isEqualTo(this.model);
			assertThat(entry.ownerDepartment()).isEqualTo("production");
			assertThat(entry.sourceCaseNo()).isEqualTo(caseNo);
		});
		trace(caseNo);
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ProblemTraced");
	}

	@Test
	void everyOpenCaseOfTheSameModelAndFaultGetsTheSolution() {
		String asking = reported(Map.of("faultCode", "E7"));
		String otherFault = reported(Map.of("faultCode", "E8"));
		String otherModel = reported(Map.of("faultCode", "E7", "productModel", this.model + "x"));
		String unknownFault = reported(Map.of());
		String closed = reported(Map.of("faultCode", "E7"));
		this.jdbc.sql("update service_case set state = 'CLOSED', closed_at = now() where case_no = ?")
			.param(closed)
			.update();
		String caseNo = reported(Map.of("faultCode", "e7"));
		solve(caseNo, false);
		publish(caseNo, false);
		assertThat(variable(caseNo, "toldCases")).isEqualTo(2);
		assertThat(this.cases.recipients(asking, "problem-solution")).containsExactly("customer");
		assertThat(this.cases.events(asking)).contains("产品问题解决方案（追溯案件 " + caseNo + "）：请更换电源板");
		for (String other : List.of(otherFault, otherModel, unknownFault, closed)) {
			assertThat(this.cases.templates(other)).doesNotContain("problem-solution");
		}
	}

	@Test
	void withoutAFaultCodeOnlyTheCaseItselfGetsTheSolution() {
		String other = reported(Map.of());
		String caseNo = reported(Map.of());
		solve(caseNo, false);
		publish(caseNo, false);
		assertThat(this.cases.templates(caseNo)).contains("problem-solution");
		assertThat(this.cases.templates(other)).doesNotContain("problem-solution");
	}

	@Test
	void ineffectiveCountermeasureIsAnalysedAgainAndAfterTheThirdRoundManagementDecides() {
		String caseNo = reported(Map.of());
		record(caseNo, Map.of());
		for (int round = 1; round <= 3; round++) {
			assertThat(variable(caseNo, "tracingRound")).isEqualTo(round);
			assertThat(variable(caseNo, "rootCause")).isNull();
			assertThat(variable(caseNo, "effective")).isNull();
			assertThat(variable(caseNo, "formerVerificationNote"))
				.isEqualTo((round > 1) ? "第%d轮抽检仍有不良".formatted(round - 1) : null);
			analyse(caseNo, false);
			improve(caseNo, Map.of("effective", false, "verificationNote", "第%d轮抽检仍有不良".formatted(round)));
		}
		assertThat(this.cases.groups(caseNo, "Task_DecideTracing")).containsExactly("management");
		this.cases.assertDue(caseNo, "Task_DecideTracing", "2026-07-17T10:00:00+08:00");
		assertThat(this.cases.refusal(caseNo, "Task_DecideTracing", Map.of("decision", "close")))
			.containsExactly("reason");
		complete(caseNo, "Task_DecideTracing", Map.of("decision", "continue", "reason", "换一家供货商再试"));
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_AnalyseProblem");
		assertThat(variable(caseNo, "decision")).isNull();
		analyse(caseNo, false);
		improve(caseNo, Map.of("effective", false, "verificationNote", "仍有不良"));
		complete(caseNo, "Task_DecideTracing", Map.of("decision", "close", "reason", "该型号停产，为客户换新"));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ProblemTraced");
		assertThat(this.cases.field(caseNo, "close_reason")).isEqualTo("产品问题追溯结束：该型号停产，为客户换新");
		assertThat(variable(caseNo, "solution")).isNull();
		assertThat(this.cases.events(caseNo)).contains("管理层决定继续追溯：换一家供货商再试", "管理层决定结束追溯：该型号停产，为客户换新");
		assertThat(this.cases.templates(caseNo)).doesNotContain("problem-solution");
	}

	@Test
	void callerGetsTheSolutionAndGoesOnItself() {
		String caseNo = this.cases.start("tracing-caller",
				CaseDriver.filedBy("追溯客户" + this.model, Map.of("productModel", this.model)));
		solve(caseNo, false);
		trace(caseNo);
		publish(caseNo, false);
		this.cases.assertEnded(caseNo, KEY, "EndEvent_ProblemTraced");
		assertThat(this.cases.variable(caseNo, "tracing-caller", "solution")).isEqualTo("请更换电源板");
		assertThat(this.cases.field(caseNo, "kind")).isEqualTo("demand");
		assertThat(this.cases.field(caseNo, "state")).as("left to the caller").isEqualTo("OPEN");
		assertThat(this.cases.events(caseNo)).contains("转入“产品问题反馈追溯”", "产品问题已查明并解决：请更换电源板", "“产品问题反馈追溯”已结束");
		complete(caseNo, "Task_GoOn", Map.of());
	}

	@Test
	void customerCannotWithdrawWhatTheCompanyTraces() {
		String caseNo = reported(Map.of());
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.runtime.startProcessInstanceByKey("case-instruction",
					Map.of("caseNo", caseNo, "instruction", "withdraw", "note", "不用了")))
			.withMessageContaining("目前不能登记这一事项");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("OPEN");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Task_RecordProblem,           Event_RecordOverdue,         trace-record,         customerService
			Task_AnalyseProblem,          Event_AnalysisOverdue,       trace-analysis,       production
			Task_DefineCountermeasure,    Event_CountermeasureOverdue, trace-countermeasure, production
			Task_ImplementCountermeasure, Event_ImplementationOverdue, trace-implementation, production
			Task_VerifyCountermeasure,    Event_VerificationOverdue,   trace-verification,   quality
			Task_DecideTracing,           Event_DecisionOverdue,       trace-decision,       management
			Task_FileTraceability,        Event_TraceDataOverdue,      trace-data,           quality
			Task_ClaimSupplier,           Event_ClaimOverdue,          supplier-claim,       quality
			Task_PublishSolution,         Event_SolutionOverdue,       trace-solution,       customerService
			""")
	void overdueStepIsWarnedThenBreachedThenEscalatedEachOnce(String step, String timer, String policy, String group) {
		String caseNo = waitingAt(step);
		this.cases.assertEscalates(caseNo, timer, policy, group);
		assertThat(this.cases.openSteps(caseNo)).contains(step);
	}

	@Test
	void answersThatTheProcessNeedsAreRequired() {
		String caseNo = reported(Map.of());
		assertThat(this.cases.refusal(caseNo, "Task_RecordProblem", Map.of()))
			.containsExactlyInAnyOrder("problemSummary", "problemKind");
		assertThat(this.cases.refusal(caseNo, "Task_RecordProblem",
				Map.of("problemSummary", "冒烟", "problemKind", "weather", "affectedQuantity", -1)))
			.containsExactlyInAnyOrder("problemKind", "affectedQuantity");
		record(caseNo, Map.of("affectedQuantity", 0));
		assertThat(this.cases.refusal(caseNo, "Task_AnalyseProblem", Map.of())).containsExactlyInAnyOrder("rootCause",
				"supplierCaused");
		analyse(caseNo, false);
		assertThat(this.cases.refusal(caseNo, "Task_DefineCountermeasure", Map.of("plannedOn", "2026-07-14")))
			.containsExactlyInAnyOrder("countermeasure", "plannedOn");
		complete(caseNo, "Task_DefineCountermeasure", Map.of("countermeasure", "增加焊点检验", "plannedOn", "2026-07-15"));
		assertThat(this.cases.refusal(caseNo, "Task_ImplementCountermeasure", Map.of()))
			.containsExactly("implementationResult");
		complete(caseNo, "Task_ImplementCountermeasure", Map.of("implementationResult", "已实施"));
		assertThat(this.cases.refusal(caseNo, "Task_VerifyCountermeasure", Map.of())).containsExactly("effective");
		assertThat(this.cases.refusal(caseNo, "Task_VerifyCountermeasure", Map.of("effective", false)))
			.containsExactly("verificationNote");
		complete(caseNo, "Task_VerifyCountermeasure", Map.of("effective", true));
		assertThat(this.cases.refusal(caseNo, "Task_FileTraceability", Map.of())).containsExactly("batchNo");
		assertThat(this.cases.refusal(caseNo, "Task_PublishSolution", Map.of())).containsExactlyInAnyOrder("question",
				"answer", "publishToFaq");
	}

	private String waitingAt(String step) {
		String caseNo = reported(Map.of());
		if (step.equals("Task_RecordProblem")) {
			return caseNo;
		}
		record(caseNo, Map.of());
		if (step.equals("Task_DecideTracing")) {
			for (int round = 1; round <= 3; round++) {
				analyse(caseNo, false);
				improve(caseNo, Map.of("effective", false, "verificationNote", "无效"));
			}
			return caseNo;
		}
		if (step.equals("Task_AnalyseProblem")) {
			return caseNo;
		}
		analyse(caseNo, true);
		if (step.equals("Task_DefineCountermeasure")) {
			return caseNo;
		}
		complete(caseNo, "Task_DefineCountermeasure", Map.of("countermeasure", "增加焊点检验"));
		if (step.equals("Task_ImplementCountermeasure")) {
			return caseNo;
		}
		complete(caseNo, "Task_ImplementCountermeasure", Map.of("implementationResult", "已实施"));
		if (step.equals("Task_VerifyCountermeasure")) {
			return caseNo;
		}
		complete(caseNo, "Task_VerifyCountermeasure", Map.of("effective", true));
		if (step.equals("Task_ClaimSupplier")) {
			trace(caseNo);
		}
		return caseNo;
	}

	private String reported(Map<String, Object> deviations) {
		Map<String, Object> form = CaseDriver.filedBy("追溯客户" + UUID.randomUUID(), Map.of("productModel", this.model));
		form.putAll(deviations);
		return this.cases.start(KEY, form);
	}

	private void record(String caseNo, Map<String, Object> deviations) {
		Map<String, Object> form = new HashMap<>(Map.of("problemSummary", "开机冒烟", "problemKind", "process"));
		form.put("productModel", this.cases.field(caseNo, "product_model"));
		form.put("faultCode", this.cases.field(caseNo, "fault_code"));
		form.putAll(deviations);
		complete(caseNo, "Task_RecordProblem", form);
	}

	private void analyse(String caseNo, boolean supplierCaused) {
		complete(caseNo, "Task_AnalyseProblem", Map.of("rootCause", "焊点虚焊", "supplierCaused", supplierCaused));
	}

	private void improve(String caseNo, Map<String, Object> verification) {
		complete(caseNo, "Task_DefineCountermeasure", Map.of("countermeasure", "增加焊点检验"));
		complete(caseNo, "Task_ImplementCountermeasure", Map.of("implementationResult", "已实施"));
		complete(caseNo, "Task_VerifyCountermeasure", verification);
	}

	private void solve(String caseNo, boolean supplierCaused) {
		record(caseNo, Map.of());
		analyse(caseNo, supplierCaused);
		improve(caseNo, Map.of("effective", true));
	}

	private void trace(String caseNo) {
		complete(caseNo, "Task_FileTraceability",
				Map.of("batchNo", "B2606", "materialLot", "L-9", "processStation", "波峰焊", "traceNote", "同批已隔离"));
	}

	private void publish(String caseNo, boolean toFaq) {
		complete(caseNo, "Task_PublishSolution",
				Map.of("question", "开机冒烟怎么办？", "answer", "请更换电源板", "publishToFaq", toFaq));
	}

	private void complete(String caseNo, String step, Map<String, Object> form) {
		this.cases.complete(caseNo, step, form);
	}

	private Object variable(String caseNo, String name) {
		return this.cases.variable(caseNo, KEY, name);
	}

}
