package io.kefu.complaint;

import io.kefu.casefile.Cases;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Takes over what the routing table decided (S1-06): the responsible department and who
 * else is told.
 */
@Component
class AssignDepartmentListener implements ExecutionListener {

	private final Cases cases;

	AssignDepartmentListener(Cases cases) {
		this.cases = cases;
	}

	@Override
	public void notify(DelegateExecution execution) {
		DmnDecisionResultEntries routing = ((DmnDecisionResult) execution.getVariable("decisionResult"))
			.getSingleResult();
		String department = routing.getEntry(ComplaintProcess.RESPONSIBLE_DEPARTMENT);
		execution.setVariable(ComplaintProcess.RESPONSIBLE_DEPARTMENT, department);
		execution.setVariable(ComplaintProcess.NOTIFY_DEPARTMENTS,
				routing.getEntry(ComplaintProcess.NOTIFY_DEPARTMENTS));
		this.cases.assignDepartment((String) execution.getVariable(ComplaintProcess.CASE_NO), department);
	}

}
