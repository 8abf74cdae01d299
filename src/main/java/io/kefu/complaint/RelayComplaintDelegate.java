package io.kefu.complaint;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.kefu.casefile.Cases;
import io.kefu.deadline.Deadlines;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Sends 客诉通报 to the responsible department and those the table names (S0-43, S2-31); the
 * clock of passing on stops (S2-30).
 */
@Component
class RelayComplaintDelegate implements JavaDelegate {

	private final Notifications notifications;

	private final Deadlines deadlines;

	private final Cases cases;

	RelayComplaintDelegate(Notifications notifications, Deadlines deadlines, Cases cases) {
		this.notifications = notifications;
		this.deadlines = deadlines;
		this.cases = cases;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = (String) execution.getVariable(ComplaintProcess.CASE_NO);
		Set<String> groups = new LinkedHashSet<>();
		groups.add((String) execution.getVariable(ComplaintProcess.RESPONSIBLE_DEPARTMENT));
		Collections.addAll(groups, StringUtils
			.tokenizeToStringArray((String) execution.getVariable(ComplaintProcess.NOTIFY_DEPARTMENTS), ","));
		Map<String, Object> model = new HashMap<>();
		for (String name : new String[] { "urgent", "important", "complex" }) {
			model.put(name, execution.getVariable(name));
		}
		for (String group : groups) {
			this.cases.involve(caseNo, group);
			this.notifications.toGroup(caseNo, "complaint-bulletin", group, execution.getActivityInstanceId(), model);
		}
		this.deadlines.stop(execution, "relay");
	}

}
