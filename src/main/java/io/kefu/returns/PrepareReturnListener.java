package io.kefu.returns;

import java.util.ArrayList;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Gives the variables their first values: what gateways and forms read must be there. A
 * request comes from a customer unless the caller says that a dealer makes it.
 */
@Component
class PrepareReturnListener implements ExecutionListener {

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		if (execution.getVariable("requestSource") == null) {
			execution.setVariable("requestSource", "customer");
		}
		execution.setVariable(ReturnProcess.ELIGIBLE, false);
		execution.setVariable(ReturnProcess.EXCHANGE_ALLOWED, false);
		execution.setVariable(ReturnProcess.EXCHANGE_APPROVED, false);
		execution.setVariable(ReturnProcess.EXCHANGE_APPROVALS, new ArrayList<>());
		execution.setVariable(ReturnProcess.RMA_NUMBER, null);
		execution.setVariable(ReturnProcess.SETTLEMENT, null);
		execution.setVariable(ReturnProcess.RETURN_RESULT, "refused");
	}

}
