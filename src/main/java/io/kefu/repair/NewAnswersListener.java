package io.kefu.repair;

import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Clears what an earlier round answered, so that a step does not come up filled in, and
 * proposes what is known already.
 */
@Component
class NewAnswersListener implements ExecutionListener {

	private static final Map<String, List<String>> ANSWERS = Map.ofEntries(
			Map.entry("Task_AgreeMode", List.of(RepairProcess.SERVICE_MODE, "modeNote")),
			Map.entry("Task_SolveByPhone", List.of("solved", "phoneAdvice")),
			Map.entry("CallActivity_OnsiteService", List.of(RepairProcess.VISIT_RESULT)),
			Map.entry("CallActivity_ReturnExchange", List.of(RepairProcess.RETURN_RESULT)),
			Map.entry("Task_DiagnoseFault",
					List.of(RepairProcess.REPAIRABLE, "faultDescription", "humanDamage", RepairProcess.PARTS_NEEDED)),
			Map.entry("Task_OrderParts",
					List.of("partName", "partNo", "quantity", "otherParts", "recipient", "recipientUnit", "phone",
							"address", "postcode")),
			Map.entry("Task_RepairWithParts", List.of("repairAction", "repairedBy", "repairCompletedAt")),
			Map.entry("Task_RepairAtFactory",
					List.of("repairAction", "factoryOrderNo", "sentToFactoryOn", "backFromFactoryOn")),
			Map.entry("Task_InspectRepair", List.of("passed", "inspectionNote", RepairProcess.PARTS_NEEDED)),
			Map.entry("Task_HandOver", List.of(RepairProcess.CUSTOMER_CONFIRMED, "refusalReason", "signedBy",
					"signedAt", "oldPartsTo", "oldPartNo", RepairProcess.PARTS_NEEDED)));

	@Override
	public void notify(DelegateExecution execution) {
		String step = execution.getCurrentActivityId();
		ANSWERS.getOrDefault(step, List.of()).forEach((answer) -> execution.setVariable(answer, null));
		if ("Task_AgreeMode".equals(step)) {
			execution.setVariable("lastPhoneAdvice", execution.getVariable("phoneAdvice"));
		}
		if ("Task_DiagnoseFault".equals(step)) {
			boolean factory = "factory".equals(execution.getVariable(RepairProcess.SERVICE_MODE))
					|| "factory".equals(execution.getVariable(RepairProcess.VISIT_RESULT));
			execution.setVariable(RepairProcess.REPAIR_ROUTE, factory ? "factory" : "parts");
		}
		if ("Task_OrderParts".equals(step)) {
			execution.setVariable("machineModel", execution.getVariable(RepairProcess.PRODUCT_MODEL));
			execution.setVariable("factoryNo", execution.getVariable(RepairProcess.SERIAL_NO));
		}
	}

}
