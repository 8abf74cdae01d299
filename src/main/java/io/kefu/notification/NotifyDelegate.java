package io.kefu.notification;

import java.util.HashMap;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Writes the message that a send task names by its input parameters: {@code template},
 * and {@code recipients}, which is {@code customer}, a group id or several separated by
 * commas. Further input parameters reach the template as values. Without a case only
 * groups can be told.
 */
@Component
class NotifyDelegate implements JavaDelegate {

	private static final String TEMPLATE = "template";

	private static final String RECIPIENTS = "recipients";

	private final Notifications notifications;

	NotifyDelegate(Notifications notifications) {
		this.notifications = notifications;
	}

	@Override
	public void execute(DelegateExecution execution) {
		Map<String, Object> model = new HashMap<>(execution.getVariablesLocal());
		String template = required(execution, model.remove(TEMPLATE), TEMPLATE);
		String recipients = required(execution, model.remove(RECIPIENTS), RECIPIENTS);
		String caseNo = (String) execution.getVariable("caseNo");
		String step = execution.getActivityInstanceId();
		for (String recipient : StringUtils.tokenizeToStringArray(recipients, ",")) {
			if (recipient.equals(Notifications.CUSTOMER)) {
				this.notifications.toCustomer(caseNo, template, step, model);
			}
			else if (caseNo == null) {
				this.notifications.announce(template, recipient, step, model);
			}
			else {
				this.notifications.toGroup(caseNo, template, recipient, step, model);
			}
		}
	}

	private static String required(DelegateExecution execution, Object value, String name) {
		if (value instanceof String text && StringUtils.hasText(text)) {
			return text;
		}
		throw new IllegalArgumentException(
				execution.getCurrentActivityId() + " needs the input parameter '" + name + "'");
	}

}
