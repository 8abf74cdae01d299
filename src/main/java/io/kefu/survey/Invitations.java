package io.kefu.survey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kefu.notification.Notifications;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends each of the sample its link, once. The message belongs to the recipient's case;
 * the secret in it goes when the mail is sent.
 */
@Component
class Invitations {

	private final JdbcClient jdbc;

	private final Notifications notifications;

	private final SurveyLinks links;

	Invitations(JdbcClient jdbc, Notifications notifications, SurveyLinks links) {
		this.jdbc = jdbc;
		this.notifications = notifications;
		this.links = links;
	}

	/**
	 * Writes to everybody who was drawn and has no link yet.
	 * @param survey the survey
	 */
	@Transactional
	void send(Survey survey) {
		List<Invited> waiting = this.jdbc.sql("""
				select id, case_no from survey_invitation where survey_id = ? and token_hash is null order by draw
				for update""")
			.param(survey.id())
			.query((row, index) -> new Invited(row.getLong("id"), row.getString("case_no")))
			.list();
		for (Invited invited : waiting) {
			String token = SurveyToken.create();
			this.jdbc.sql("update survey_invitation set token_hash = ? where id = ?")
				.params(SurveyToken.hash(token), invited.id())
				.update();
			Map<String, Object> model = new HashMap<>();
			model.put("surveyTitle", survey.plan().title());
			model.put("surveyLink", this.links.of(token));
			model.put("closesOn", survey.plan().closesOn().toString());
			model.put("anonymous", survey.plan().anonymous());
			this.notifications.toCustomerOnly(invited.caseNo(), "survey-invitation", "survey-" + survey.id(), model,
					token);
		}
	}

	private record Invited(long id, String caseNo) {
	}

}
