package io.kefu.survey;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.kefu.problem.InvalidInputException;
import io.kefu.survey.SurveyReport.Comment;
import io.kefu.survey.SurveyReport.Group;
import io.kefu.survey.SurveyReport.Line;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts what was answered.
 */
@Component
@Transactional(readOnly = true)
class SurveyReports {

	private static final int MOST_LINES = 200;

	private static final int STARS = 5;

	private static final String FACTS = """
			select s.*, case when s.finished_at is not null then 'FINISHED' when s.closed_at is not null then 'CLOSED'
			    else 'OPEN' end as state,
			  (select count(*) from survey_invitation i where i.survey_id = s.id) as invited,
			  (select count(*) from survey_invitation i where i.survey_id = s.id and i.answered) as answered,
			  (select count(*) from survey_answer a where a.survey_id = s.id and a.source = 'import') as imported,
			  (select round(avg(a.score), 2) from survey_answer a where a.survey_id = s.id) as average
			from survey s
			""";

	private final JdbcClient jdbc;

	SurveyReports(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The latest surveys.
	 * @return the newest first
	 */
	List<Line> list() {
		return this.jdbc.sql(FACTS + "order by s.id desc limit " + MOST_LINES)
			.query((row, index) -> new Line(row.getLong("id"), row.getString("title"), day(row, "period_from"),
					day(row, "period_to"), day(row, "closes_on"), row.getString("state"), row.getInt("invited"),
					row.getInt("answered"), row.getInt("imported"), row.getBigDecimal("average")))
			.list();
	}

	/**
	 * The report of a survey as it stands now.
	 * @param id number of the survey
	 * @return the report
	 * @throws InvalidInputException (404) when there is no such survey
	 */
	SurveyReport of(long id) {
		return this.jdbc.sql(FACTS + "where s.id = ?")
			.param(id)
			.query((row, index) -> report(row))
			.optional()
			.orElseThrow(() -> InvalidInputException.notFound("满意度调查“" + id + "”不存在"));
	}

	private SurveyReport report(ResultSet row) throws SQLException {
		long id = row.getLong("id");
		int invited = row.getInt("invited");
		int answered = row.getInt("answered");
		return new SurveyReport(id, row.getString("title"), day(row, "period_from"), day(row, "period_to"),
				day(row, "closes_on"), row.getBoolean("anonymous"), row.getString("state"),
				row.getObject("candidates", Integer.class), row.getString("seed"), invited, answered,
				percent(answered, invited), row.getInt("imported"), row.getBigDecimal("average"), distribution(id),
				groups(id, "to_char(answered_on, 'YYYY-MM')", "1"), groups(id, "department", "2 desc, 1 nulls last"),
				groups(id, "product_model", "2 desc, 1 nulls last"), questions(id), comments(id),
				row.getString("summary"), row.getString("advice"), row.getString("engineering_note"));
	}

	private static BigDecimal percent(int part, int whole) {
		return (whole > 0) ? BigDecimal.valueOf(100L * part).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP)
				: null;
	}

	private List<Integer> distribution(long id) {
		List<Integer> counts = new ArrayList<>(Collections.nCopies(STARS, 0));
		this.jdbc.sql("select score, count(*) as answers from survey_answer where survey_id = ? group by score")
			.param(id)
			.query((row) -> {
				counts.set(row.getInt("score") - 1, row.getInt("answers"));
			});
		return counts;
	}

	private List<Group> groups(long id, String expression, String order) {
		return this.jdbc.sql(
				"select %s as name, count(*) as answers, round(avg(score), 2) as average from survey_answer where survey_id = ? group by 1 order by %s limit %d"
					.formatted(expression, order, MOST_LINES))
			.param(id)
			.query(SurveyReports::group)
			.list();
	}

	private List<Group> questions(long id) {
		return this.jdbc.sql("""
				select q.text as name, count(r.score) as answers, round(avg(r.score), 2) as average
				from survey_question q left join survey_answer a on a.survey_id = q.survey_id
				left join survey_rating r on r.answer_id = a.id and r.position = q.position
				where q.survey_id = ? group by q.position, q.text order by q.position""")
			.param(id)
			.query(SurveyReports::group)
			.list();
	}

	private List<Comment> comments(long id) {
		return this.jdbc.sql("""
				select answered_on, score, comment from survey_answer where survey_id = ? and comment is not null
				order by answered_on desc, id desc limit\s""" + MOST_LINES)
			.param(id)
			.query((row, index) -> new Comment(day(row, "answered_on"), row.getInt("score"), row.getString("comment")))
			.list();
	}

	private static Group group(ResultSet row, int index) throws SQLException {
		return new Group(row.getString("name"), row.getInt("answers"), row.getBigDecimal("average"));
	}

	private static LocalDate day(ResultSet row, String column) throws SQLException {
		return row.getObject(column, LocalDate.class);
	}

}
