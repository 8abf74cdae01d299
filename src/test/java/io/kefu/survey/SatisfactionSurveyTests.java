package io.kefu.survey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.kefu.CaseDriver;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import io.kefu.ProcessTest;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A survey from the plan to the advice for the sales policy.
 */
@ProcessTest(SurveyProcess.KEY)
class SatisfactionSurveyTests {

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	@Autowired
	private CaseDriver driver;

	@Autowired
	private Answers answers;

	@Autowired
	private Invitations invitations;

	@Autowired
	private Surveys surveys;

	@Autowired
	private SurveyReports reports;

	private SurveyFixture fixture;

	@BeforeEach
	void begin() {
		this.fixture = new SurveyFixture(this.jdbc, this.runtime, this.management);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void surveyEndsOnItsClosingDayAndLeadsToAdviceForTheSalesPolicy() {
		String satisfied = this.fixture.closedCase("SV-1", "quality");
		String dissatisfied = this.fixture.closedCase("SV-1", "production");
		this.fixture.closedCase("SV-2", null);
		long id = this.fixture.start(this.fixture.form(10, false));
		String key = "survey-" + id;
		assertThat(this.driver.openSteps(key)).containsExactly("Task_CollectAnswers");
		assertThat(this.driver.groups(key, "Task_CollectAnswers")).containsExactly("customerService");
		assertThat(this.driver.task(key, "Task_CollectAnswers").getDueDate())
			.isEqualTo(Date.from(SurveyFixture.closing()));
		assertThat(this.driver.timer(key, "Event_ClosingDay").getDuedate())
			.isEqualTo(Date.from(SurveyFixture.closing()));
		this.answers.store(this.fixture.token(satisfied), new io.kefu.survey.Answer(5, List.of(4, 5), "很好"));
		this.answers.store(this.fixture.token(dissatisfied), new io.kefu.survey.Answer(2, List.of(2, 1), null));

		CaseDriver.now("2041-03-01T10:00:00+08:00");
		this.driver.fire(key, "Event_ClosingDay");
		assertThat(this.driver.openSteps(key)).containsExactly("Task_AnalyseResults");
		assertThat(this.driver.groups(key, "Task_AnalyseResults")).containsExactly("customerService");
		assertThat(this.driver.task(key, "Task_AnalyseResults").getDueDate())
			.isEqualTo(CaseDriver.at("2041-03-08T10:00:00+08:00"));
		assertThat(this.driver.variable(key, SurveyProcess.KEY, "invited")).isEqualTo(3);
		assertThat(this.driver.variable(key, SurveyProcess.KEY, "answered")).isEqualTo(2);
		assertThat(this.driver.variable(key, SurveyProcess.KEY, "imported")).isEqualTo(0);
		assertThat(this.driver.variable(key, SurveyProcess.KEY, "responseRate")).isEqualTo("66.7");
		assertThat(this.driver.variable(key, SurveyProcess.KEY, "averageScore")).isEqualTo("3.50");

		this.driver.complete(key, "Task_AnalyseResults", Map.of("summary", "处理速度不满意"));
		assertThat(this.driver.openSteps(key)).containsExactlyInAnyOrder("Task_AdviseSalesPolicy",
				"Task_ReviewForEngineering");
		assertThat(this.driver.groups(key, "Task_AdviseSalesPolicy")).containsExactly("marketing");
		assertThat(this.driver.groups(key, "Task_ReviewForEngineering")).containsExactly("engineering");
		this.driver.complete(key, "Task_AdviseSalesPolicy", Map.of("advice", "延长保修期"));
		this.driver.complete(key, "Task_ReviewForEngineering", Map.of("engineeringNote", "改进电源"));
		this.driver.assertEnded(key, SurveyProcess.KEY, "EndEvent_SurveyFinished");
		SurveyReport report = this.reports.of(id);
		assertThat(report.state()).isEqualTo("FINISHED");
		assertThat(report.summary()).isEqualTo("处理速度不满意");
		assertThat(report.advice()).isEqualTo("延长保修期");
		assertThat(report.engineeringNote()).isEqualTo("改进电源");
		assertThat(report.departments()).extracting(SurveyReport.Group::name).containsExactlyInAnyOrder("质量部", "生产部");
	}

	@Test
	void customerServiceMayCloseASurveyEarlyAndItsLinksEnd() {
		String caseNo = this.fixture.closedCase("SV-1", "quality");
		long id = this.fixture.start(this.fixture.form(10, false));
		this.driver.complete("survey-" + id, "Task_CollectAnswers", Map.of("closingReason", "样本已足够"));
		assertThat(this.driver.openSteps("survey-" + id)).containsExactly("Task_AnalyseResults");
		assertThat(this.answers.open(this.fixture.token(caseNo)).state()).isEqualTo(LinkState.CLOSED);
		assertThat(this.driver.variable("survey-" + id, SurveyProcess.KEY, "averageScore")).isNull();
	}

	@Test
	void everyCustomerIsAskedOnceByHisLatestCaseOfThePeriodIfHeHasAnAddress() {
		String twice = "调查客户" + this.fixture.firstDay();
		this.fixture.closedCase(twice, "SV-1", null, this.fixture.firstDay(), "li@customer.example");
		String latest = this.fixture.closedCase(twice, "SV-1", null, this.fixture.firstDay().plusDays(1),
				"li@customer.example");
		this.fixture.closedCase("无邮箱" + twice, "SV-1", null, this.fixture.firstDay(), null);
		this.fixture.closedCase("之前" + twice, "SV-1", null, this.fixture.firstDay().minusDays(1),
				"li@customer.example");
		long id = this.fixture.start(this.fixture.form(10, false));
		assertThat(invited(id)).containsExactly(latest);
	}

	@Test
	void sampleIsDrawnByChanceAndCanBeDrawnAgain() {
		List<String> cases = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			cases.add(this.fixture.closedCase("SV-1", "quality"));
		}
		long id = this.fixture.start(this.fixture.form(2, false));
		SurveyReport report = this.reports.of(id);
		assertThat(report.candidates()).isEqualTo(6);
		cases.sort(Comparator.comparing((caseNo) -> md5(report.seed() + caseNo)));
		assertThat(invited(id)).isEqualTo(cases.subList(0, 2));
	}

