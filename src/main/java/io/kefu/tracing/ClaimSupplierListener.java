package io.kefu.tracing;

import java.math.BigDecimal;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Registers the claim on the supplier (S0-28).
 */
@Component
class ClaimSupplierListener implements TaskListener {

	private final TraceRecords records;

	private final CaseEvents events;

	ClaimSupplierListener(TraceRecords records, CaseEvents events) {
		this.records = records;
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		String caseNo = (String) task.getVariable(CaseVariables.CASE_NO);
		String supplier = (String) task.getVariable("supplier");
		BigDecimal amount = new BigDecimal(task.getVariable("claimAmount").toString());
		this.records.claim(caseNo, task.getProcessInstanceId(), supplier, amount, (String) task.getVariable("claimNo"),
				Actor.of(task));
		this.events.record(caseNo, "SUPPLIER_CLAIM", Actor.of(task),
				"已向供货商“%s”索赔 %s 元".formatted(supplier, amount.toPlainString()));
	}

}
