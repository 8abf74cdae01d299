package io.kefu.complaint;

import java.util.Map;

import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;

import org.springframework.stereotype.Component;

/**
 * The process {@code complaint-closed-loop}: its names, and the only way for other code
 * to start it.
 */
@Component
public class ComplaintProcess {

	/** Key of the process. */
	public static final String KEY = "complaint-closed-loop";

	static final String CASE_NO = CaseVariables.CASE_NO;

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

}
