package io.kefu.demand;

import java.util.Map;

import io.kefu.casefile.Cases;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Takes over what a table decided, a variable per column: the scope (S1-31), the
 * departments (S1-06), the right to return (S1-39).
 */
@Component
class DecisionListener implements ExecutionListener {

	/** Columns whose name a form has for an answer of its own. */
	private static final Map<String, String> RENAMED = Map.of("explanation", "eligibilityExplanation");

	private final Cases cases;

	DecisionListener(Cases cases) {
		this.cases = cases;
	}

	@Override
	public void notify(DelegateExecution execution) {
		Map<String, Object> row = ((DmnDecisionResult) execution.getVariable("decisionResult")).getSingleResult();
		if (row == null) {
			throw new IllegalStateException(execution.getCurrentActivityId() + ": the table has no rule for this case");
		}
		row.forEach((column, value) -> execution.setVariable(RENAMED.getOrDefault(column, column), value));
		if (row.get(DemandVariables.RESPONSIBLE_DEPARTMENT) instanceof String department) {
			this.cases.assignDepartment((String) execution.getVariable(CaseVariables.CASE_NO), department);
		}
	}

}
