package io.kefu.repair;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

import io.kefu.casework.CaseVariables;
import io.kefu.notification.Notifications;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Asks the customer to pay the invoice (S4-347), which must be what the customer agreed
 * to.
 */
@Component
class IssueInvoiceListener implements ExecutionListener {

	private final Notifications notifications;

	IssueInvoiceListener(Notifications notifications) {
		this.notifications = notifications;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		String agreed = (String) execution.getVariable(RepairProcess.QUOTE_TOTAL);
		if (PrepareQuoteListener.yuan(execution.getVariable("invoiceAmount")).compareTo(new BigDecimal(agreed)) != 0) {
			throw InvalidInputException.of("invoiceAmount", "“开票金额”必须等于客户同意的报价合计" + agreed + "元");
		}
		Map<String, Object> model = new HashMap<>();
		model.put("invoiceNo", execution.getVariable("invoiceNo"));
		model.put("invoiceAmount", agreed);
		this.notifications.toCustomer((String) execution.getVariable(CaseVariables.CASE_NO), "repair-invoice",
				execution.getActivityInstanceId(), model);
	}

}
