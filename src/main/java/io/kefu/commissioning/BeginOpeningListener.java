package io.kefu.commissioning;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Begins the next attempt: counts it, shows why the customer refused the one before, and
 * takes its answers away, so that they do not come up filled in.
 */
@Component
class BeginOpeningListener implements ExecutionListener {

	private static final List<String> ANSWERS = List.of(CommissioningVariables.APPOINTMENT_AT,
			CommissioningVariables.APPOINTMENT_TEXT, CommissioningVariables.OPENED_BY, "phoneGuidance", "openedAt",
			"packingComplete", "missingParts", "adjustmentResult", CommissioningVariables.ACCEPTED, "signedBy",
			"signedAt", CommissioningVariables.REFUSAL_REASON);

	@Override
	public void notify(DelegateExecution execution) {
		Object round = execution.getVariable(CommissioningVariables.ADJUSTMENT_ROUND);
		execution.setVariable(CommissioningVariables.ADJUSTMENT_ROUND, (round != null) ? (Integer) round + 1 : 1);
		execution.setVariable("lastRefusal", execution.getVariable(CommissioningVariables.REFUSAL_REASON));
		ANSWERS.forEach((answer) -> execution.setVariable(answer, null));
	}

}
