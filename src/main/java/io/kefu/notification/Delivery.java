package io.kefu.notification;

import java.time.Clock;
import java.util.List;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is in the outbox. An attempt has transactions of its own beside the
 * engine's: a failed one is counted although the engine rolls back, and a message that
 * went out stays {@code SENT} whatever becomes of the engine's job. What remains is a
 * crash between the server's answer and the commit: then the message goes out again with
 * the same Message-ID, or key.
 */
@Component
class Delivery {

	private static final int ERROR_LIMIT = 500;

	private final Outbox outbox;

	private final EmailChannel email;

	private final WebhookChannel webhook;

	private final MessageTimeline timeline;

	private final Clock clock;

	private final TransactionTemplate ownTransaction;

	Delivery(Outbox outbox, EmailChannel email, WebhookChannel webhook, MessageTimeline timeline, Clock engineClock,
			PlatformTransactionManager transactions) {
		this.outbox = outbox;
		this.email = email;
		this.webhook = webhook;
		this.timeline = timeline;
		this.clock = engineClock;
		this.ownTransaction = new TransactionTemplate(transactions);
		this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
	}

	/**
	 * Sends a message, unless it was sent before.
	 * @param id row of the outbox
	 * @throws DeliveryFailedException if it could not be handed over; the attempt and the
	 * reason are recorded
	 */
	void deliver(long id) {
		// The attempt is counted before the row is locked: both for the reader who wants
		// to see an attempt under way, and because a second transaction would wait for
		// the lock for ever.
		if (Boolean.FALSE.equals(this.ownTransaction.execute((status) -> this.outbox.startAttempt(id)))) {
			return;
		}
		try {
			this.ownTransaction.executeWithoutResult((status) -> this.outbox.lockUnsent(id).ifPresent((message) -> {
				List<String> refused = send(message);
				this.outbox.markSent(id, this.clock.instant());
				this.timeline.sent(message, refused);
			}));
		}
		catch (DeliveryFailedException ex) {
			this.ownTransaction.executeWithoutResult((status) -> this.outbox.recordError(id, limited(ex.getMessage())));
			throw ex;
		}
	}

	/**
	 * Gives up, in the current transaction, after the last attempt.
	 * @param id row of the outbox
	 * @param error the reason, where no attempt left one; may be null
	 */
	void giveUp(long id, String error) {
		this.outbox.markFailed(id, limited((error != null) ? error : "原因不明"))
			.ifPresent((failed) -> this.timeline.failed(failed.message(), failed.error()));
	}

	/**
	 * Takes a message up again, in the current transaction, because an operator wants it
	 * sent.
	 * @param id row of the outbox
	 */
	void resume(long id) {
		this.outbox.markPending(id).ifPresent(this.timeline::queued);
	}

	private List<String> send(Message message) {
		return switch (message.channel()) {
			case EMAIL -> this.email.send(message);
			case WEBHOOK -> {
				this.webhook.send(message);
				yield List.of();
			}
			case PHONE -> throw new IllegalStateException("A message to read out is never sent");
		};
	}

	private static String limited(String error) {
		String line = MessageText.oneLine(error);
		return (line.length() > ERROR_LIMIT) ? line.substring(0, ERROR_LIMIT) : line;
	}

}
