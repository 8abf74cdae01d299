package io.kefu.demand;

import io.kefu.identity.Departments;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Node 5 (S1-33): the task goes to the key account's dedicated person. Where nobody is
 * named, or the person has left, it stays with customer service.
 */
@Component
class AssignDedicatedListener implements TaskListener {

	private final Departments departments;

	AssignDedicatedListener(Departments departments) {
		this.departments = departments;
	}

	@Override
	public void notify(DelegateTask task) {
		String agent = (String) task.getVariable(DemandVariables.DEDICATED_AGENT);
		if (agent != null && this.departments.isUser(agent)) {
			task.setAssignee(agent);
		}
	}

}
