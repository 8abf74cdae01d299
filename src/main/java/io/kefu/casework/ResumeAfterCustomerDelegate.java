package io.kefu.casework;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.CaseState;
import io.kefu.casefile.Cases;
import io.kefu.deadline.ClockControl;
import io.kefu.identity.Actor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * The customer has answered: the clocks go on with what was left.
 */
@Component
class ResumeAfterCustomerDelegate implements JavaDelegate {

	private final Cases cases;

	private final CaseEvents events;

	private final ClockControl clocks;

	ResumeAfterCustomerDelegate(Cases cases, CaseEvents events, ClockControl clocks) {
		this.cases = cases;
		this.events = events;
		this.clocks = clocks;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = (String) execution.getVariable(CaseVariables.CASE_NO);
		Object note = execution.getVariable(CaseVariables.NOTE);
		this.cases.setState(caseNo, CaseState.OPEN);
		this.clocks.resume(execution);
		this.events.record(caseNo, "RESUMED", Actor.of(execution), (note != null) ? "客户资料已收到：" + note : "客户资料已收到");
	}

}
