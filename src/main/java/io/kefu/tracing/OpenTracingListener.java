package io.kefu.tracing;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Gives the variables of the process their first values.
 */
@Component
class OpenTracingListener implements ExecutionListener {

	private static final List<String> LATER = List.of("problemSummary", "problemKind", "affectedBatch",
			"affectedQuantity", "batchNo", "materialLot", "processStation", "traceNote",
			ProblemTracingProcess.FORMER_VERIFICATION_NOTE, ProblemTracingProcess.SOLUTION,
			ProblemTracingProcess.TRACING_CONCLUSION);

	@Override
	public void notify(DelegateExecution execution) {
		DelegateExecution process = execution.getProcessInstance();
		LATER.forEach((name) -> process.setVariable(name, null));
		ProblemTracingProcess.ANSWERS_OF_A_ROUND.forEach((name) -> process.setVariable(name, null));
		process.setVariable(ProblemTracingProcess.TRACING_ROUND, 1);
	}

}
