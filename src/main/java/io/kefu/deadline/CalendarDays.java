package io.kefu.deadline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The dated rows of the working calendar.
 */
@Component
class CalendarDays {

	private static final String LOCK_NOT_AVAILABLE = "55P03";

	private final JdbcClient jdbc;

	CalendarDays(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<CalendarDay> all() {
		return this.jdbc.sql("select * from calendar_day order by day").query(CalendarDays::map).list();
	}

	List<CalendarDay> of(int year) {
		return this.jdbc.sql("select * from calendar_day where day between ? and ? order by day")
			.params(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))
			.query(CalendarDays::map)
			.list();
	}

	/**
	 * A value that changes with every change of the rows, whoever makes it. Reading it
	 * also keeps the rows from being replaced until the current transaction has ended.
	 * @return the fingerprint of all rows
	 */
	String fingerprint() {
		return this.jdbc.sql(
				"select count(*) || ':' || coalesce(sum(hashtextextended(calendar_day::text, 0)), 0) from calendar_day")
			.query(String.class)
			.single();
	}

	/**
	 * Replaces the rows of one year. Waits a short time for transactions that have read
	 * the calendar, so that no clock is started by rows that are replaced unseen.
	 * @param year the year
	 * @param days its new rows
	 * @throws CannotAcquireLockException when those transactions take too long
	 */
	@Transactional
	public void replace(int year, List<CalendarDay> days) {
		lock();
		this.jdbc.sql("delete from calendar_day where day between ? and ?")
			.params(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))
			.update();
		for (CalendarDay day : days) {
			this.jdbc.sql("insert into calendar_day (day, kind, segments, note) values (?, ?, ?, ?)")
				.params(day.day(), day.kind().name(), day.segments().isEmpty() ? null : Segment.format(day.segments()),
						day.note())
				.update();
		}
	}

	private void lock() {
		this.jdbc.sql("set local lock_timeout = '3s'").update();
		try {
			this.jdbc.sql("lock table calendar_day in access exclusive mode").update();
		}
		catch (UncategorizedSQLException ex) {
			if (LOCK_NOT_AVAILABLE.equals(ex.getSQLException().getSQLState())) {
				throw new CannotAcquireLockException("The working calendar is in use", ex);
			}
			throw ex;
		}
	}

	private static CalendarDay map(ResultSet row, int index) throws SQLException {
		String segments = row.getString("segments");
		return new CalendarDay(row.getObject("day", LocalDate.class), CalendarDay.Kind.valueOf(row.getString("kind")),
				(segments != null) ? Segment.parse(segments) : List.of(), row.getString("note"));
	}

}
