package io.kefu.demand;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.faq.Faqs;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Node 11 (S1-38): sends the answer, counts the use of the entry it was taken from, and
 * keeps it as an entry where the clerk wants that.
 */
@Component
class AnswerFromFaqListener implements TaskListener {

	/** As long as the question of an entry may be. */
	private static final int LONGEST_QUESTION = 500;

	private final Notifications notifications;

	private final Faqs faqs;

	private final CaseEvents events;

	AnswerFromFaqListener(Notifications notifications, Faqs faqs, CaseEvents events) {
		this.notifications = notifications;
		this.faqs = faqs;
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		String caseNo = (String) task.getVariable(CaseVariables.CASE_NO);
		String answer = (String) task.getVariable("answer");
		this.notifications.toCustomer(caseNo, "consultation-answer", task.getId(), Map.of("answer", answer));
		if (task.getVariable("faqId") instanceof String faqId) {
			this.faqs.answeredWith(Long.parseLong(faqId), caseNo);
		}
		if (Boolean.TRUE.equals(task.getVariable("asFaq"))) {
			long id = this.faqs.add(question((String) task.getVariable("description")), answer,
					(String) task.getVariable("productModel"), "customerService", this.faqs.today(), null, caseNo);
			this.events.record(caseNo, "FAQ_ADDED", Actor.of(task), "答复已存为FAQ条目（编号" + id + "）");
		}
	}

	/** What the customer described, as far as the question of an entry may go. */
	private static String question(String description) {
		int end = Math.min(description.length(), LONGEST_QUESTION);
		boolean split = end < description.length() && Character.isHighSurrogate(description.charAt(end - 1));
		return description.substring(0, split ? end - 1 : end);
	}

}
