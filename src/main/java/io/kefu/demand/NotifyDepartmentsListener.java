package io.kefu.demand;

import java.util.Map;

import io.kefu.casework.CaseVariables;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Node 15 (S1-06, S1-41): passes the recorded problem on to the departments that the
 * table names. The responsible one has a task then, the others are told.
 */
@Component
class NotifyDepartmentsListener implements TaskListener {

	private final Notifications notifications;

	NotifyDepartmentsListener(Notifications notifications) {
		this.notifications = notifications;
	}

	@Override
	public void notify(DelegateTask task) {
		String groups = task.getVariable(DemandVariables.RESPONSIBLE_DEPARTMENT) + ","
				+ task.getVariable(DemandVariables.NOTIFY_DEPARTMENTS);
		for (String group : StringUtils.tokenizeToStringArray(groups, ",")) {
			this.notifications.toGroup((String) task.getVariable(CaseVariables.CASE_NO), "service-problem-notice",
					group, task.getId(), Map.of("problemDetail", task.getVariable("problemDetail")));
		}
	}

}
