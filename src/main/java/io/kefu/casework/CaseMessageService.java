package io.kefu.casework;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.RuntimeService;

import org.springframework.stereotype.Component;

/**
 * Messages to the processes of a case.
 */
@Component
class CaseMessageService {

	private static final String COMPLAINT_WITHDRAWN = "complaint-withdrawn";

	private final RuntimeService runtime;

	CaseMessageService(RuntimeService runtime) {
		this.runtime = runtime;
	}

	/**
	 * The customer withdraws: a complaint that is being handled ends itself and with it
	 * its case, any other case ends where it began.
	 * @param caseNo case number of an open case
	 * @param note what the customer said
	 */
	void withdraw(String caseNo, String note) {
		send(awaits(caseNo, COMPLAINT_WITHDRAWN) ? COMPLAINT_WITHDRAWN : "case-withdrawn", caseNo, CaseVariables.NOTE,
				note);
	}

	/**
	 * Asks the customer for information; clocks pause, except the first reply's.
	 * @param caseNo case number of an open case
	 * @param question what is needed
	 */
	void requestInfo(String caseNo, String question) {
		send("customer-info-requested", caseNo, CaseVariables.CUSTOMER_QUESTION, question);
	}

	/**
	 * The customer has answered; clocks go on.
	 * @param caseNo case number of a waiting case
	 * @param note what was received
	 */
	void infoReceived(String caseNo, String note) {
		send("customer-info-received", caseNo, CaseVariables.NOTE, note);
	}

	/** Whether a process of the case can take the message now. */
	private boolean awaits(String caseNo, String message) {
		return this.runtime.createExecutionQuery()
			.processInstanceBusinessKey(caseNo)
			.messageEventSubscriptionName(message)
			.count() > 0;
	}

	private void send(String message, String caseNo, String variable, String text) {
		if (!awaits(caseNo, message)) {
			throw InvalidInputException.conflict("案件“" + caseNo + "”目前不能登记这一事项");
		}
		this.runtime.createMessageCorrelation(message)
			.processInstanceBusinessKey(caseNo)
			.setVariable(variable, text)
			.correlate();
	}

}
