package io.kefu.survey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kefu.customerfile.Fields;
import io.kefu.customerfile.RejectedLine;
import io.kefu.customerfile.Rejections;
import io.kefu.customerfile.TableFile;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes over what a third party has asked customers (S2-85): CSV or the first sheet of a
 * workbook with the columns 得分, 部门, 产品, 意见, 日期; all lines or none.
 */
@Component
class ThirdPartyResults {

	private static final List<String> COLUMNS = List.of("得分", "部门", "产品", "意见", "日期");

	private static final int MOST_LINES = 20_000;

	/** More would not be read by anybody. */
	private static final int MOST_REASONS = 20;

	private final JdbcClient jdbc;

	private final Surveys surveys;

	private final SurveyTime time;

	ThirdPartyResults(JdbcClient jdbc, Surveys surveys, SurveyTime time) {
		this.jdbc = jdbc;
		this.surveys = surveys;
		this.time = time;
	}

	/**
	 * Adds the answers of a file to a survey that has not been counted yet.
	 * @param surveyId number of the survey
	 * @param path the file
	 * @return how many answers there were
	 * @throws InvalidInputException (400) for the field {@code file}, naming line, column
	 * and reason; (404) without such a survey; (409) when it is closed. Nothing is
	 * changed then.
	 * @throws IOException when the file cannot be read at all
	 */
	@Transactional
	int load(long surveyId, Path path) throws IOException {
		this.jdbc.sql("select id from survey where id = ? for update").param(surveyId).query(Long.class).optional();
		Survey survey = this.surveys.find(surveyId);
		if (survey.closedAt() != null) {
			throw InvalidInputException.conflict("调查“" + survey.plan().title() + "”已统计结果，不能再导入");
		}
		List<Line> lines = read(TableFile.open(path));
		for (Line line : lines) {
			this.jdbc
				.sql("""
						insert into survey_answer (survey_id, source, score, department, product_model, comment, answered_on)
						values (:survey, 'import', :score, :department, :product, :comment, :on)""")
				.param("survey", surveyId)
				.param("score", line.score())
				.param("department", line.department())
				.param("product", line.product())
				.param("comment", line.comment())
				.param("on", line.on())
				.update();
		}
		return lines.size();
	}

	private List<Line> read(TableFile file) throws IOException {
		Rejections rejections = new Rejections();
		List<Line> read = new ArrayList<>();
		try (Stream<TableFile.Line> all = file.lines()) {
			Iterator<TableFile.Line> lines = all.iterator();
			if (!lines.hasNext()) {
				throw refused("文件里没有内容");
			}
			Map<String, Integer> header = lines.next().header(COLUMNS, List.of("得分", "日期"));
			while (lines.hasNext()) {
				read.add(line(new Fields(lines.next(), header, file.firstDay(), rejections)));
				if (read.size() > MOST_LINES) {
					throw refused("一个文件最多" + MOST_LINES + "行，请分成几个文件");
				}
			}
		}
		if (!rejections.isEmpty()) {
			throw refused(rejections);
		}
		if (read.isEmpty()) {
			throw refused("文件里只有列名，没有结果");
		}
		return read;
	}

	private Line line(Fields fields) {
		String score = fields.required("得分", 10);
		if (score != null && !score.matches("[1-5](?:\\.0+)?")) {
			score = fields.refuse("得分", "须为1至5的整数", score);
		}
		LocalDate on = (fields.required("日期", 100) != null) ? fields.date("日期") : null;
		if (on != null && on.isAfter(this.time.today())) {
			fields.refuse("日期", "不得晚于今天", on.toString());
		}
		return new Line((score != null) ? score.charAt(0) - '0' : 0, fields.text("部门", 100), fields.text("产品", 100),
				fields.text("意见", Answer.LONGEST_COMMENT), on);
	}

	private static InvalidInputException refused(Rejections rejections) {
		List<FieldError> errors = new ArrayList<>();
		for (RejectedLine line : rejections.lines()) {
			if (errors.size() == MOST_REASONS) {
				errors.add(new FieldError("file", "共有" + rejections.total() + "处问题"));
				break;
			}
			errors.add(new FieldError("file", "第" + line.line() + "行“" + line.column() + "”：" + line.reason()));
		}
		return InvalidInputException.of(errors);
	}

	private static InvalidInputException refused(String reason) {
		return InvalidInputException.of("file", reason);
	}

	private record Line(int score, String department, String product, String comment, LocalDate on) {
	}

}
