package io.kefu.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kefu.identity.Departments;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Invites to a training: the customer, or each department with those of its people who
 * are to come.
 */
@Component
class InviteParticipantsDelegate implements JavaDelegate {

	private final Departments departments;

	private final Notifications notifications;

	InviteParticipantsDelegate(Departments departments, Notifications notifications) {
		this.departments = departments;
		this.notifications = notifications;
	}

	@Override
	public void execute(DelegateExecution execution) {
		List<Participant> participants = TrainingProcess.participants(execution);
		String caseNo = TrainingProcess.caseNo(execution);
		String step = execution.getActivityInstanceId();
		if (caseNo != null) {
			this.notifications.toCustomer(caseNo, "training-invitation", step, model(execution, participants));
			return;
		}
		participants.stream()
			.collect(Collectors.groupingBy(Participant::organisation))
			.forEach((department, people) -> this.notifications.announce("internal-training-invitation",
					this.departments.named(department).orElseThrow(), step, model(execution, people)));
	}

	private static Map<String, Object> model(DelegateExecution execution, List<Participant> participants) {
		Map<String, Object> model = new HashMap<>();
		for (String name : List.of(TrainingProcess.TOPIC, TrainingProcess.PLANNED_ON, TrainingProcess.TRAINER,
				TrainingProcess.PLACE)) {
			model.put(name, execution.getVariable(name));
		}
		model.put(TrainingProcess.PARTICIPANTS,
				participants.stream().map(Participant::name).collect(Collectors.joining("、")));
		return model;
	}

}
