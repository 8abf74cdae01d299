package io.kefu.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Table {@code notification}. A row is {@code PENDING} until it is {@code SENT};
 * {@code FAILED} waits for an operator; {@code KEPT} was never meant to be sent by the
 * system.
 */
@Component
class Outbox {

	private static final String COLUMNS = "case_no, template, channel, recipient, address, subject, body, "
			+ "idempotency_key, created_at";

	private final JdbcClient jdbc;

	Outbox(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Writes a message, unless its key was written before.
	 * @param message the message
	 * @param state {@code PENDING} or {@code KEPT}
	 * @return the new row's id; empty if the message was there already
	 */
	Optional<Long> insert(Message message, String state) {
		return this.jdbc.sql("""
				insert into notification (case_no, template, channel, recipient, address, subject, body,
				  idempotency_key, state, created_at)
				values (:caseNo, :template, :channel, :recipient, :address, :subject, :body, :key, :state, :createdAt)
				on conflict (idempotency_key) do nothing
				returning id""")
			.param("caseNo", message.caseNo())
			.param("template", message.template())
			.param("channel", message.channel().id())
			.param("recipient", message.recipient())
			.param("address", message.address())
			.param("subject", message.text().subject())
			.param("body", message.text().body())
			.param("key", message.idempotencyKey())
			.param("state", state)
			.param("createdAt", Timestamp.from(message.createdAt()))
			.query(Long.class)
			.optional();
	}

	/**
	 * Takes a secret out of a message once it is sent.
	 * @param key the message's idempotency key
	 * @param secret a part of the body
	 */
	void forgetWhenSent(String key, String secret) {
		this.jdbc.sql(
				"update notification set secret = :secret where idempotency_key = :key and position(:secret in body) > 0")
			.param("secret", secret)
			.param("key", key)
			.update();
	}

	/**
	 * Counts an attempt to send.
	 * @param id the row
	 * @return false if there is nothing left to send
	 * @throws IllegalStateException if there is no such row
	 */
	boolean startAttempt(long id) {
		int counted = this.jdbc
			.sql("update notification set attempts = attempts + 1 where id = :id and state in ('PENDING', 'FAILED')")
			.param("id", id)
			.update();
		if (counted == 0
				&& this.jdbc.sql("select 1 from notification where id = ?").param(id).query().listOfRows().isEmpty()) {
			throw new IllegalStateException("There is no notification " + id);
		}
		return counted == 1;
	}

	/**
	 * Reads a message that still has to be sent and holds its row until the transaction
	 * ends, so that two nodes never send it at the same time.
	 * @param id the row
	 * @return the message; empty if it was sent meanwhile
	 */
	Optional<Message> lockUnsent(long id) {
		return this.jdbc
			.sql("select " + COLUMNS + " from notification where id = ? and state in ('PENDING', 'FAILED') for update")
			.param(id)
			.query(Outbox::message)
			.optional();
	}

	/**
	 * Marks a message as handed over.
	 * @param id the row
	 * @param at when
	 */
	void markSent(long id, Instant at) {
		this.jdbc.sql("""
				update notification set state = 'SENT', sent_at = :at, last_error = null,
				  body = case when secret is null then body else replace(body, secret, '……') end, secret = null
				where id = :id""").param("at", Timestamp.from(at)).param("id", id).update();
	}

	/**
	 * Keeps why the last attempt failed.
	 * @param id the row
	 * @param error the reason
	 */
	void recordError(long id, String error) {
		this.jdbc.sql("update notification set last_error = :error where id = :id and state <> 'SENT'")
			.param("error", error)
			.param("id", id)
			.update();
	}

	/**
	 * Gives a pending message up until an operator acts.
	 * @param id the row
	 * @param error the reason where no attempt left one
	 * @return what was given up; empty if it was not pending
	 */
	Optional<GivenUp> markFailed(long id, String error) {
		return this.jdbc
			.sql("update notification set state = 'FAILED', last_error = coalesce(last_error, :error) "
					+ "where id = :id and state = 'PENDING' returning last_error, " + COLUMNS)
			.param("error", error)
			.param("id", id)
			.query((row, index) -> new GivenUp(message(row, index), row.getString("last_error")))
			.optional();
	}

	/**
	 * Takes a given-up message up again.
	 * @param id the row
	 * @return the message; empty if it was not given up
	 */
	Optional<Message> markPending(long id) {
		return this.jdbc
			.sql("update notification set state = 'PENDING' where id = ? and state = 'FAILED' returning " + COLUMNS)
			.param(id)
			.query(Outbox::message)
			.optional();
	}

	/**
	 * A message that could not be sent.
	 *
	 * @param message the message
	 * @param error why
	 */
	record GivenUp(Message message, String error) {
	}

	private static Message message(ResultSet row, int index) throws SQLException {
		return new Message(row.getString("case_no"), row.getString("template"),
				MessageChannel.of(row.getString("channel")), row.getString("recipient"), row.getString("address"),
				new MessageText(row.getString("subject"), row.getString("body")), row.getString("idempotency_key"),
				row.getTimestamp("created_at").toInstant());
	}

}
