package io.kefu.notification;

import java.util.Map;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.stereotype.Component;

/**
 * The process {@code deliver-notification} 消息发送: one instance sends one message, so that
 * a message outlives its case and a final failure is an incident in Cockpit.
 */
@Component
class DeliveryProcess {

	/** Key of the process. */
	static final String KEY = "deliver-notification";

	/** Variable: row of the outbox, {@link Long}. */
	static final String NOTIFICATION_ID = "notificationId";

	private final RuntimeService runtime;

	private final IdentityService identity;

	DeliveryProcess(RuntimeService runtime, IdentityService identity) {
		this.runtime = runtime;
		this.identity = identity;
	}

	/**
	 * Starts the sending of a message; it happens after the current transaction. The
	 * application starts it, not the user whose click caused the message and who may have
	 * no right to.
	 * @param caseNo case number, the business key; null for a message about something
	 * else
	 * @param notificationId row of the outbox
	 */
	void start(String caseNo, long notificationId) {
		Authentication user = this.identity.getCurrentAuthentication();
		this.identity.clearAuthentication();
		try {
			this.runtime.startProcessInstanceByKey(KEY, caseNo, Map.of(NOTIFICATION_ID, notificationId));
		}
		finally {
			this.identity.setAuthentication(user);
		}
	}

}
