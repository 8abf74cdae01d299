package io.kefu.onsite;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

import io.kefu.casework.CaseVariables;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Tells the customer the promise (S4-426).
 */
@Component
class PromiseServiceListener implements TaskListener {

	private static final String PROMISE = "promise";

	private static final String DUE = "promiseDueAt";

	private final Notifications notifications;

	PromiseServiceListener(Notifications notifications) {
		this.notifications = notifications;
	}

	@Override
	public void notify(DelegateTask task) {
		Map<String, Object> model = new HashMap<>();
		model.put(PROMISE, task.getVariable(PROMISE));
		if (task.getVariable(DUE) instanceof String due) {
			model.put(DUE, OffsetDateTime.parse(due).toInstant());
		}
		this.notifications.toCustomer((String) task.getVariable(CaseVariables.CASE_NO), "service-promise", task.getId(),
				model);
	}

}
