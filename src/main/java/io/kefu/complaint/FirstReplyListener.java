package io.kefu.complaint;

import java.util.Map;

import io.kefu.deadline.Deadlines;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * The customer has a first reply (S0-46): the clock stops. The answer to a consultation
 * goes out as a message, too.
 */
@Component
class FirstReplyListener implements TaskListener {

	private final Deadlines deadlines;

	private final Notifications notifications;

	FirstReplyListener(Deadlines deadlines, Notifications notifications) {
		this.deadlines = deadlines;
		this.notifications = notifications;
	}

	@Override
	public void notify(DelegateTask task) {
		task.getExecution().setVariable(ComplaintProcess.FIRST_REPLIED, true);
		this.deadlines.stop(task, "first-reply");
		if ("Task_AnswerConsultation".equals(task.getTaskDefinitionKey())) {
			this.notifications.toCustomer((String) task.getVariable(ComplaintProcess.CASE_NO), "consultation-answer",
					task.getId(), Map.of("answer", task.getVariable("answer")));
		}
	}

}
