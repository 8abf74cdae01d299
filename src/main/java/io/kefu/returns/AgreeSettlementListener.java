package io.kefu.returns;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * The factory does not exchange: what the customer agreed on is done with the goods
 * (S4-332).
 */
@Component
class AgreeSettlementListener implements TaskListener {

	@Override
	public void notify(DelegateTask task) {
		task.getExecution().setVariable(ReturnProcess.SETTLEMENT, task.getVariable(ReturnProcess.AGREEMENT));
	}

}
