package io.kefu.complaint;

import java.util.Map;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;

import org.springframework.stereotype.Component;

/**
 * The process {@code complaint-closed-loop}: its names, and the only way for other code
 * to start it or to send it a message.
 */
@Component
public class ComplaintProcess {

	/** Key of the process. */
	public static final String KEY = "complaint-closed-loop";

	static final String CASE_NO = "caseNo";

	static final String RECEIVED_AT = "receivedAt";

	static final String ACCEPTED_AT = "acceptedAt";

	static final String SEVERITY = "severity";

	static final String COMPLAINT_LEVEL = "complaintLevel";

	static final String SAME_CUSTOMER_COUNT = "sameCustomerCount";

	static final String DISTINCT_CUSTOMER_COUNT = "distinctCustomerCount";

	static final String ASSESS_UNIVERSALITY = "assessUniversality";

	static final String UNIVERSAL = "universal";

	static final String RESPONSIBLE_DEPARTMENT = "responsibleDepartment";

	static final String NOTIFY_DEPARTMENTS = "notifyDepartments";

	static final String FIRST_REPLIED = "firstReplied";

	static final String VERIFICATION_ROUND = "verificationRound";

	static final String REWORK_ROUND = "reworkRound";

	static final String CUSTOMER_QUESTION = "customerQuestion";

	static final String NOTE = "note";

	private static final String WITHDRAWN = "complaint-withdrawn";

	private static final String INFO_REQUESTED = "customer-info-requested";

	private static final String INFO_RECEIVED = "customer-info-received";

	private final RuntimeService runtime;

	ComplaintProcess(RuntimeService runtime) {
		this.runtime = runtime;
	}

	/**
	 * Starts a complaint; the form's rules apply.
	 * @param form the fields of 客户诉怨反馈表 (S0-41)
	 * @return the case number
	 */
	public String start(Map<String, Object> form) {
		ProcessInstance instance = this.runtime.startProcessInstanceByKey(KEY, form);
		return (String) this.runtime.getVariable(instance.getId(), CASE_NO);
	}

	/**
	 * The customer withdraws.
	 * @param caseNo case number of an open case
	 * @param note what the customer said
	 */
	public void withdraw(String caseNo, String note) {
		send(WITHDRAWN, caseNo, NOTE, note);
	}

	/**
	 * Asks the customer for information; clocks pause, except the first reply's.
	 * @param caseNo case number of an open case
	 * @param question what is needed
	 */
	public void requestInfo(String caseNo, String question) {
		send(INFO_REQUESTED, caseNo, CUSTOMER_QUESTION, question);
	}

	/**
	 * The customer has answered; clocks go on.
	 * @param caseNo case number of a waiting case
	 * @param note what was received
	 */
	public void infoReceived(String caseNo, String note) {
		send(INFO_RECEIVED, caseNo, NOTE, note);
	}

	private void send(String message, String caseNo, String variable, String text) {
		this.runtime.createMessageCorrelation(message)
			.processInstanceBusinessKey(caseNo)
			.setVariable(variable, text)
			.correlate();
	}

}
