package io.kefu.demand;

import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Says in one sentence what came of the demand; the last step before the archive (node
 * 27) has the last word. The customer reads it.
 */
@Component
class RecordOutcomeListener implements ExecutionListener {

	private static final Map<String, String> OUTCOMES = Map.of("Task_CollectFeedback", "您的建议和意见已收集，感谢您的反馈",
			"Task_TrackInTime", "问题已解决", "Task_InformCustomer", "调查结果和处理方案已告知", "Task_ExplainToCustomer", "已说明原因",
			"Task_Charge", "已说明原因并收费办理");

	/** By what the called return or exchange says of itself. */
	private static final Map<String, String> RETURNS = Map.of("exchanged", "已为您更换产品", "refunded", "已为您退款", "repaired",
			"产品已修好并返还给您");

	@Override
	public void notify(DelegateExecution execution) {
		execution.setVariable(DemandVariables.OUTCOME, execution.getCurrentActivityId().startsWith("CallActivity_")
				? ofReturn(execution) : OUTCOMES.get(execution.getCurrentActivityId()));
	}

	private static String ofReturn(DelegateExecution execution) {
		return RETURNS.getOrDefault(String.valueOf(execution.getVariable("returnResult")), "退换货未能办理，原因已向您说明");
	}

}
