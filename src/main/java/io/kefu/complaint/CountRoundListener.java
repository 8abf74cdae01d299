package io.kefu.complaint;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Counts the rounds: an ineffective improvement begins the next verification round
 * (S0-51), an unsatisfied customer the next rework round (S2-52). Each round is answered
 * anew: the answers of the one before do not come up as if they were this one's.
 */
@Component
class CountRoundListener implements TaskListener {

	@Override
	public void notify(DelegateTask task) {
		boolean verification = "Task_VerifyEffectiveness".equals(task.getTaskDefinitionKey());
		String answer = verification ? "effective" : "satisfied";
		if (EVENTNAME_CREATE.equals(task.getEventName())) {
			for (String former : verification ? List.of(answer, "verificationNote")
					: List.of(answer, "satisfactionScore", "comment", "followUpVia")) {
				task.getExecution().setVariable(former, null);
			}
		}
		else if (Boolean.FALSE.equals(task.getVariable(answer))) {
			String round = verification ? ComplaintProcess.VERIFICATION_ROUND : ComplaintProcess.REWORK_ROUND;
			task.getExecution().setVariable(round, (Integer) task.getVariable(round) + 1);
		}
	}

}
