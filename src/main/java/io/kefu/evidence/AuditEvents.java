package io.kefu.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads what happened from the database, as it is there now. Streams hold a cursor: they
 * need a transaction, and to be closed.
 */
@Component
public class AuditEvents {

	/** Days begin at midnight here. */
	static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	/** Source of the decisions that belong to no process. */
	static final String LONE_DECISION = "lone-decision";

	private static final String SELECT = "select source, id, at, root_id, case_no, jsonb_strip_nulls(facts)::text as facts "
			+ "from audit_event where ";

	/** The same everywhere, whatever collation the database has. */
	private static final String ORDER = " order by at, source collate \"C\", id collate \"C\"";

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
		return this.jdbc.queryForStream(SELECT + "at >= ? and at < ?" + ORDER, AuditEvents::map, utc(day),
				utc(day.plusDays(1)));
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

	/** The day of the oldest event; empty when nothing happened yet. */
	Optional<LocalDate> firstDay() {
		return Optional.ofNullable(this.jdbc.queryForObject("select min(at) from audit_event", LocalDateTime.class))
			.map((at) -> at.atOffset(ZoneOffset.UTC).atZoneSameInstant(ZONE).toLocalDate());
	}

	private static LocalDateTime utc(LocalDate day) {
		return LocalDateTime.ofInstant(day.atStartOfDay(ZONE).toInstant(), ZoneOffset.UTC);
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
