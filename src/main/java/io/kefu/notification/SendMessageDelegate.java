package io.kefu.notification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Sends the message of a {@link DeliveryProcess}. May run any number of times.
 */
@Component
class SendMessageDelegate implements JavaDelegate {

	private final Delivery delivery;

	SendMessageDelegate(Delivery delivery) {
		this.delivery = delivery;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.delivery.deliver((Long) execution.getVariable(DeliveryProcess.NOTIFICATION_ID));
	}

}
