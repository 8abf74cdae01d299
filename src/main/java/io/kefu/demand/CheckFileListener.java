package io.kefu.demand;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * What node 6 has found: the service period that the file did not know, and the open case
 * that the problem belongs to. Both cases say so of each other (S1-35).
 */
@Component
class CheckFileListener implements TaskListener {

	private static final String SERVICE_PERIOD_CONFIRMED = "servicePeriodConfirmed";

	private final CaseEvents events;

	CheckFileListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		String caseNo = (String) task.getVariable(CaseVariables.CASE_NO);
		String actor = Actor.of(task);
		if (Boolean.FALSE.equals(task.getVariable(DemandVariables.SERVICE_PERIOD_KNOWN))) {
			boolean confirmed = (Boolean) task.getVariable(SERVICE_PERIOD_CONFIRMED);
			task.getExecution().setVariable(DemandVariables.IN_SERVICE_PERIOD, confirmed);
			this.events.record(caseNo, "SERVICE_PERIOD", actor, confirmed ? "经核实，客户在服务期内" : "经核实，客户不在服务期内");
		}
		if (Boolean.TRUE.equals(task.getVariable("newProblem"))) {
			task.getExecution().setVariable(DemandVariables.LINKED_CASE_NO, null);
			return;
		}
		String linked = (String) task.getVariable(DemandVariables.LINKED_CASE_NO);
		this.events.record(caseNo, "LINKED", actor, "不是新问题，关联到案件 " + linked);
		this.events.record(linked, "LINKED", actor, "客户再次反映同一问题，见案件 " + caseNo);
	}

}
