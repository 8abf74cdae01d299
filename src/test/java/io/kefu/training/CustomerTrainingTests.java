package io.kefu.training;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import io.kefu.ProcessTest;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ProcessTest("customer-training")
class CustomerTrainingTests {

	private static final String KEY = "customer-training";

	@LocalServerPort
	private int port;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private JdbcClient jdbc;

	private String customer;

	@BeforeEach
	void aQuietWednesday() {
		this.customer = "培训客户" + UUID.randomUUID();
		CaseDriver.now(TrainingSteps.NOW);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void customerIsTrainedAndEverybodyHasARecord() {
		TrainingSteps training = requested();
		String caseNo = training.key();
		assertThat(this.cases.field(caseNo, "kind")).isEqualTo("customer_training");
		assertThat(this.cases.field(caseNo, "description")).isEqualTo("培训主题：KF-300 保养\n培训原因：刚投入使用");
		training.assertWaits("Task_PlanTraining", "2026-07-20T10:00:00+08:00", "customerService");
		training.plan();
		training.assertWaits("Task_ApprovePlan", "2026-07-17T10:00:00+08:00", "customerServiceLead");
		training.approve();
		training.assertWaits("Task_PrepareMaterial", "2026-07-22T10:00:00+08:00", "customerService");
		training.prepare("1.0");
		training.assertWaits("Task_ReviewMaterial", "2026-07-17T10:00:00+08:00", "quality", "productManagement");
		training.pass();
		assertThat(this.cases.recipients(caseNo, "training-invitation")).containsExactly("customer");
		assertThat(invitation(caseNo)).contains("KF-300 保养", "培训日期：2026-07-20", "培训人：李师傅", "地点：二楼会议室", "张三、李四、王五");
		training.assertWaits("Task_HoldTraining", "2026-07-21T09:00:00+08:00", "customerService");
		CaseDriver.now(TrainingSteps.AFTERWARDS);
		training.hold();
		assertThat(this.cases.events(caseNo)).contains("培训已举办：应到 3 人，实到 2 人");
		assertThat(records(caseNo)).containsExactly("张三 " + this.customer + " true 5",
				"李四 " + this.customer + " false null", "王五 " + this.customer + " true null");
		training.assertWaits("Task_CollectFeedback", "2026-07-23T17:00:00+08:00", "customerService");
		training.rate();
		training.assertWaits("Task_EvaluateTraining", "2026-07-27T17:00:00+08:00", "customerServiceLead");
		training.complete("Task_EvaluateTraining", Map.of("effective", true, "improvementsAsked", false));
		this.cases.assertEnded(caseNo, KEY, "EndEvent_TrainingFinished");
		assertThat(this.cases.field(caseNo, "state")).isEqualTo("CLOSED");
		assertThat(this.cases.field(caseNo, "close_reason"))
			.isEqualTo("培训“KF-300 保养”已于 2026-07-20 举办，2 人参加，反馈平均 4.5 分");
		assertThat(this.cases.templates(caseNo)).containsExactly("case-acknowledgement", "training-invitation",
				"case-closed");
		assertThat(this.cases.clocks(caseNo)).containsExactly("training-plan MET", "training-approval MET",
				"training-material MET", "training-review MET", "training-attendance MET", "training-feedback MET",
				"training-evaluation MET");
		assertThat(held(caseNo)).isEqualTo("customer KF-300 2026-07-20 4.5 希望多些练习 true null");
	}

	@Test
	void refusedPlanIsAmended() {
		TrainingSteps training = requested();
		training.plan();
		assertThat(training.refusal("Task_ApprovePlan", Map.of("approved", false))).containsExactly("approvalNote");
		training.complete("Task_ApprovePlan", Map.of("approved", false, "approvalNote", "预算过高"));
		training.assertWaits("Task_PlanTraining", "2026-07-20T10:00:00+08:00", "customerService");
		assertThat(variable(training, "approvalNote")).isEqualTo("预算过高");
		assertThat(variable(training, "participants")).as("stays to be amended").isEqualTo("张三\n李四\n王五");
		training.complete("Task_PlanTraining", TrainingSteps.planned(Map.of("budget", 0, "participants", "赵六")));
		assertThat(variable(training, "approved")).as("is asked anew").isNull();
		assertThat(variable(training, "participantRows"))
			.isEqualTo(List.of(Map.of("no", "1", "name", "赵六", "organisation", this.customer)));
		training.approve();
		assertThat(this.cases.openSteps(training.key())).containsExactly("Task_PrepareMaterial");
	}

	@Test
	void refusedMaterialGetsANewVersionAndEveryVersionIsKept() {
		TrainingSteps training = requested();
		training.plan();
		training.approve();
		training.prepare(" 1.0 ");
		assertThat(training.refusal("Task_ReviewMaterial", Map.of("passed", false))).containsExactly("reviewNote");
		training.complete("Task_ReviewMaterial", Map.of("passed", false, "reviewNote", "滤芯型号有误"));
		assertThat(variable(training, "materialVersion")).isNull();
		assertThat(variable(training, "lastMaterialVersion")).isEqualTo("1.0");
		assertThat(variable(training, "materialContent")).as("stays to be amended").isEqualTo("开机、清洁、更换滤芯");
		assertThat(training.refusal("Task_PrepareMaterial", TrainingSteps.material("1.0")))
			.containsExactly("materialVersion");
		training.prepare("1.1");
		assertThat(variable(training, "reviewNote")).as("is asked anew").isNull();
		training.pass();
		assertThat(materials(training)).containsExactly("1.0 false 滤芯型号有误", "1.1 true null");
		assertThat(this.cases.openSteps(training.key())).containsExactly("Task_HoldTraining");
	}

	@Test
	void improvementsRequireARevisedMaterialThatPassesTheReview() {
		TrainingSteps training = requested();
		training.plan();
		training.invite();
		training.hold();
		training.rate();
		assertThat(training.refusal("Task_EvaluateTraining", Map.of("effective", false, "improvementsAsked", true)))
			.containsExactly("improvements");
		training.complete("Task_EvaluateTraining",
				Map.of("effective", false, "improvementsAsked", true, "improvements", "增加练习"));
		training.assertWaits("Task_PrepareMaterial", "2026-07-27T17:00:00+08:00", "customerService");
		training.prepare("2.0");
		training.pass();
		this.cases.assertEnded(training.key(), KEY, "EndEvent_TrainingFinished");
		assertThat(materials(training)).containsExactly("1.0 true null", "2.0 true null");
		assertThat(this.cases.templates(training.key())).containsOnlyOnce("training-invitation");
		assertThat(held(training.key())).endsWith("false 增加练习");
	}

	@Test
	void withdrawnTrainingIsClosed() {
		TrainingSteps training = requested();
		this.runtime.startProcessInstanceByKey("case-instruction",
				Map.of("caseNo", training.key(), "instruction", "withdraw", "note", "客户不再需要"));
		this.cases.assertEnded(training.key(), KEY, "EndEvent_WithdrawalFiled");
		assertThat(this.cases.field(training.key(), "state")).isEqualTo("WITHDRAWN");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			Task_PlanTraining,     Event_PlanOverdue,       training-plan,       customerService
			Task_ApprovePlan,      Event_ApprovalOverdue,   training-approval,   customerServiceLead
			Task_PrepareMaterial,  Event_MaterialOverdue,   training-material,   customerService
			Task_ReviewMaterial,   Event_ReviewOverdue,     training-review,     quality
			Task_HoldTraining,     Event_AttendanceOverdue, training-attendance, customerService
			Task_CollectFeedback,  Event_FeedbackOverdue,   training-feedback,   customerService
			Task_EvaluateTraining, Event_EvaluationOverdue, training-evaluation, customerServiceLead
			""")
	void overdueStepIsWarnedThenBreachedThenEscalatedEachOnce(String step, String timer, String policy, String group) {
		TrainingSteps training = requested();
		List<Runnable> steps = List.of(training::plan, training::approve, () -> training.prepare("1.0"), training::pass,
				() -> {
					CaseDriver.now(TrainingSteps.AFTERWARDS);
					training.hold();
				}, training::rate);
		for (int i = 0; !this.cases.openSteps(training.key()).contains(step); i++) {
			steps.get(i).run();
		}
		this.cases.assertEscalates(training.key(), timer, policy, group);
		assertThat(this.cases.openSteps(training.key())).containsExactly(step);
	}

	@Test
	void customerWhoCannotBeReachedIsRefused() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.cases.start(KEY,
					Map.of("customerName", this.customer, "channel", "hotline", "topic", "KF-300 保养")))
			.satisfies((refusal) -> assertThat(refusal.errors()).extracting(FieldError::field)
				.containsExactly("contactPhone"));
	}

	@Test
	void planWithoutSenseIsRefused() {
		TrainingSteps training = requested();
		assertThat(plan(training, Map.of("budget", -0.01))).containsExactly("budget");
		assertThat(plan(training, Map.of("participants", " \n "))).containsExactly("participants");
		assertThat(plan(training, Map.of("participants", "张三\n12"))).containsExactly("participants");
		assertThat(plan(training, Map.of("plannedOn", "2026-07-14"))).containsExactly("plannedOn");
		assertThat(variable(training, "participantRows")).as("nothing is kept of it").isNull();
		training.complete("Task_PlanTraining", TrainingSteps.planned(Map.of("plannedOn", "2026-07-15", "budget", 0)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "张三\n赵六", "4", "张三，6", "张三，0", " \n " })
	void attendanceThatCannotBeIsRefused(String attendees) {
		TrainingSteps training = requested();
		training.plan();
		training.invite();
		assertThat(training.refusal("Task_HoldTraining", TrainingSteps.held(attendees))).containsExactly("attendees");
		assertThat(records(training.key())).isEmpty();
		assertThat(variable(training, "trainingHeld")).isEqualTo(false);
	}

	@Test
	void trainingIsNotHeldInTheFuture() {
		TrainingSteps training = requested();
		training.plan();
		training.invite();
		assertThat(training.refusal("Task_HoldTraining", Map.of("heldOn", "2026-07-21", "attendees", "张三")))
			.containsExactly("heldOn");
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.9, 5.1, 6, 4.25 })
	void feedbackIsRatedFromOneToFive(double score) {
		TrainingSteps training = requested();
		training.plan();
		training.invite();
		training.hold();
		assertThat(training.refusal("Task_CollectFeedback", Map.of("averageScore", score)))
			.containsExactly("averageScore");
	}

	@Test
	void clerkReadsWhatIsWrongWithALine() {
		TrainingSteps training = requested();
		training.plan();
		training.invite();
		Answer refused = new KefuClient(this.port, "customerService")
			.submit(this.cases.task(training.key(), "Task_HoldTraining").getId(), TrainingSteps.held("张三\n赵六"));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.detail()).isEqualTo("第2行：“赵六”不在参加人员中");
		assertThat(refused.field(0)).isEqualTo("attendees");
	}

	private TrainingSteps requested() {
		return new TrainingSteps(this.cases,
				this.cases.start(KEY,
						Map.of("customerName", this.customer, "contactName", "王芳", "contactEmail", "wang@example.com",
								"channel", "hotline", "topic", "KF-300 保养", "productModel", "KF-300", "reason",
								"刚投入使用")));
	}

	private static List<String> plan(TrainingSteps training, Map<String, Object> deviations) {
		return training.refusal("Task_PlanTraining", TrainingSteps.planned(deviations));
	}

	private Object variable(TrainingSteps training, String name) {
		return this.cases.variable(training.key(), KEY, name);
	}

	private String invitation(String caseNo) {
		return this.jdbc.sql("select body from notification where case_no = ? and template = 'training-invitation'")
			.param(caseNo)
			.query(String.class)
			.single();
	}

	private List<String> records(String caseNo) {
		return this.jdbc.sql("""
				select concat_ws(' ', person, organisation, attended::text, coalesce(score::text, 'null'))
				from training_record r join training t on t.id = r.training_id where t.case_no = ? order by r.id""")
			.param(caseNo)
			.query(String.class)
			.list();
	}

	private List<String> materials(TrainingSteps training) {
		return this.jdbc.sql("""
				select concat_ws(' ', version, passed::text, coalesce(review_note, 'null')) from training_material
				where process_instance_id = (select process_instance_id from service_case where case_no = ?)
				order by id""").param(training.key()).query(String.class).list();
	}

	private String held(String caseNo) {
		return this.jdbc.sql("""
				select concat_ws(' ', kind, product_model, held_on, feedback_score, feedback_comments, effective::text,
				  coalesce(improvements, 'null')) from training where case_no = ?""")
			.param(caseNo)
			.query(String.class)
			.single();
	}

}
