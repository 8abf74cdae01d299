package io.kefu.training;

import java.util.List;
import java.util.Map;

import io.kefu.CaseDriver;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The steps of a training as staff do them, the same for customers and for the own staff.
 *
 * @param cases works on the process
 * @param key its business key
 */
record TrainingSteps(CaseDriver cases, String key) {

	/** Wednesday; the training is planned for Monday. */
	static final String NOW = "2026-07-15T10:00:00+08:00";

	static final String PLANNED_ON = "2026-07-20";

	/** Monday after the training. */
	static final String AFTERWARDS = "2026-07-20T17:00:00+08:00";

	static Map<String, Object> planned(Map<String, Object> deviations) {
		return CaseDriver.with(Map.of("plannedOn", PLANNED_ON, "trainer", "李师傅", "place", "二楼会议室", "budget", 1200.5,
				"participants", "张三\n李四\n王五"), deviations);
	}

	static Map<String, Object> material(String version) {
		return Map.of("materialTitle", "KF-300 保养手册", "materialVersion", version, "materialContent", "开机、清洁、更换滤芯");
	}

	static Map<String, Object> held(String attendees) {
		return Map.of("heldOn", PLANNED_ON, "attendees", attendees);
	}

	void plan() {
		complete("Task_PlanTraining", planned(Map.of()));
	}

	void approve() {
		complete("Task_ApprovePlan", Map.of("approved", true));
	}

	void prepare(String version) {
		complete("Task_PrepareMaterial", material(version));
	}

	void pass() {
		complete("Task_ReviewMaterial", Map.of("passed", true));
	}

	/** Up to the day of the training, in the afternoon. */
	void invite() {
		approve();
		prepare("1.0");
		pass();
		CaseDriver.now(AFTERWARDS);
	}

	void hold() {
		complete("Task_HoldTraining", held("张三，5\n3"));
	}

	void rate() {
		complete("Task_CollectFeedback", Map.of("averageScore", 4.5, "feedbackComments", "希望多些练习"));
	}

	void complete(String step, Map<String, Object> form) {
		this.cases.complete(this.key, step, form);
	}

	void assertDue(String step, String due) {
		assertThat(this.cases.task(this.key, step).getDueDate()).isEqualTo(CaseDriver.at(due));
	}

	void assertWaits(String step, String due, String... groups) {
		assertThat(this.cases.openSteps(this.key)).containsExactly(step);
		assertThat(this.cases.groups(this.key, step)).containsExactlyInAnyOrder(groups);
		assertDue(step, due);
	}

	/** The fields for which a submission is refused; nothing is kept of it. */
	List<String> refusal(String step, Map<String, Object> form) {
		InvalidInputException refusal = assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> complete(step, form))
			.actual();
		assertThat(this.cases.openSteps(this.key)).containsExactly(step);
		return refusal.errors().stream().map(FieldError::field).toList();
	}

}
