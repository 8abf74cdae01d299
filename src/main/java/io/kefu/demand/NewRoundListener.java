package io.kefu.demand;

import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * A step of the loop 18–23–24–18 is answered anew in every round: the former answers do
 * not come up as if they were this round's.
 */
@Component
class NewRoundListener implements TaskListener {

	private static final Map<String, List<String>> ANSWERS = Map.of("Task_TrackInTime",
			List.of(DemandVariables.SOLVED_IN_TIME, "trackingNote"), "Task_FindCause",
			List.of("cause", "solvable", "causeNote"), "Task_ExplainToCustomer",
			List.of("explanation", "chargeable", "customerAgreed"), "Task_Charge", List.of("amount", "invoiceNo"));

	@Override
	public void notify(DelegateTask task) {
		ANSWERS.get(task.getTaskDefinitionKey()).forEach((answer) -> task.getExecution().setVariable(answer, null));
	}

}
