package io.kefu.survey;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Sends the one-time links.
 */
@Component
class SendInvitationsDelegate implements JavaDelegate {

	private final Surveys surveys;

	private final Invitations invitations;

	SendInvitationsDelegate(Surveys surveys, Invitations invitations) {
		this.surveys = surveys;
		this.invitations = invitations;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.invitations.send(this.surveys.find((Long) execution.getVariable(SurveyVariables.SURVEY_ID)));
	}

}
