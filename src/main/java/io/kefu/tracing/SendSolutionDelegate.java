package io.kefu.tracing;

import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Sends the solution to the cases that ask for it (S1-08).
 */
@Component
class SendSolutionDelegate implements JavaDelegate {

	private final AskingCases cases;

	SendSolutionDelegate(AskingCases cases) {
		this.cases = cases;
	}

	@Override
	public void execute(DelegateExecution execution) {
		execution.setVariable("toldCases", this.cases.tell((String) execution.getVariable(CaseVariables.CASE_NO),
				(String) execution.getVariable(ProblemTracingProcess.SOLUTION), execution.getProcessInstanceId()));
	}

}
