package io.kefu.followup;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.identity.Departments;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Notes the deputy in the timeline (S4-422).
 */
@Component
class NameDeputyListener implements TaskListener {

	private final CaseEvents events;

	private final Departments departments;

	NameDeputyListener(CaseEvents events, Departments departments) {
		this.events = events;
		this.departments = departments;
	}

	@Override
	public void notify(DelegateTask task) {
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "DEPUTY_NAMED", Actor.of(task),
				"售后文员休息，由%s代办"
					.formatted(this.departments.displayName((String) task.getVariable(FollowUpVariables.DEPUTY))));
	}

}
