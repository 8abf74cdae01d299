package io.kefu.demand;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import io.kefu.casefile.Cases;
import io.kefu.casework.CaseVariables;
import io.kefu.casework.CompanyTime;
import io.kefu.customerfile.CustomerFiles;
import io.kefu.customerfile.UnitFile;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Node 9: files the fault and derives what the tables after it ask. A question left open
 * counts as no.
 */
@Component
class AnalyseDemandListener implements TaskListener {

	private static final String PURCHASE_DATE = "purchaseDate";

	private final Cases cases;

	private final CustomerFiles files;

	private final CompanyTime times;

	AnalyseDemandListener(Cases cases, CustomerFiles files, CompanyTime times) {
		this.cases = cases;
		this.files = files;
		this.times = times;
	}

	@Override
	public void notify(DelegateTask task) {
		if (task.getVariable("severe") == null) {
			task.getExecution().setVariable("severe", false);
		}
		if ("dealer_doa".equals(task.getVariable(DemandVariables.DEMAND_TYPE))) {
			task.getExecution().setVariable("requestSource", "dealer");
		}
		String serialNo = (String) task.getVariable(DemandVariables.SERIAL_NO);
		this.cases.accept((String) task.getVariable(CaseVariables.CASE_NO), "demand",
				(String) task.getVariable("faultCode"), (String) task.getVariable("productModel"), serialNo);
		task.getExecution().setVariable("qualityFlaw", "quality_flaw".equals(task.getVariable("returnReason")));
		LocalDate purchase = purchase((String) task.getVariable(PURCHASE_DATE), serialNo);
		task.getExecution().setVariable(PURCHASE_DATE, (purchase != null) ? purchase.toString() : null);
		task.getExecution()
			.setVariable("daysSincePurchase", (purchase != null) ? daysUntilReceipt(task, purchase) : null);
	}

	/** The day on the invoice; otherwise the one on which the unit was sold. */
	private LocalDate purchase(String onInvoice, String serialNo) {
		return (onInvoice != null) ? LocalDate.parse(onInvoice)
				: this.files.unit(serialNo).map(UnitFile::soldOn).orElse(null);
	}

	/**
	 * The day of purchase is day 0; the customer's right does not shrink while we work.
	 */
	private int daysUntilReceipt(DelegateTask task, LocalDate purchase) {
		LocalDate received = this.times.day(task.getVariable(CaseVariables.RECEIVED_AT));
		return Math.toIntExact(ChronoUnit.DAYS.between(purchase, received));
	}

}
