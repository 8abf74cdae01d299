package io.kefu.complaint;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
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

	private static final String REPLY_SUMMARY = "replySummary";

	private final Deadlines deadlines;

	private final CaseEvents events;

	private final Notifications notifications;

	FirstReplyListener(Deadlines deadlines, CaseEvents events, Notifications notifications) {
		this.deadlines = deadlines;
		this.events = events;
		this.notifications = notifications;
	}

	@Override
	public void notify(DelegateTask task) {
		task.getExecution().setVariable(ComplaintProcess.FIRST_REPLIED, true);
		this.deadlines.stop(task, "first-reply");
		String caseNo = (String) task.getVariable(ComplaintProcess.CASE_NO);
		if ("Task_AnswerConsultation".equals(task.getTaskDefinitionKey())) {
			this.notifications.toCustomer(caseNo, "consultation-answer", task.getId(),
					Map.of("answer", task.getVariable("answer")));
			return;
		}
		this.events.record(caseNo, "FIRST_REPLY", Actor.of(task), "首次回复客户：" + task.getVariable(REPLY_SUMMARY));
		task.getExecution().setVariable("firstReplySummary", task.getVariable(REPLY_SUMMARY));
	}

}
