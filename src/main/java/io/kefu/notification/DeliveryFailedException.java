package io.kefu.notification;

/**
 * A message could not be handed over. The engine's job tries again; the text is what a
 * clerk and an operator read, and never holds a secret.
 */
class DeliveryFailedException extends RuntimeException {

	DeliveryFailedException(String message) {
		super(MessageText.oneLine(message));
	}

	DeliveryFailedException(String message, Throwable cause) {
		super(MessageText.oneLine(message), cause);
	}

}
