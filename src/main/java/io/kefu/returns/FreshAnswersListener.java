package io.kefu.returns;

import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Clears the answers which a step asks for, so that those of an earlier round, or of
 * another step whose form has a field of the same name, do not come up filled in.
 */
@Component
class FreshAnswersListener implements TaskListener {

	private static final Map<String, List<String>> ANSWERS = Map.ofEntries(
			Map.entry("Task_ExplainIneligible", List.of(ReturnProcess.AGREEMENT, "explanation")),
			Map.entry("Task_SignRegional", List.of("approved", "opinion")),
			Map.entry("Task_CheckGoods", List.of("goodsConfirmed", "opinion")),
			Map.entry("Task_InstructManager", List.of("approved", "instruction")),
			Map.entry("Task_ReceiveGoods", List.of("rmaNo", "quantity", "formEnclosed")),
			Map.entry("Task_ConsultFactory", List.of("factoryAccepts", "leaderInstruction", "factoryReply")),
			Map.entry("Task_Negotiate", List.of(ReturnProcess.AGREEMENT, "negotiationNote")),
			Map.entry("Task_RepairReturnedGoods", List.of("repairResult")),
			Map.entry("Task_CheckRepair", List.of("repairPassed", "checkNote")),
			Map.entry("Task_ShipBack", List.of("delivery", "trackingNo", "explanation")));

	@Override
	public void notify(DelegateTask task) {
		ANSWERS.getOrDefault(task.getTaskDefinitionKey(), List.of())
			.forEach((answer) -> task.getExecution().setVariable(answer, null));
	}

}
