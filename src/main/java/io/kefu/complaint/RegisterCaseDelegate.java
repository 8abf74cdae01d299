package io.kefu.complaint;

import io.kefu.casework.OpenCaseService;
import io.kefu.deadline.Deadlines;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Opens the case: number, case file, acknowledgement to the customer, the clocks that run
 * from receipt (S0-46, S2-30), and every variable that a later gateway reads.
 */
@Component
class RegisterCaseDelegate implements JavaDelegate {

	private final OpenCaseService cases;

	private final Deadlines deadlines;

	RegisterCaseDelegate(OpenCaseService cases, Deadlines deadlines) {
		this.cases = cases;
		this.deadlines = deadlines;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.cases.open(execution, null, "complaint-acknowledgement");
		for (String undecided : new String[] { ComplaintProcess.UNIVERSAL, "effective", "satisfied", "decision",
				ComplaintProcess.RESPONSIBLE_DEPARTMENT }) {
			execution.setVariable(undecided, null);
		}
		for (String no : new String[] { "urgent", "important", "complex", ComplaintProcess.FIRST_REPLIED,
				ComplaintProcess.ASSESS_UNIVERSALITY }) {
			execution.setVariable(no, false);
		}
		execution.setVariable(ComplaintProcess.VERIFICATION_ROUND, 1);
		execution.setVariable(ComplaintProcess.REWORK_ROUND, 1);
		this.deadlines.start(execution, "first-reply");
		this.deadlines.start(execution, "relay");
	}

}
