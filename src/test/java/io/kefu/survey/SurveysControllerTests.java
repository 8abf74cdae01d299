package io.kefu.survey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reports and results of third parties over HTTP.
 */
@ApplicationTest
class SurveysControllerTests {

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

	private SurveyFixture fixture;

	private long survey;

	@BeforeEach
	void begin() {
		this.fixture = new SurveyFixture(this.jdbc, this.runtime, this.management);
		this.survey = this.fixture.start(this.fixture.form(0, false));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			customerService,     200, 200
			customerServiceLead, 200, 200
			marketing,           200, 403
			marketingLead,       200, 403
			management,          200, 403
			engineering,         200, 403
			auditor,             200, 403
			production,          403, 403
			quality,             403, 403
			salesOffice,         403, 403
			processOwner,        403, 403
			""")
	void onlyThoseWhoWorkWithThemReadReportsAndOnlyCustomerServiceImports(String login, int reading, int importing)
			throws IOException {
		assertThat(as(login).get("/api/surveys").status()).isEqualTo(reading);
		assertThat(as(login).get("/api/surveys/" + this.survey + "/report").status()).isEqualTo(reading);
		assertThat(upload(login, "得分,日期\n5,2026-01-31\n".getBytes(StandardCharsets.UTF_8)).status())
			.isEqualTo(importing);
	}

	@Test
	void nobodyReadsReportsWithoutALogin() {
		assertThat(as(null).get("/api/surveys").status()).isEqualTo(401);
		assertThat(as(null).get("/api/surveys/" + this.survey + "/report").status()).isEqualTo(401);
	}

	@Test
	void surveyThatDoesNotExistIsNotFound() {
		assertThat(as("auditor").get("/api/surveys/999999999/report").status()).isEqualTo(404);
	}

	@Test
	void reportCountsLinksAndThirdPartyResults() throws IOException {
		SurveyFixture other = new SurveyFixture(this.jdbc, this.runtime, this.management);
		String one = other.closedCase("SV-1", "quality");
		other.closedCase("SV-1", "quality");
		this.survey = other.start(other.form(10, false));
		other.answer(this.port, other.token(one), SurveyFixture.filledIn("5", "很满意"));
		Answer imported = upload("customerService", """
				日期,得分,部门,产品,意见
				2026-01-31,1,质量部,SV-1,太慢
				2026/2/1,2,,,
				2026年2月28日,4,生产部,SV-2,"价格,偏高"
				""".getBytes(Charset.forName("GB18030")));
		assertThat(imported.json().path("imported").asInt()).isEqualTo(3);
		JsonNode report = as("auditor").get("/api/surveys/" + this.survey + "/report").json();
		assertThat(report.path("invited").asInt()).isEqualTo(2);
		assertThat(report.path("answered").asInt()).isEqualTo(1);
		assertThat(report.path("responseRate").asText()).isEqualTo("50.0");
		assertThat(report.path("imported").asInt()).isEqualTo(3);
		assertThat(report.path("average").asText()).isIn("3.00", "3.0");
		assertThat(report.path("distribution").toString()).isEqualTo("[1,1,0,1,1]");
		String month = LocalDate.now(SurveyFixture.ZONE).toString().substring(0, 7);
		assertThat(groups(report, "months")).containsExactly("2026-01 1 1.0", "2026-02 2 3.0", month + " 1 5.0");
		assertThat(groups(report, "departments")).containsExactly("质量部 2 3.0", "生产部 1 4.0", "null 1 2.0");
		assertThat(groups(report, "products")).containsExactly("SV-1 2 3.0", "SV-2 1 4.0", "null 1 2.0");
		assertThat(groups(report, "questions")).containsExactly("您对服务态度满意吗？ 1 4.0", "您对处理速度满意吗？ 1 3.0");
		assertThat(report.path("comments").findValuesAsText("text")).containsExactly("很满意", "价格,偏高", "太慢");
	}

	@Test
	void workbookOfAThirdPartyIsTakenOver() throws IOException {
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		try (Workbook workbook = new Workbook(file, "test", "1.0")) {
			Worksheet sheet = workbook.newWorksheet("结果");
			List<String> header = List.of("得分", "部门", "产品", "意见", "日期");
			for (int i = 0; i < header.size(); i++) {
				sheet.value(0, i, header.get(i));
			}
			sheet.value(1, 0, 4);
			sheet.value(1, 1, "市场部");
			sheet.value(1, 4, LocalDate.of(2026, 3, 31));
			sheet.style(1, 4).format("yyyy-mm-dd").set();
		}
		assertThat(upload("customerService", file.toByteArray()).json().path("imported").asInt()).isEqualTo(1);
		assertThat(this.jdbc
			.sql("select score || ' ' || department || ' ' || answered_on from survey_answer where survey_id = ?")
			.param(this.survey)
			.query(String.class)
			.single()).isEqualTo("4 市场部 2026-03-31");
	}

	@Test
	void oneWrongLineKeepsTheWholeFileOut() throws IOException {
		Answer refused = upload("customerService", """
				得分,部门,产品,意见,日期
				5,质量部,SV-1,好,2026-01-31
				0,质量部,SV-1,,2026-01-31
				6,质量部,SV-1,,2026-01-31
				,质量部,SV-1,,2026-02-30
				3.5,质量部,SV-1,,2999-01-01
				""".getBytes(StandardCharsets.UTF_8));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.json().path("errors").findValuesAsText("message")).containsExactly("第3行“得分”：须为1至5的整数",
				"第4行“得分”：须为1至5的整数", "第5行“得分”：必须填写", "第5行“日期”：不是正确的日期，应为“2026-01-31”的形式", "第6行“得分”：须为1至5的整数",
				"第6行“日期”：日期须在1990年至2199年之间");
		assertThat(countAnswers()).isZero();
	}

	@Test
	void fileWithoutTheRightColumnsIsRefused() throws IOException {
		assertThat(refusal("分数,日期\n5,2026-01-31\n")).startsWith("表头有不认识的列“分数”");
		assertThat(refusal("得分,部门\n5,质量部\n")).isEqualTo("表头缺少列“日期”；第一行应为列名");
		assertThat(refusal("得分,日期\n")).isEqualTo("文件里只有列名，没有结果");
		assertThat(refusal("得分,日期\n5,2199-01-01\n")).isEqualTo("第2行“日期”：不得晚于今天");
		assertThat(countAnswers()).isZero();
	}

	@Test
	void surveyThatWasCountedTakesNoMoreResults() throws IOException {
		this.driver.complete("survey-" + this.survey, "Task_CollectAnswers", Map.of("closingReason", "结果已齐"));
		Answer refused = upload("customerService", "得分,日期\n5,2026-01-31\n".getBytes(StandardCharsets.UTF_8));
		assertThat(refused.status()).isEqualTo(409);
		assertThat(countAnswers()).isZero();
	}

	private String refusal(String csv) throws IOException {
		Answer refused = upload("customerService", csv.getBytes(StandardCharsets.UTF_8));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.field(0)).isEqualTo("file");
		return refused.detail();
	}

	private int countAnswers() {
		return this.jdbc.sql("select count(*) from survey_answer where survey_id = ?")
			.param(this.survey)
			.query(Integer.class)
			.single();
	}

	private static List<String> groups(JsonNode report, String name) {
		return java.util.stream.StreamSupport.stream(report.path(name).spliterator(), false)
			.map((group) -> group.path("name").asText() + " " + group.path("count").asText() + " "
					+ group.path("average").asDouble())
			.toList();
	}

	private KefuClient as(String login) {
		return new KefuClient(this.port, login);
	}

	private Answer upload(String login, byte[] file) throws IOException {
		String boundary = "survey-boundary";
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.write(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"results\"\r\n"
				+ "Content-Type: application/octet-stream\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		body.write(file);
		body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
		HttpResponse<String> response = SurveyFixture.send(HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/api/surveys/" + this.survey + "/results"))
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((login + ":demo").getBytes(StandardCharsets.UTF_8)))
			.header("Content-Type", "multipart/form-data; boundary=" + boundary)
			.POST(BodyPublishers.ofByteArray(body.toByteArray()))
			.build());
		return new Answer(response.statusCode(), new ObjectMapper().readTree(response.body()));
	}

}
