package io.kefu.returns;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * What was agreed on with the customer instead of what cannot be done. An exchange can be
 * agreed on only where the terms allow it and it has not been refused already. Where
 * nothing is agreed on, a number that was issued is good for nothing any more.
 */
@Component
class AgreeAlternativeListener implements ExecutionListener {

	private final CaseEvents events;

	private final Rmas rmas;

	AgreeAlternativeListener(CaseEvents events, Rmas rmas) {
		this.events = events;
		this.rmas = rmas;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		String agreement = (String) execution.getVariable(ReturnProcess.AGREEMENT);
		String text = switch (agreement) {
			case ReturnProcess.KIND_EXCHANGE -> "改为换货";
			case ReturnProcess.KIND_REPAIR -> "改为返修";
			default -> "不再办理";
		};
		if (ReturnProcess.KIND_EXCHANGE.equals(agreement)
				&& !Boolean.TRUE.equals(execution.getVariable(ReturnProcess.EXCHANGE_ALLOWED))) {
			throw InvalidInputException.of(ReturnProcess.AGREEMENT,
					"“与客户商定”不能选“改为换货”：" + execution.getVariable(ReturnProcess.ELIGIBILITY_EXPLANATION));
		}
		if ("give_up".equals(agreement)) {
			this.rmas.cancel((String) execution.getVariable(ReturnProcess.RMA_NUMBER));
		}
		else {
			execution.setVariable(ReturnProcess.KIND, agreement);
		}
		this.events.record((String) execution.getVariable(CaseVariables.CASE_NO), "RETURN_NEGOTIATED",
				Actor.of(execution), "与客户商定" + text + "：" + execution.getVariable("explanation"));
	}

}
