package io.kefu.training;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ProcessTest("internal-training")
class InternalTrainingTests {

	private static final String KEY = "internal-training";

	@Autowired
	private CaseDriver cases;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private Trainings trainings;

	@Autowired
	private JdbcClient jdbc;

	private String topic;

	@BeforeEach
	void aQuietWednesday() {
		this.topic = "话术" + UUID.randomUUID();
		CaseDriver.now(TrainingSteps.NOW);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void staffAreTrainedWithoutACase() {
		TrainingSteps training = needed();
		String person = "张" + UUID.randomUUID();
		training.assertWaits("Task_PlanTraining", "2026-07-20T10:00:00+08:00", "customerService");
		training.complete("Task_PlanTraining",
				TrainingSteps.planned(Map.of("participants", person + "\n李四，质量部\n王五，质量部")));
		training.assertWaits("Task_ApprovePlan", "2026-07-17T10:00:00+08:00", "customerServiceLead");
		training.approve();
		training.assertWaits("Task_PrepareMaterial", "2026-07-22T10:00:00+08:00", "customerService");
		training.prepare("1.0");
		training.assertWaits("Task_ReviewMaterial", "2026-07-17T10:00:00+08:00", "quality", "productManagement");
		training.pass();
		assertThat(invitations()).hasSize(2)
			.anySatisfy((invitation) -> assertThat(invitation).startsWith("customerService 客户服务部：")
				.contains("参加人员：" + person, "培训日期：2026-07-20")
				.doesNotContain("李四"))
			.anySatisfy((invitation) -> assertThat(invitation).startsWith("quality 质量部：")
				.contains("参加人员：李四、王五")
				.doesNotContain(person));
		training.assertWaits("Task_HoldTraining", "2026-07-21T09:00:00+08:00", "customerService");
		CaseDriver.now(TrainingSteps.AFTERWARDS);
		training.complete("Task_HoldTraining", TrainingSteps.held("1，4\n李四"));
		assertThat(this.trainings.recordsOf(person)).singleElement().satisfies((record) -> {
			assertThat(record.organisation()).isEqualTo("客户服务部");
			assertThat(record.kindLabel()).isEqualTo("内部培训");
			assertThat(record.topic()).isEqualTo(this.topic);
			assertThat(record.heldOn()).hasToString("2026-07-20");
			assertThat(record.attended()).isTrue();
			assertThat(record.score()).isEqualTo(4);
			assertThat(record.caseNo()).isNull();
		});
		training.assertWaits("Task_CollectFeedback", "2026-07-23T17:00:00+08:00", "customerService");
		training.rate();
		training.assertWaits("Task_EvaluateTraining", "2026-07-27T17:00:00+08:00", "customerServiceLead");
		training.complete("Task_EvaluateTraining", Map.of("effective", true, "improvementsAsked", false));
		this.cases.assertEnded(training.key(), KEY, "EndEvent_TrainingFinished");
		assertThat(this.cases.variable(training.key(), KEY, "caseNo")).isNull();
	}

	@Test
	void planAndMaterialAreAmendedAndTheMaterialRevisedAfterwards() {
		TrainingSteps training = needed();
		training.plan();
		training.complete("Task_ApprovePlan", Map.of("approved", false, "approvalNote", "人数过多"));
		training.plan();
		training.approve();
		training.prepare("1.0");
		training.complete("Task_ReviewMaterial", Map.of("passed", false, "reviewNote", "缺少案例"));
		training.prepare("1.1");
		training.pass();
		CaseDriver.now(TrainingSteps.AFTERWARDS);
		training.hold();
		training.rate();
		training.complete("Task_EvaluateTraining",
				Map.of("effective", true, "improvementsAsked", true, "improvements", "增加练习"));
		training.prepare("2.0");
		training.pass();
		this.cases.assertEnded(training.key(), KEY, "EndEvent_TrainingFinished");
		assertThat(this.jdbc.sql("select version from training_material where topic = ? order by id")
			.param(this.topic)
			.query(String.class)
			.list()).containsExactly("1.0", "1.1", "2.0");
		assertThat(invitations()).hasSize(1);
	}

	@Test
	void topicIsRequired() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.runtime.startProcessInstanceByKey(KEY, Map.of("reason", "投诉增多")))
			.satisfies(
					(refusal) -> assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("topic"));
	}

	@Test
	void badInputIsRefused() {
		TrainingSteps training = needed();
		assertThat(plan(training, Map.of("budget", -1))).containsExactly("budget");
		assertThat(plan(training, Map.of("participants", "\n"))).containsExactly("participants");
		assertThat(plan(training, Map.of("participants", "张三，售后部"))).containsExactly("participants");
		training.plan();
		training.invite();
		assertThat(training.refusal("Task_HoldTraining", TrainingSteps.held("赵六"))).containsExactly("attendees");
		assertThat(training.refusal("Task_HoldTraining", TrainingSteps.held("张三，6"))).containsExactly("attendees");
		training.hold();
		assertThat(training.refusal("Task_CollectFeedback", Map.of("averageScore", 6))).containsExactly("averageScore");
	}

	private static List<String> plan(TrainingSteps training, Map<String, Object> deviations) {
		return training.refusal("Task_PlanTraining", TrainingSteps.planned(deviations));
	}

	/** The driver finds a case by its business key; this process has none of its own. */
	private TrainingSteps needed() {
		String key = "training-" + UUID.randomUUID();
		this.runtime.startProcessInstanceByKey(KEY, key, Map.of("topic", this.topic, "reason", "投诉增多"));
		return new TrainingSteps(this.cases, key);
	}

	private List<String> invitations() {
		return this.jdbc.sql("""
				select recipient || ' ' || body from notification
				where case_no is null and template = 'internal-training-invitation' and subject like '%' || ?""")
			.param(this.topic)
			.query(String.class)
			.list();
	}

}
