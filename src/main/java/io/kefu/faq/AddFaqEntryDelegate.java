package io.kefu.faq;

import java.time.LocalDate;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Adds the entry that a clerk has written in Tasklist; refuses a wrong one in the clerk's
 * own request.
 */
@Component
class AddFaqEntryDelegate implements JavaDelegate {

	private final Faqs faqs;

	AddFaqEntryDelegate(Faqs faqs) {
		this.faqs = faqs;
	}

	@Override
	public void execute(DelegateExecution execution) {
		long id = this.faqs.add(text(execution, "question"), text(execution, "answer"), text(execution, "productModel"),
				text(execution, "ownerDepartment"), day(execution, "validFrom"), day(execution, "validTo"),
				text(execution, "sourceCaseNo"));
		execution.setVariable("faqId", String.valueOf(id));
	}

	private static String text(DelegateExecution execution, String variable) {
		return (String) execution.getVariable(variable);
	}

	/** The form check leaves ISO dates only. */
	private static LocalDate day(DelegateExecution execution, String variable) {
		String day = text(execution, variable);
		return (day != null) ? LocalDate.parse(day) : null;
	}

}