	@Test
	void sendingAgainSendsNothingTwice() {
		String caseNo = this.fixture.closedCase("SV-1", "quality");
		long id = this.fixture.start(this.fixture.form(10, false));
		String token = this.fixture.token(caseNo);
		this.invitations.send(this.surveys.find(id));
		assertThat(this.fixture.token(caseNo)).isEqualTo(token);
		assertThat(this.driver.recipients(caseNo, "survey-invitation")).containsExactly("customer");
		assertThat(this.answers.open(token).state()).isEqualTo(LinkState.OPEN);
	}

	@Test
	void onlyCustomerServiceStartsASurvey() {
		this.fixture.closedCase("SV-1", "quality");
		assertThat(start("customerService", this.fixture.form(10, true)).status()).isEqualTo(200);
		assertThat(start("marketing", this.fixture.form(10, true)).status()).isEqualTo(403);
		assertThat(start("salesOffice", this.fixture.form(10, true)).status()).as("does not see it").isEqualTo(404);
	}

	@Test
	void planThatMakesNoSenseIsRefused() {
		this.fixture.closedCase("SV-1", "quality");
		assertRefused("periodTo", "“至”不得早于“调查期间从”", "periodTo", this.fixture.firstDay().minusDays(1).toString());
		assertRefused("closesOn", "“截止日期”不得早于今天", "closesOn", "2020-01-01");
		assertRefused("periodTo", "“至”不得晚于现在", "periodTo", "2900-01-01");
		assertRefused("sampleSize", "“样本数量”必须是0到1000之间的整数", "sampleSize", -1);
	}

	@Test
	void surveyThatCouldAskNobodyIsRefused() {
		Answer refused = start("customerService", this.fixture.form(10, true));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.detail()).isEqualTo("该期间内没有已结案且留有电子邮件的客户，无法抽样");
		assertThat(start("customerService", this.fixture.form(0, true)).status()).as("a third party asks")
			.isEqualTo(200);
	}

	private void assertRefused(String field, String reason, String changed, Object value) {
		Map<String, Object> form = this.fixture.form(10, false);
		form.put(changed, value);
		Answer refused = start("customerService", form);
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.field(0)).isEqualTo(field);
		assertThat(refused.detail()).isEqualTo(reason);
	}

	private Answer start(String login, Map<String, Object> form) {
		return new KefuClient(this.port, login).start(SurveyProcess.KEY, form);
	}

	private List<String> invited(long id) {
		return this.jdbc.sql("select case_no from survey_invitation where survey_id = ? order by draw")
			.param(id)
			.query(String.class)
			.list();
	}

	private static String md5(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (java.security.NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
