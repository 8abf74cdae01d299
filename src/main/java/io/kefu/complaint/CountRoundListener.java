package io.kefu.complaint;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Counts the rounds: an ineffective improvement begins the next verification round
 * (S0-51), an unsatisfied customer the next rework round (S2-52).
 */
@Component
class CountRoundListener implements TaskListener {

	@Override
	public void notify(DelegateTask task) {
		if ("Task_VerifyEffectiveness".equals(task.getTaskDefinitionKey())) {
			next(task, "effective", ComplaintProcess.VERIFICATION_ROUND);
		}
		else {
			next(task, "satisfied", ComplaintProcess.REWORK_ROUND);
		}
	}

	private static void next(DelegateTask task, String answer, String round) {
		if (Boolean.FALSE.equals(task.getVariable(answer))) {
			task.getExecution().setVariable(round, (Integer) task.getVariable(round) + 1);
		}
	}

}
