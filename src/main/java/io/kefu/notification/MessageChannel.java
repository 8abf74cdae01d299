package io.kefu.notification;

import java.util.Locale;

/** How a message reaches its recipient. */
enum MessageChannel {

	/** E-mail over SMTP. */
	EMAIL("邮件"),

	/** Robot of a WeCom or DingTalk group. */
	WEBHOOK("群机器人"),

	/** Read out by a clerk; never sent by the system. */
	PHONE("电话");

	private final String label;

	MessageChannel(String label) {
		this.label = label;
	}

	/**
	 * The Chinese name.
	 * @return the name shown to people
	 */
	String label() {
		return this.label;
	}

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
