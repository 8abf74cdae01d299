package io.kefu.tracing;

import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Takes over into the case file which product and which fault the problem is about.
 */
@Component
class RecordProblemListener implements TaskListener {

	private final Cases cases;

	RecordProblemListener(Cases cases) {
		this.cases = cases;
	}

	@Override
	public void notify(DelegateTask task) {
		ServiceCase traced = this.cases.find((String) task.getVariable(CaseVariables.CASE_NO));
		this.cases.accept(traced.caseNo(), traced.kind(),
				known(task, ProblemTracingProcess.FAULT_CODE, traced.faultCode()),
				known(task, ProblemTracingProcess.PRODUCT_MODEL, traced.productModel()), traced.serialNo());
	}

	private static String known(DelegateTask task, String variable, String before) {
		return (task.getVariable(variable) instanceof String answer) ? answer : before;
	}

}
