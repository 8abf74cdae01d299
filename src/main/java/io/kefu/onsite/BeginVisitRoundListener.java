package io.kefu.onsite;

import java.util.List;

import io.kefu.casefile.Cases;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Begins the next round of appointment and visit: counts it, and takes away the answers
 * of the round before, so that they do not come up filled in. In the first round it notes
 * whether another process of the case has called this one.
 */
@Component
class BeginVisitRoundListener implements ExecutionListener {

	private static final List<String> ANSWERS = List.of(OnsiteServiceProcess.APPOINTMENT_AT,
			OnsiteServiceProcess.APPOINTMENT_TEXT, "address", "distanceKm", "unitCount", "urgent", "visitor",
			"companion", "transport", "approved", "vehicle", "opinion", OnsiteServiceProcess.CUSTOMER_PRESENT,
			"visitedAt", "findings", "serviceContent", "solvedOnSite", "nextStep", OnsiteServiceProcess.VISIT_RESULT,
			OnsiteServiceProcess.VISIT_CONCLUSION, OnsiteServiceProcess.OBJECTION, OnsiteServiceProcess.REPAIR_RESULT);

	private final Cases cases;

	BeginVisitRoundListener(Cases cases) {
		this.cases = cases;
	}

	@Override
	public void notify(DelegateExecution execution) {
		DelegateExecution process = execution.getProcessInstance();
		Object round = process.getVariable(OnsiteServiceProcess.VISIT_ROUND);
		if (round == null) {
			String caseNo = (String) process.getVariable(CaseVariables.CASE_NO);
			process.setVariable(OnsiteServiceProcess.CALLED,
					!process.getProcessInstanceId().equals(this.cases.find(caseNo).processInstanceId()));
		}
		process.setVariable(OnsiteServiceProcess.VISIT_ROUND, (round != null) ? (Integer) round + 1 : 1);
		ANSWERS.forEach((answer) -> process.setVariable(answer, null));
	}

}
