package io.kefu.repair;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Says in one word for the caller, and in Chinese for the case file and the customer,
 * what came of the repair. What was decided last counts.
 */
@Component
class SettleResultListener implements ExecutionListener {

	@Override
	public void notify(DelegateExecution execution) {
		RepairResult result = result(execution);
		execution.setVariable(RepairProcess.REPAIR_OUTCOME, result.code());
		execution.setVariable(RepairProcess.REPAIR_RESULT, result.text());
	}

	private static RepairResult result(DelegateExecution execution) {
		if (Boolean.TRUE.equals(execution.getVariable(RepairProcess.CUSTOMER_CONFIRMED))) {
			return RepairResult.REPAIRED;
		}
		if (Boolean.FALSE.equals(execution.getVariable(RepairProcess.CONSENT_GIVEN))) {
			return RepairResult.QUOTE_DECLINED;
		}
		return switch ((String) execution.getVariable(RepairProcess.SERVICE_MODE)) {
			case "phone" -> RepairResult.SOLVED_BY_PHONE;
			case "exchange" -> RepairResult.ofReturn((String) execution.getVariable(RepairProcess.RETURN_RESULT));
			case "decline" -> RepairResult.DECLINED;
			case "onsite" -> RepairResult.ofVisit((String) execution.getVariable(RepairProcess.VISIT_RESULT));
			default -> RepairResult.IRREPARABLE;
		};
	}

}
