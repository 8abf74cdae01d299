package io.kefu.complaint;

import java.util.List;
import java.util.Map;

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

	private static final Map<String, List<String>> ANSWERS = Map.of("Task_VerifyEffectiveness",
			List.of("effective", "verificationNote"), "Task_ReplyResult", List.of("replySummary"), "Task_FollowUp",
			List.of("satisfied", "satisfactionScore", "comment", "followUpVia"), "Task_DecideUnresolved",
			List.of("decision", "reason"));

	@Override
	public void notify(DelegateTask task) {
		if (EVENTNAME_CREATE.equals(task.getEventName())) {
			ANSWERS.get(task.getTaskDefinitionKey()).forEach((answer) -> task.getExecution().setVariable(answer, null));
			return;
		}
		boolean verification = "Task_VerifyEffectiveness".equals(task.getTaskDefinitionKey());
		if (Boolean.FALSE.equals(task.getVariable(verification ? "effective" : "satisfied"))) {
			String round = verification ? ComplaintProcess.VERIFICATION_ROUND : ComplaintProcess.REWORK_ROUND;
			task.getExecution().setVariable(round, (Integer) task.getVariable(round) + 1);
		}
	}

}
