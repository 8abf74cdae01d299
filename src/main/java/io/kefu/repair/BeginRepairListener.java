package io.kefu.repair;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Gives every variable that a gateway, a form or the 维修单 reads its first value. What the
 * start form or the caller has set stays.
 */
@Component
class BeginRepairListener implements ExecutionListener {

	private static final String[] UNKNOWN = { "contactName", "contactPhone", "contactEmail",
			RepairProcess.PRODUCT_MODEL, RepairProcess.SERIAL_NO, RepairProcess.FAULT_CODE, "remedySought", "complex",
			"purchaseDate", "demand", RepairProcess.IN_WARRANTY, RepairProcess.WARRANTY_REASON, "warrantyUntil",
			RepairProcess.SERVICE_MODE, "solved", RepairProcess.VISIT_RESULT, RepairProcess.RETURN_RESULT,
			RepairProcess.REPAIRABLE, RepairProcess.REPAIR_ROUTE, "faultDescription", "humanDamage",
			RepairProcess.COST_BEARER, RepairProcess.COST_REASON, "factoryQuote", "laborCost", "partsCost", "quoteNote",
			RepairProcess.QUOTE_TOTAL, RepairProcess.CONSENT_GIVEN, "consentBy", "consentAt", "partName", "partNo",
			"quantity", "repairAction", "repairedBy", RepairProcess.CUSTOMER_CONFIRMED, "phoneAdvice",
			"lastPhoneAdvice", "lastInspectionNote", "lastRefusal" };

	private final String factoryInquiryCycle;

	BeginRepairListener(@Value("${kefu.repair.factory-inquiry-cycle}") String factoryInquiryCycle) {
		this.factoryInquiryCycle = factoryInquiryCycle;
	}

	@Override
	public void notify(DelegateExecution execution) {
		for (String unknown : UNKNOWN) {
			if (!execution.hasVariable(unknown)) {
				execution.setVariable(unknown, null);
			}
		}
		for (String no : new String[] { RepairProcess.CHARGED, RepairProcess.PARTS_NEEDED,
				RepairProcess.REPEAT_REPAIR }) {
			execution.setVariable(no, false);
		}
		execution.setVariable(RepairProcess.INSPECTION_ROUND, 1);
		execution.setVariable("factoryInquiryCycle", this.factoryInquiryCycle);
	}

}
