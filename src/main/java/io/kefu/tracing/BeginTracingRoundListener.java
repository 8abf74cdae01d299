package io.kefu.tracing;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Begins a round of improvement: the answers of the round before do not come up filled
 * in; why it did not help is shown beside them.
 */
@Component
class BeginTracingRoundListener implements ExecutionListener {

	@Override
	public void notify(DelegateExecution execution) {
		DelegateExecution process = execution.getProcessInstance();
		process.setVariable(ProblemTracingProcess.FORMER_VERIFICATION_NOTE,
				process.getVariable(ProblemTracingProcess.VERIFICATION_NOTE));
		ProblemTracingProcess.ANSWERS_OF_A_ROUND.forEach((name) -> process.setVariable(name, null));
	}

}
