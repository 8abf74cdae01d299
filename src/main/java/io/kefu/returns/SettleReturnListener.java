package io.kefu.returns;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * The customer has the new unit, the money, the repaired unit or the own unit back.
 */
@Component
class SettleReturnListener implements TaskListener {

	private final Rmas rmas;

	SettleReturnListener(Rmas rmas) {
		this.rmas = rmas;
	}

	@Override
	public void notify(DelegateTask task) {
		this.rmas.settle((String) task.getVariable(ReturnProcess.RMA_NUMBER));
		task.getExecution()
			.setVariable(ReturnProcess.RETURN_RESULT, switch ((String) task.getVariable(ReturnProcess.SETTLEMENT)) {
				case "exchange" -> "exchanged";
				case "refund" -> "refunded";
				case "repair" -> "repaired";
				default -> "refused";
			});
	}

}
