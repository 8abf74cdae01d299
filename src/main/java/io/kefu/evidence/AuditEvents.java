package io.kefu.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads what happened from the database, as it is there now. Streams hold a cursor: they
 * need a transaction, and to be closed.
 */
@Component
public class AuditEvents {

	/** Sealed and archived days begin at midnight here, whatever the calendar's zone. */
	public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	/** Source of the decisions that belong to no process. */
	static final String LONE_DECISION = "lone-decision";

	private static final String SELECT = "select source, id, at, root_id, case_no, jsonb_strip_nulls(facts)::text as facts "
			+ "from audit_event where ";

	/** The same everywhere, whatever collation the database has. */
	private static final String ORDER = " order by at, source collate \"C\", id collate \"C\"";

	/** Holds for the rest of the transaction: the pool takes it back. */
	private static final Duration DAY_TIMEOUT = Duration.ofMinutes(30);

	private final JdbcTemplate jdbc;

	AuditEvents(DataSource dataSource) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.jdbc.setFetchSize(500);
	}

	/**
	 * Everything that happened on a day.
	 * @param day a day in Asia/Shanghai
	 * @return the events, oldest first
	 */
	public Stream<AuditEvent> of(LocalDate day) {
		allowTime();
		return this.jdbc.queryForStream(SELECT + "at >= ? and at < ?" + ORDER, AuditEvents::map, utc(day),
				utc(day.plusDays(1)));
	}

	/**
	 * The links of a sealed day beside the events as they are now. The database joins
	 * them, because a busy day does not fit into memory.
	 * @param day a sealed day
	 * @return in the order of the seal, then what was not sealed
	 */
	Stream<Compared> besideTheirSeal(LocalDate day) {
		allowTime();
		return this.jdbc.queryForStream("""
				select source, id, seq, l.root_id as sealed_root, encode(hash, 'hex') as hash, at, e.root_id, case_no,
				  jsonb_strip_nulls(facts)::text as facts
				from (select seq, source, id, root_id, hash from audit_seal_event where day = ?) l
				full join (select * from audit_event where at >= ? and at < ?) e using (source, id)
				order by seq, at, source collate "C", id collate "C\"""", AuditEvents::compared, day, utc(day),
				utc(day.plusDays(1)));
	}

	/** A link and its event; one of them may be null. */
	record Compared(SealedEvent link, AuditEvent event) {
	}

	/**
	 * Everything the engine recorded of a process instance and all that it called.
	 * @param rootId root process instance
	 * @return the events, oldest first
	 */
	public Stream<AuditEvent> of(String rootId) {
		return this.jdbc.queryForStream(SELECT + "source <> 'lone-decision' and root_id = ?" + ORDER, AuditEvents::map,
				rootId);
	}

	/**
	 * What the case file holds of a case.
	 * @param caseNo case number
	 * @return the events, oldest first
	 */
	public Stream<AuditEvent> ofCase(String caseNo) {
		return this.jdbc.queryForStream(SELECT + "case_no = ?" + ORDER, AuditEvents::map, caseNo);
	}

	/**
	 * The decisions of a day that belong to no process.
	 * @param day a day in Asia/Shanghai
	 * @return the events, oldest first
	 */
	public Stream<AuditEvent> loneDecisions(LocalDate day) {
		return this.jdbc.queryForStream(SELECT + "source = 'lone-decision' and at >= ? and at < ?" + ORDER,
				AuditEvents::map, utc(day), utc(day.plusDays(1)));
	}

	/**
	 * The day of the oldest event; empty when nothing happened yet. Halves the time in
	 * question: whether there is an event before a day is in the indices, the minimum is
	 * not, and reading all of history takes longer than a connection waits.
	 */
	Optional<LocalDate> firstDay() {
		LocalDate first = LocalDate.EPOCH;
		LocalDate later = LocalDate.of(2200, 1, 1);
		if (!anyBefore(later)) {
			return Optional.empty();
		}
		while (first.plusDays(1).isBefore(later)) {
			LocalDate middle = first.plusDays(first.until(later, ChronoUnit.DAYS) / 2);
			if (anyBefore(middle)) {
				later = middle;
			}
			else {
				first = middle;
			}
		}
		return Optional.of(first);
	}

	private boolean anyBefore(LocalDate day) {
		return this.jdbc.queryForObject("select exists (select 1 from audit_event where at < ?)", Boolean.class,
				utc(day));
	}

	/** A busy day is sorted for longer than other statements may take. */
	private void allowTime() {
		this.jdbc.execute((ConnectionCallback<Void>) (connection) -> {
			connection.setNetworkTimeout(Runnable::run, (int) DAY_TIMEOUT.toMillis());
			return null;
		});
	}

	private static LocalDateTime utc(LocalDate day) {
		return LocalDateTime.ofInstant(day.atStartOfDay(ZONE).toInstant(), ZoneOffset.UTC);
	}

	private static Compared compared(ResultSet row, int index) throws SQLException {
		SealedEvent link = (row.getObject("seq") != null) ? new SealedEvent(row.getInt("seq"), row.getString("source"),
				row.getString("id"), row.getString("sealed_root"), row.getString("hash")) : null;
		return new Compared(link, (row.getObject("at") != null) ? map(row, index) : null);
	}

	private static AuditEvent map(ResultSet row, int index) throws SQLException {
		Instant at = row.getObject("at", LocalDateTime.class).toInstant(ZoneOffset.UTC);
		return new AuditEvent(row.getString("source"), row.getString("id"), at, row.getString("root_id"),
				row.getString("case_no"), facts(row.getString("facts")));
	}

	private static Map<String, Object> facts(String json) {
		try {
			return CanonicalJson.read(json);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("PostgreSQL writes correct JSON", ex);
		}
	}

}
