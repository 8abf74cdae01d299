package io.kefu.survey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import io.kefu.problem.InvalidInputException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The surveys: tables {@code survey} and {@code survey_question}.
 */
@Component
@Transactional
class Surveys {

	private final JdbcClient jdbc;

	private final Clock clock;

	Surveys(JdbcClient jdbc, Clock engineClock) {
		this.jdbc = jdbc;
		this.clock = engineClock;
	}

	/**
	 * Begins a survey.
	 * @param plan what it is like
	 * @param processInstanceId the process that carries it out
	 * @param startedBy login, or {@code system}
	 * @return its number
	 */
	long open(SurveyPlan plan, String processInstanceId, String startedBy) {
		long id = this.jdbc
			.sql("""
					insert into survey (process_instance_id, title, period_from, period_to, sample_size, anonymous, closes_on,
					  started_at, started_by, seed)
					values (:instance, :title, :from, :to, :size, :anonymous, :closesOn, :now, :by, :seed) returning id""")
			.param("instance", processInstanceId)
			.param("title", plan.title())
			.param("from", plan.from())
			.param("to", plan.to())
			.param("size", plan.sampleSize())
			.param("anonymous", plan.anonymous())
			.param("closesOn", plan.closesOn())
			.param("now", Timestamp.from(this.clock.instant()))
			.param("by", startedBy)
			.param("seed", UUID.randomUUID().toString())
			.query(Long.class)
			.single();
		int position = 1;
		for (String question : plan.questions()) {
			this.jdbc.sql("insert into survey_question (survey_id, position, text) values (?, ?, ?)")
				.params(id, position++, question)
				.update();
		}
		return id;
	}

	/**
	 * The survey of that number.
	 * @param id its number
	 * @return the survey, never null
	 * @throws InvalidInputException (404) when there is none
	 */
	@Transactional(readOnly = true)
	Survey find(long id) {
		List<String> questions = this.jdbc.sql("select text from survey_question where survey_id = ? order by position")
			.param(id)
			.query(String.class)
			.list();
		return this.jdbc.sql("select * from survey where id = ?")
			.param(id)
			.query((row, index) -> survey(row, questions))
			.optional()
			.orElseThrow(() -> InvalidInputException.notFound("满意度调查“" + id + "”不存在"));
	}

	/**
	 * Ends the taking of answers; doing it twice is doing it once.
	 * @param id number of the survey
	 */
	void close(long id) {
		this.jdbc.sql("update survey set closed_at = :now where id = :id and closed_at is null")
			.param("now", Timestamp.from(this.clock.instant()))
			.param("id", id)
			.update();
	}

	/**
	 * Keeps what was concluded.
	 * @param id number of the survey
	 * @param summary what customer service found
	 * @param advice what marketing advises for the sales policy (S1-12)
	 * @param engineeringNote what engineering takes from it (S4-504)
	 */
	void finish(long id, String summary, String advice, String engineeringNote) {
		this.jdbc.sql("""
				update survey set summary = :summary, advice = :advice, engineering_note = :note, finished_at = :now
				where id = :id""")
			.param("summary", summary)
			.param("advice", advice)
			.param("note", engineeringNote)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("id", id)
			.update();
	}

	private static Survey survey(ResultSet row, List<String> questions) throws SQLException {
		Timestamp closedAt = row.getTimestamp("closed_at");
		SurveyPlan plan = new SurveyPlan(row.getString("title"), questions,
				row.getObject("period_from", LocalDate.class), row.getObject("period_to", LocalDate.class),
				row.getInt("sample_size"), row.getBoolean("anonymous"), row.getObject("closes_on", LocalDate.class));
		Instant closed = (closedAt != null) ? closedAt.toInstant() : null;
		return new Survey(row.getLong("id"), plan, closed);
	}

}
