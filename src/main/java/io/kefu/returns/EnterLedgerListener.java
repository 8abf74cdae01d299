package io.kefu.returns;

import java.math.BigDecimal;
import java.time.LocalDate;

import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Enters what was done into the ledger, signed by the person who handled it (S4-108).
 */
@Component
class EnterLedgerListener implements TaskListener {

	private final ExchangeLedger ledger;

	EnterLedgerListener(ExchangeLedger ledger) {
		this.ledger = ledger;
	}

	@Override
	public void notify(DelegateTask task) {
		Object amount = task.getVariable("amount");
		String refundedOn = text(task, "refundedOn");
		String detailedReason = text(task, "detailedReason");
		this.ledger.enter(new ExchangeLedger.Entry(text(task, ReturnProcess.RMA_NUMBER),
				text(task, CaseVariables.CASE_NO), text(task, ReturnProcess.KIND), text(task, "productModel"),
				text(task, "serialNo"), ((Number) task.getVariable("quantity")).intValue(),
				(detailedReason != null) ? detailedReason : ReturnLabels.reason(text(task, "returnReason")),
				text(task, "inspectionResult"), text(task, ReturnProcess.RETURN_RESULT), text(task, "newSerialNo"),
				(amount != null) ? new BigDecimal(amount.toString()) : null,
				(refundedOn != null) ? LocalDate.parse(refundedOn) : null, text(task, "handledBy"), Actor.of(task),
				text(task, "ledgerNote")));
	}

	private static String text(DelegateTask task, String variable) {
		return (String) task.getVariable(variable);
	}

}
