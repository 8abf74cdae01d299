package io.kefu.training;

import java.util.List;
import java.util.Map;

import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Names of the processes {@code customer-training} and {@code internal-training}, which
 * share their steps.
 */
final class TrainingProcess {

	static final String TOPIC = "topic";

	static final String REASON = "reason";

	static final String PRODUCT_MODEL = "productModel";

	/** Day of the plan, text in ISO 8601. */
	static final String PLANNED_ON = "plannedOn";

	/** When the time to record the attendance begins, see table {@code deadline}. */
	static final String APPOINTMENT_AT = "appointmentAt";

	static final String TRAINER = "trainer";

	static final String PLACE = "place";

	/** As typed, one person per line. */
	static final String PARTICIPANTS = "participants";

	/**
	 * As understood: list of rows with {@code no}, {@code name}, {@code organisation}.
	 */
	static final String PARTICIPANT_ROWS = "participantRows";

	static final String MATERIAL_VERSION = "materialVersion";

	/** Whether the training lies behind, boolean: material is then only revised. */
	static final String TRAINING_HELD = "trainingHeld";

	/** Day of the training, text in ISO 8601. */
	static final String HELD_ON = "heldOn";

	/** As typed, one person per line. */
	static final String ATTENDEES = "attendees";

	static final String AVERAGE_SCORE = "averageScore";

	/** What came of it, in Chinese, for the customer and the timeline. */
	static final String CONCLUSION = "trainingConclusion";

	private TrainingProcess() {
	}

	/**
	 * The case number.
	 * @param execution one of the two processes
	 * @return the number, null in internal training, which is no case
	 */
	static String caseNo(DelegateExecution execution) {
		return text(execution, CaseVariables.CASE_NO);
	}

	static String text(DelegateExecution execution, String variable) {
		return (String) execution.getVariable(variable);
	}

	/**
	 * The planned participants.
	 * @param execution a process with a plan
	 * @return the participants in the order of their numbers
	 */
	static List<Participant> participants(DelegateExecution execution) {
		return ((List<?>) execution.getVariable(PARTICIPANT_ROWS)).stream()
			.map((row) -> (Map<?, ?>) row)
			.map((row) -> new Participant((String) row.get("name"), (String) row.get("organisation")))
			.toList();
	}

}
