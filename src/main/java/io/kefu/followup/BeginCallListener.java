package io.kefu.followup;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Begins the next call: counts it, proposes the number to dial, and takes the answers of
 * the call before away, so that they do not come up filled in.
 */
@Component
class BeginCallListener implements ExecutionListener {

	private static final List<String> ANSWERS = List.of("reached", "calledAt", "calledPerson", "satisfied",
			"satisfactionScore", "evaluation", "visitNeeded", FollowUpVariables.UNREACHABLE_NOTE,
			FollowUpVariables.CALL_RESULT);

	@Override
	public void notify(DelegateExecution execution) {
		Object round = execution.getVariable(FollowUpVariables.CALL_ROUND);
		execution.setVariable(FollowUpVariables.CALL_ROUND, (round != null) ? (Integer) round + 1 : 1);
		execution.setVariable("lastUnreachable", execution.getVariable(FollowUpVariables.UNREACHABLE_NOTE));
		ANSWERS.forEach((answer) -> execution.setVariable(answer, null));
		execution.setVariable("calledPhone", execution.getVariable("contactPhone"));
	}

}
