package io.kefu.casefile;

import java.sql.Timestamp;
import java.time.Clock;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The timeline of a case, append-only (S1-04). The database refuses changes.
 */
@Component
public class CaseEvents {

	private final JdbcClient jdbc;

	private final Clock clock;

	CaseEvents(JdbcClient jdbc, Clock engineClock) {
		this.jdbc = jdbc;
		this.clock = engineClock;
	}

	/**
	 * Appends an event in the current transaction.
	 * @param caseNo case number of an existing case
	 * @param type what kind of event, in UPPER_SNAKE
	 * @param actor login of the person, or {@code system}
	 * @param text what happened, in Chinese
	 */
	public void record(String caseNo, String type, String actor, String text) {
		this.jdbc.sql("insert into case_event (case_no, at, type, actor, text) values (?, ?, ?, ?, ?)")
			.params(caseNo, Timestamp.from(this.clock.instant()), type, actor, text)
			.update();
	}

}
