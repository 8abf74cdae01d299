package io.kefu.tracing;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * A countermeasure that does not help begins the next round (S0-51).
 */
@Component
class CountTracingRoundListener implements TaskListener {

	@Override
	public void notify(DelegateTask task) {
		if (!Boolean.TRUE.equals(task.getVariable(ProblemTracingProcess.EFFECTIVE))) {
			task.getExecution()
				.setVariable(ProblemTracingProcess.TRACING_ROUND,
						(Integer) task.getVariable(ProblemTracingProcess.TRACING_ROUND) + 1);
		}
	}

}
