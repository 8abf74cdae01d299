package io.kefu.identity;

/**
 * The application must not start because of a password; the message says which and why.
 */
class UnsafePasswordException extends RuntimeException {

	private final String action;

	UnsafePasswordException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
