package io.kefu.notification;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * One message over one channel, as it stands in the outbox.
 *
 * @param caseNo case number; null for a message about something else
 * @param template name of the template
 * @param channel how it is sent
 * @param recipient {@code customer}, a group id or a login
 * @param address telephone number, or e-mail addresses separated by {@code ", "}; null
 * for a group robot, or where none is known
 * @param text what the recipient reads
 * @param idempotencyKey identifies the message for good, in the outbox and towards
 * servers
 * @param createdAt when it was written
 */
record Message(String caseNo, String template, MessageChannel channel, String recipient, String address,
		MessageText text, String idempotencyKey, Instant createdAt) {

	/**
	 * The key that makes writing the same message twice one message.
	 * @param stepKey what makes two messages of one template two messages: an activity
	 * instance, a deadline's step
	 * @return {@code caseNo/template/recipient/channel/stepKey}, with {@code -} where
	 * there is no case
	 */
	static String key(String caseNo, String template, String recipient, MessageChannel channel, String stepKey) {
		return String.join("/", Objects.requireNonNullElse(caseNo, "-"), template, recipient, channel.id(), stepKey);
	}

	/**
	 * The Message-ID that this message always has, however often it is sent, so that a
	 * receiver can recognise a repetition.
	 * @return the header's value with its angle brackets
	 */
	String messageId() {
		return "<" + UUID.nameUUIDFromBytes(this.idempotencyKey.getBytes(StandardCharsets.UTF_8)) + "@kefu>";
	}

}
