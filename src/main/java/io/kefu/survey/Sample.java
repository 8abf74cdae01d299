package io.kefu.survey;

import java.util.List;

import io.kefu.identity.Departments;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whom a survey asks: table {@code survey_invitation}. Drawn by chance from the customers
 * with a case closed in the period and an e-mail address, each customer at most once, by
 * the latest of these cases.
 */
@Component
class Sample {

	/** Fewer alike would tell who an anonymous answer comes from. */
	private static final int ALIKE = 3;

	private static final String CANDIDATES = """
			select distinct on (c.customer_id) c.case_no, c.responsible_department, c.product_model
			from service_case c
			where c.state = 'CLOSED' and c.contact_email like '%_@_%'
			  and (c.closed_at at time zone :zone)::date between s.period_from and s.period_to
			order by c.customer_id, c.closed_at desc, c.case_no
			""";

	private final JdbcClient jdbc;

	private final Departments departments;

	private final SurveyTime time;

	Sample(JdbcClient jdbc, Departments departments, SurveyTime time) {
		this.jdbc = jdbc;
		this.departments = departments;
		this.time = time;
	}

	/**
	 * Draws the sample and keeps how it was drawn.
	 * @param surveyId number of the survey
	 * @return how many were drawn
	 */
	@Transactional
	int draw(long surveyId) {
		this.jdbc
			.sql("update survey s set candidates = (select count(*) from (" + CANDIDATES + ") drawn) where s.id = :id")
			.param("zone", this.time.zone().getId())
			.param("id", surveyId)
			.update();
		List<Drawn> drawn = this.jdbc.sql("select c.* from survey s cross join lateral (" + CANDIDATES + """
				) c where s.id = :id order by md5(s.seed || c.case_no), c.case_no
				limit (select sample_size from survey where id = :id)""")
			.param("zone", this.time.zone().getId())
			.param("id", surveyId)
			.query((row, index) -> new Drawn(index + 1, row.getString("case_no"),
					row.getString("responsible_department"), row.getString("product_model")))
			.list();
		for (Drawn one : drawn) {
			this.jdbc.sql("""
					insert into survey_invitation (survey_id, draw, case_no, department, product_model)
					values (:id, :draw, :caseNo, :department, :product)""")
				.param("id", surveyId)
				.param("draw", one.number())
				.param("caseNo", one.caseNo())
				.param("department", (one.groupId() != null) ? this.departments.label(one.groupId()) : null)
				.param("product", one.productModel())
				.update();
		}
		hideWhatIsRare(surveyId);
		return drawn.size();
	}

	private void hideWhatIsRare(long surveyId) {
		this.jdbc.sql("""
				update survey_invitation i set department = null, product_model = null
				where i.survey_id = :id and (select anonymous from survey where id = :id)
				  and (select count(*) from survey_invitation o where o.survey_id = :id
				    and o.department is not distinct from i.department
				    and o.product_model is not distinct from i.product_model) < :alike""")
			.param("id", surveyId)
			.param("alike", ALIKE)
			.update();
	}

	private record Drawn(int number, String caseNo, String groupId, String productModel) {
	}

}
