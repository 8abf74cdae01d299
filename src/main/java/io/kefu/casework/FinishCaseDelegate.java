package io.kefu.casework;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.Cases;
import io.kefu.identity.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Files the result (S1-45). The process with which the case began closes it; a called
 * process leaves that to its caller and only says what came of it. The input parameter
 * {@code closeReason} says it in Chinese.
 */
@Component
class FinishCaseDelegate implements JavaDelegate {

	private final Cases cases;

	private final CaseEvents events;

	private final CloseCaseService closing;

	FinishCaseDelegate(Cases cases, CaseEvents events, CloseCaseService closing) {
		this.cases = cases;
		this.events = events;
		this.closing = closing;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = (String) execution.getVariable(CaseVariables.CASE_NO);
		String reason = (String) execution.getVariable("closeReason");
		if (execution.getProcessInstanceId().equals(this.cases.find(caseNo).processInstanceId())) {
			this.closing.close(execution, reason, "case-closed");
		}
		else {
			this.events.record(caseNo, "RESULT", Actor.SYSTEM, reason);
		}
	}

}
