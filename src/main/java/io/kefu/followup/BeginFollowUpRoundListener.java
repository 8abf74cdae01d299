package io.kefu.followup;

import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Begins the next round of appointment and visit: counts it, and takes the answers of the
 * round before away, so that they do not come up filled in.
 */
@Component
class BeginFollowUpRoundListener implements ExecutionListener {

	private static final List<String> ANSWERS = List.of(FollowUpVariables.APPOINTMENT_AT, "appointmentText",
			FollowUpVariables.INSPECTOR, FollowUpVariables.SERVICE_STAFF, "customerWords", "customerPresent",
			"visitedAt", "installationFindings", "designFindings", "explanationFindings", "standardMet",
			"customerOpinion", "serviceContent", "customerSignatory", "unsignedReason",
			FollowUpVariables.VISIT_OUTCOME);

	@Override
	public void notify(DelegateExecution execution) {
		Object round = execution.getVariable(FollowUpVariables.VISIT_ROUND);
		execution.setVariable(FollowUpVariables.VISIT_ROUND, (round != null) ? (Integer) round + 1 : 1);
		ANSWERS.forEach((answer) -> execution.setVariable(answer, null));
	}

}
