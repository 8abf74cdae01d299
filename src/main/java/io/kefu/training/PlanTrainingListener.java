package io.kefu.training;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.kefu.identity.Departments;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Reads who is to take part: people of the customer, or staff with their departments.
 * Lists them with numbers, by which the attendance is recorded later.
 */
@Component
class PlanTrainingListener implements ExecutionListener {

	private final Departments departments;

	PlanTrainingListener(Departments departments) {
		this.departments = departments;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		List<Participant> participants = participants(execution);
		execution.setVariable(TrainingProcess.PARTICIPANT_ROWS,
				IntStream.range(0, participants.size())
					.mapToObj((index) -> Map.of("no", String.valueOf(index + 1), "name", participants.get(index).name(),
							"organisation", participants.get(index).organisation()))
					.toList());
		execution.setVariable(TrainingProcess.APPOINTMENT_AT,
				LocalDate.parse(TrainingProcess.text(execution, TrainingProcess.PLANNED_ON)).atTime(9, 0).toString());
	}

	private List<Participant> participants(DelegateExecution execution) {
		String text = TrainingProcess.text(execution, TrainingProcess.PARTICIPANTS);
		if (TrainingProcess.caseNo(execution) != null) {
			return Participant.ofCustomer(text, TrainingProcess.text(execution, "customerName"));
		}
		return Participant.ofCompany(text, this.departments.label("customerService"),
				(name) -> this.departments.named(name).isPresent());
	}

}
