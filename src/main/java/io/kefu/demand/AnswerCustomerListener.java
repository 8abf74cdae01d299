package io.kefu.demand;

import java.util.Map;

import io.kefu.casework.CaseVariables;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Sends the customer what the clerk has written in a step that answers: nodes 3, 20 and
 * 25 (S1-32, S1-41, S1-44).
 */
@Component
class AnswerCustomerListener implements TaskListener {

	private static final Map<String, String> ANSWERS = Map.of("Task_GuideCustomer", "guidance", "Task_InformCustomer",
			"resultSummary", "Task_ExplainToCustomer", "explanation");

	private final Notifications notifications;

	AnswerCustomerListener(Notifications notifications) {
		this.notifications = notifications;
	}

	@Override
	public void notify(DelegateTask task) {
		this.notifications.toCustomer((String) task.getVariable(CaseVariables.CASE_NO), "demand-answer", task.getId(),
				Map.of("answer", task.getVariable(ANSWERS.get(task.getTaskDefinitionKey()))));
	}

}
