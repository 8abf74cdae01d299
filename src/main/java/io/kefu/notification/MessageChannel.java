package io.kefu.notification;

import java.util.Locale;

/** How a message reaches its recipient. */
enum MessageChannel {

	/** E-mail over SMTP. */
	EMAIL,

	/** Robot of a WeCom or DingTalk group. */
	WEBHOOK,

	/** Read out by a clerk; never sent by the system. */
	PHONE;

	/**
	 * The name in table {@code notification} and in idempotency keys.
	 * @return the name in lower case
	 */
	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	static MessageChannel of(String id) {
		return valueOf(id.toUpperCase(Locale.ROOT));
	}

}
