package io.kefu.notification;

import java.util.Map;

import org.camunda.bpm.engine.RuntimeService;

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

	DeliveryProcess(RuntimeService runtime) {
		this.runtime = runtime;
	}

	/**
	 * Starts the sending of a message; it happens after the current transaction.
	 * @param caseNo case number, the business key
	 * @param notificationId row of the outbox
	 */
	void start(String caseNo, long notificationId) {
		this.runtime.startProcessInstanceByKey(KEY, caseNo, Map.of(NOTIFICATION_ID, notificationId));
	}

}
