package io.kefu.survey;

import java.net.http.HttpResponse;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.kefu.ApplicationTest;
import io.kefu.TestMail;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The public page behind a one-time link, as anybody on the internet may call it.
 */
@ApplicationTest
class PublicSurveyTests {

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	private SurveyFixture fixture;

	private String caseNo;

	private long survey;

	private String token;

	@BeforeEach
	void begin() {
		this.fixture = new SurveyFixture(this.jdbc, this.runtime, this.management);
		this.caseNo = this.fixture.closedCase("SV-1", "quality");
		this.survey = this.fixture.start(this.fixture.form(5, false));
		this.token = this.fixture.token(this.caseNo);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void pageAsksTheQuestionsAndKnowsNobody() {
		HttpResponse<String> page = open(this.token);
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
		assertThat(page.body()).contains("您对服务态度满意吗？", "您对处理速度满意吗？", "提交评价")
			.doesNotContain("赵敏", "13912345678", "customer.example", "调查客户", this.caseNo, "SV-1", "质量部", "<script");
	}

	@Test
	void pageRunsNoScriptAndLoadsOnlyItsStyle() {
		HttpResponse<String> page = open(this.token);
		assertThat(page.headers().allValues("Content-Security-Policy"))
			.containsExactly("default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
					+ "frame-ancestors 'none'; sandbox allow-forms");
		assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
		assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
	}

	@Test
	void answerIsStoredOnceAndALinkUsedTwiceSaysSoKindly() {
		assertThat(open(this.token).statusCode()).as("opening uses nothing up").isEqualTo(200);
		HttpResponse<String> thanks = answer(this.token, SurveyFixture.filledIn("5", "谢谢<b>你们</b>"));
		assertThat(thanks.statusCode()).isEqualTo(200);
		assertThat(thanks.body()).contains("谢谢您的评价");
		for (HttpResponse<String> again : List.of(answer(this.token, SurveyFixture.filledIn("1", "")),
				open(this.token))) {
			assertThat(again.statusCode()).isEqualTo(410);
			assertThat(again.body()).contains("您已经评价过了").doesNotContain("<form");
		}
		assertThat(answers()).containsExactly("5 质量部 SV-1 谢谢<b>你们</b> 4 3");
	}

	@Test
	void ofTwoAnswersAtTheSameTimeOneIsStored() throws Exception {
		ExecutorService people = Executors.newFixedThreadPool(4);
		try {
			Callable<Integer> one = () -> answer(this.token, SurveyFixture.filledIn("4", "")).statusCode();
			List<Integer> statuses = people.invokeAll(List.of(one, one, one, one))
				.stream()
				.map(PublicSurveyTests::join)
				.toList();
			assertThat(statuses).containsExactlyInAnyOrder(200, 410, 410, 410);
		}
		finally {
			people.shutdown();
		}
		assertThat(answers()).hasSize(1);
	}

	@Test
	void linkThatHasExpiredSaysSoKindlyAndChangesNothing() {
		ClockUtil.setCurrentTime(new Date(SurveyFixture.closing().toEpochMilli() - 1));
		assertThat(open(this.token).statusCode()).isEqualTo(200);
		ClockUtil.setCurrentTime(Date.from(SurveyFixture.closing()));
		for (HttpResponse<String> late : List.of(open(this.token),
				answer(this.token, SurveyFixture.filledIn("5", "")))) {
			assertThat(late.statusCode()).isEqualTo(410);
			assertThat(late.body()).contains("本次调查已经结束", "客户服务部");
		}
		assertThat(answers()).isEmpty();
	}

	@Test
	void linkThatWasAlteredSaysSoKindlyAndChangesNothing() {
		String altered = this.token.substring(1) + (this.token.startsWith("A") ? "B" : "A");
		for (HttpResponse<String> wrong : List.of(open(altered), answer(altered, SurveyFixture.filledIn("5", "")),
				open("x"))) {
			assertThat(wrong.statusCode()).isEqualTo(404);
			assertThat(wrong.body()).contains("链接不正确", "完整复制");
		}
		assertThat(answers()).isEmpty();
		assertThat(open(this.token).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "6", "-1", "3.5", "05", "五", "" })
	void scoreOutsideOneToFiveIsRefusedAndTheRestIsKept(String score) {
		HttpResponse<String> refused = answer(this.token, SurveyFixture.filledIn(score, "保留这句话"));
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("还不能提交", "总体满意度", "保留这句话")
			.containsOnlyOnce("name=\"q1\" value=\"4\" required checked");
		assertThat(answers()).isEmpty();
		assertThat(answer(this.token, SurveyFixture.filledIn("5", "")).statusCode()).as("the link is still good")
			.isEqualTo(200);
	}

	@Test
	void everyQuestionNeedsAnAnswerAndACommentHasItsLimit() {
		Map<String, String> fields = SurveyFixture.filledIn("5", "好".repeat(2001));
		fields.remove("q2");
		HttpResponse<String> refused = answer(this.token, fields);
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("请为“第2题”选择1至5星", "意见不得超过2000个字");
		assertThat(answer(this.token, SurveyFixture.filledIn("5", "好".repeat(2000))).statusCode()).isEqualTo(200);
	}

	@Test
	void anonymousAnswerCannotBeTracedToItsLink() {
		SurveyFixture other = new SurveyFixture(this.jdbc, this.runtime, this.management);
		List<String> alike = List.of(other.closedCase("SV-1", "quality"), other.closedCase("SV-1", "quality"),
				other.closedCase("SV-1", "quality"));
		String rare = other.closedCase("SV-9", "production");
		long id = other.start(other.form(10, true));
		assertThat(other.open(this.port, other.token(rare)).body()).contains("本次调查匿名");
		other.answer(this.port, other.token(rare), SurveyFixture.filledIn("1", ""));
		other.answer(this.port, other.token(alike.get(1)), SurveyFixture.filledIn("2", ""));
		assertThat(this.jdbc.sql("select count(*) from survey_answer where survey_id = ? and invitation_id is not null")
			.param(id)
			.query(Integer.class)
			.single()).isZero();
		assertThat(answersOf(id)).containsExactly("1 null null null 4 3", "2 质量部 SV-1 null 4 3");
		assertThat(other.open(this.port, other.token(rare)).statusCode()).isEqualTo(410);
	}

	@Test
	void whatIsStoredOpensNothingOnceTheMailIsSent() throws Exception {
		TestMail.purge();
		this.fixture.runJobs(this.caseNo);
		assertThat(TestMail.received()).singleElement()
			.satisfies((mail) -> assertThat(mail.getContent().toString()).contains(this.token));
		assertThat(this.fixture.body(this.caseNo)).contains("/api/public/survey/……").doesNotContain(this.token);
		assertThat(this.jdbc.sql("select secret from notification where case_no = ? and template = 'survey-invitation'")
			.param(this.caseNo)
			.query((row, index) -> String.valueOf(row.getString(1)))
			.single()).isEqualTo("null");
		assertThat(this.jdbc.sql("select token_hash from survey_invitation where survey_id = ?")
			.param(this.survey)
			.query(byte[].class)
			.single()).isEqualTo(SurveyToken.hash(this.token)).hasSize(32);
		assertThat(this.token).hasSize(43);
		assertThat(open(this.token).statusCode()).isEqualTo(200);
	}

	@Test
	void addressThatCallsTooOftenHasToWaitAndOthersDoNot() {
		ClockUtil.setCurrentTime(new Date());
		for (int i = 0; i < 30; i++) {
			assertThat(open(this.token).statusCode()).isEqualTo(200);
		}
		for (HttpResponse<String> refused : List.of(open(this.token),
				answer(this.token, SurveyFixture.filledIn("5", "")))) {
			assertThat(refused.statusCode()).isEqualTo(429);
			assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
			assertThat(refused.body()).contains("请稍候再试");
		}
		assertThat(answers()).isEmpty();
		assertThat(this.fixture.openFrom(this.port, this.token, "198.51.100.7").statusCode()).isEqualTo(200);
		ClockUtil.setCurrentTime(new Date(ClockUtil.getCurrentTime().getTime() + 60_000));
		assertThat(open(this.token).statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> open(String link) {
		return this.fixture.open(this.port, link);
	}

	private HttpResponse<String> answer(String link, Map<String, String> fields) {
		return this.fixture.answer(this.port, link, fields);
	}

	private List<String> answers() {
		return answersOf(this.survey);
	}

	private List<String> answersOf(long id) {
		return this.jdbc.sql("""
				select concat_ws(' ', score, coalesce(department, 'null'), coalesce(product_model, 'null'),
				  coalesce(comment, 'null'), (select string_agg(r.score::text, ' ' order by r.position)
				    from survey_rating r where r.answer_id = a.id))
				from survey_answer a where survey_id = ? order by id""").param(id).query(String.class).list();
	}

	private static int join(Future<Integer> future) {
		try {
			return future.get();
		}
		catch (InterruptedException | java.util.concurrent.ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
