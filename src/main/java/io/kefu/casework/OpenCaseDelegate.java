package io.kefu.casework;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Opens the case of a process, or goes on under the case of its caller. The input
 * parameter {@code caseKind} says what kind of case it is.
 */
@Component
class OpenCaseDelegate implements JavaDelegate {

	private final OpenCaseService cases;

	OpenCaseDelegate(OpenCaseService cases) {
		this.cases = cases;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.cases.open(execution, (String) execution.getVariable("caseKind"), "case-acknowledgement");
	}

}
