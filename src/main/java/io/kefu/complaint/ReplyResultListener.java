package io.kefu.complaint;

import java.util.Map;

import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Sends the customer the result that the clerk has written (S0-53).
 */
@Component
class ReplyResultListener implements TaskListener {

	private final Notifications notifications;

	ReplyResultListener(Notifications notifications) {
		this.notifications = notifications;
	}

	@Override
	public void notify(DelegateTask task) {
		this.notifications.toCustomer((String) task.getVariable(ComplaintProcess.CASE_NO), "complaint-result",
				task.getId(), Map.of("replySummary", task.getVariable("replySummary")));
	}

}
