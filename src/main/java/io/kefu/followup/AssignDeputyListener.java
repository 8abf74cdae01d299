package io.kefu.followup;

import io.kefu.identity.Departments;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Gives the assistant's task to the deputy (S4-422). Without one, or when the deputy has
 * left meanwhile, it stays with customer service.
 */
@Component
class AssignDeputyListener implements TaskListener {

	private final Departments departments;

	AssignDeputyListener(Departments departments) {
		this.departments = departments;
	}

	@Override
	public void notify(DelegateTask task) {
		String deputy = (String) task.getVariable(FollowUpVariables.DEPUTY);
		if (deputy != null && this.departments.isUser(deputy)) {
			task.setAssignee(deputy);
		}
	}

}
