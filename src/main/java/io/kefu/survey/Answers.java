package io.kefu.survey;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the answers of those who have a link: one for each link, none after closing. In
 * an anonymous survey the answer does not say which link it came by, and nothing says
 * when a link was used.
 */
@Component
class Answers {

	private final JdbcClient jdbc;

	private final Surveys surveys;

	private final SurveyTime time;

	Answers(JdbcClient jdbc, Surveys surveys, SurveyTime time) {
		this.jdbc = jdbc;
		this.surveys = surveys;
		this.time = time;
	}

	/**
	 * Looks what is behind a secret; changes nothing.
	 * @param token the secret from the link
	 * @return the link, {@link LinkState#UNKNOWN} where there is none
	 */
	@Transactional(readOnly = true)
	SurveyLink open(String token) {
		return invitation(token, "").map(this::link).orElse(new SurveyLink(LinkState.UNKNOWN, null));
	}

	/**
	 * Stores an answer; of two at the same time one is stored.
	 * @param token the secret from the link
	 * @param answer what was answered, a rating for each question
	 * @return {@link LinkState#OPEN} if it was stored; otherwise why it was not
	 */
	@Transactional
	LinkState store(String token, Answer answer) {
		Optional<Invitation> found = invitation(token, " for update");
		if (found.isEmpty()) {
			return LinkState.UNKNOWN;
		}
		Invitation invitation = found.get();
		SurveyLink link = link(invitation);
		if (link.state() == LinkState.OPEN) {
			this.jdbc.sql("update survey_invitation set answered = true where id = ?").param(invitation.id()).update();
			insert(invitation, link.survey(), answer);
		}
		return link.state();
	}

	private void insert(Invitation invitation, Survey survey, Answer answer) {
		long id = this.jdbc.sql("""
				insert into survey_answer (survey_id, invitation_id, source, score, department, product_model, comment,
				  answered_on)
				select survey_id, case when :anonymous then null else id end, 'link', :score, department, product_model,
				  :comment, :today
				from survey_invitation where id = :invitation returning id""")
			.param("anonymous", survey.plan().anonymous())
			.param("score", answer.score())
			.param("comment", answer.comment())
			.param("today", this.time.today())
			.param("invitation", invitation.id())
			.query(Long.class)
			.single();
		for (int i = 0; i < survey.plan().questions().size(); i++) {
			this.jdbc.sql("insert into survey_rating (answer_id, position, score) values (?, ?, ?)")
				.params(id, i + 1, answer.ratings().get(i))
				.update();
		}
	}

	private SurveyLink link(Invitation invitation) {
		Survey survey = this.surveys.find(invitation.surveyId());
		if (invitation.answered()) {
			return new SurveyLink(LinkState.USED, survey);
		}
		boolean open = survey.isOpen(this.time.now(), this.time.zone());
		return new SurveyLink(open ? LinkState.OPEN : LinkState.CLOSED, survey);
	}

	private Optional<Invitation> invitation(String token, String lock) {
		return this.jdbc.sql("select id, survey_id, answered from survey_invitation where token_hash = ?" + lock)
			.param(SurveyToken.hash(token))
			.query((row, index) -> new Invitation(row.getLong("id"), row.getLong("survey_id"),
					row.getBoolean("answered")))
			.optional();
	}

	private record Invitation(long id, long surveyId, boolean answered) {
	}

}
