package io.kefu.repair;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Adds the quote up (S4-344).
 */
@Component
class PrepareQuoteListener implements TaskListener {

	@Override
	public void notify(DelegateTask task) {
		task.getExecution()
			.setVariable(RepairProcess.QUOTE_TOTAL,
					yuan(task.getVariable("laborCost")).add(yuan(task.getVariable("partsCost"))).toPlainString());
	}

	/**
	 * An amount of money as a form gives it.
	 * @param amount a number with at most two decimals
	 * @return yuan with two decimals
	 */
	static BigDecimal yuan(Object amount) {
		return new BigDecimal(amount.toString()).setScale(2, RoundingMode.UNNECESSARY);
	}

}
