package io.kefu.training;

import java.time.LocalDate;
import java.util.List;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Writes the training record of everybody who was to come.
 */
@Component
class HoldTrainingListener implements ExecutionListener {

	private final Trainings trainings;

	private final CaseEvents events;

	HoldTrainingListener(Trainings trainings, CaseEvents events) {
		this.trainings = trainings;
		this.events = events;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		List<Participant> participants = TrainingProcess.participants(execution);
		Attendance attendance = Attendance.parse(TrainingProcess.text(execution, TrainingProcess.ATTENDEES),
				participants);
		String caseNo = TrainingProcess.caseNo(execution);
		String actor = Actor.of(execution);
		this.trainings.hold(
				new Training(execution.getProcessInstanceId(), caseNo,
						TrainingProcess.text(execution, TrainingProcess.TOPIC),
						TrainingProcess.text(execution, TrainingProcess.PRODUCT_MODEL),
						TrainingProcess.text(execution, TrainingProcess.TRAINER),
						TrainingProcess.text(execution, TrainingProcess.PLACE),
						LocalDate.parse(TrainingProcess.text(execution, TrainingProcess.HELD_ON)), actor),
				participants, attendance);
		execution.setVariable(TrainingProcess.TRAINING_HELD, true);
		if (caseNo != null) {
			this.events.record(caseNo, "TRAINING_HELD", actor,
					"培训已举办：应到 %d 人，实到 %d 人".formatted(participants.size(), attendance.scores().size()));
		}
	}

}
