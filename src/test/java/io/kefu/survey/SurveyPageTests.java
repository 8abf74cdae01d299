package io.kefu.survey;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.FilePayload;
import io.kefu.ApplicationTest;
import io.kefu.Chromium;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;

/**
 * A customer fills a survey in on a phone, and staff find the answer in the report; both
 * in the installed Chromium.
 */
@ApplicationTest
class SurveyPageTests {

	private static Chromium chromium;

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	private final List<String> faults = new ArrayList<>();

	private SurveyFixture fixture;

	@BeforeAll
	static void launch() {
		setDefaultAssertionTimeout(20000);
		chromium = Chromium.launch();
	}

	@AfterAll
	static void close() {
		if (chromium != null) {
			chromium.close();
		}
	}

	@BeforeEach
	void begin() {
		this.fixture = new SurveyFixture(this.jdbc, this.runtime, this.management);
	}

	@Test
	void answerGivenOnAPhoneIsFoundInTheReport() {
		String caseNo = this.fixture.closedCase("手机壳-01", "quality");
		this.fixture.closedCase("手机壳-02", "production");
		long id = this.fixture.start(this.fixture.form(10, false));

		Page phone = phone(this.fixture.token(caseNo));
		org.assertj.core.api.Assertions.assertThat(phone.evaluate("document.documentElement.scrollWidth"))
			.as("nothing lies outside of the screen")
			.isEqualTo(390);
		Locator button = phone.getByText("提交评价");
		org.assertj.core.api.Assertions.assertThat(button.boundingBox().height)
			.as("the style is loaded")
			.isGreaterThanOrEqualTo(48);
		stars(phone, "score", 4).tap();
		Locator first = phone.locator("#q1 input").first();
		first.focus();
		first.press("ArrowRight");
		assertThat(phone.locator("#q1 input[value='2']")).isChecked();
		stars(phone, "q2", 5).tap();
		phone.getByLabel("您的意见和建议（选填）").fill("电话里讲得<b>很清楚</b>");
		phone.screenshot(
				new ScreenshotOptions().setPath(Path.of("target/screenshots/survey-phone.png")).setFullPage(true));
		button.tap();
		assertThat(phone.locator("h1")).hasText("谢谢您的评价");
		phone.screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots/survey-thanks.png")));
		phone.reload();
		assertThat(phone.locator("h1")).hasText("您已经评价过了");

		Page desk = desk("customerService", id);
		assertThat(desk.locator("#figures")).containsText("平均得分4.00");
		assertThat(desk.locator("#figures")).containsText("回收率50%");
		assertThat(desk.locator("#distribution")).containsText("1（100%）");
		assertThat(desk.locator("#departments")).containsText("质量部");
		assertThat(desk.locator("#products")).containsText("手机壳-01");
		assertThat(desk.locator("#questions")).containsText("2.00（1份）");
		assertThat(desk.locator("#comments tr")).hasCount(1);
		assertThat(desk.locator("#comments")).containsText("电话里讲得<b>很清楚</b>");
		org.assertj.core.api.Assertions.assertThat(this.faults).isEmpty();
	}

	@Test
	void phoneShowsWhyAnAnswerWasNotTakenAndKeepsIt() {
		String caseNo = this.fixture.closedCase("SV-1", "quality");
		this.fixture.start(this.fixture.form(10, true));
		Page phone = phone(this.fixture.token(caseNo));
		stars(phone, "score", 3).tap();
		phone.locator("form").evaluate("(form) => form.noValidate = true");
		phone.getByText("提交评价").tap();
		assertThat(phone.getByRole(com.microsoft.playwright.options.AriaRole.ALERT)).containsText("请为“第1题”选择1至5星");
		assertThat(phone.locator("#score input[value='3']")).isChecked();
		phone.screenshot(
				new ScreenshotOptions().setPath(Path.of("target/screenshots/survey-refused.png")).setFullPage(true));
	}

	@Test
	void clerkImportsWhatAThirdPartyAskedAndSeesTheCharts() {
		long id = this.fixture.start(this.fixture.form(0, false));
		Page desk = desk("customerService", id);
		upload(desk, "得分,日期\n6,2026-01-31\n");
		assertThat(desk.locator("#message")).hasText("第2行“得分”：须为1至5的整数");
		upload(desk, """
				得分,部门,产品,意见,日期
				5,质量部,HX-200,好,2026-01-31
				4,质量部,HX-200,,2026-02-28
				2,生产部,HX-300,慢,2026-03-01
				3,生产部,HX-300,,2026-04-01
				5,市场部,HX-100,,2026-05-01
				""");
		assertThat(desk.locator("#message")).hasText("已导入5份结果。");
		assertThat(desk.locator("#figures")).containsText("第三方结果5");
		assertThat(desk.locator("#trend circle")).hasCount(5);
		assertThat(desk.locator("#distribution svg")).hasAttribute("aria-label",
				"5星：2（40%）；4星：1（20%）；3星：1（20%）；2星：1（20%）；1星：0（0%）");
		desk.screenshot(
				new ScreenshotOptions().setPath(Path.of("target/screenshots/survey-report.png")).setFullPage(true));
	}

	@Test
	void auditorReadsAndOthersAreToldThatTheyMayNot() {
		long id = this.fixture.start(this.fixture.form(0, false));
		assertThat(desk("auditor", id).locator("#results")).isHidden();
		Page stranger = page("production", id);
		assertThat(stranger.locator("#message")).hasText("您没有查看满意度调查的权限");
		assertThat(stranger.locator("#report")).isHidden();
	}

	private static Locator stars(Page phone, String question, int number) {
		return phone.locator("#" + question + " input[value='" + number + "']");
	}

	private static void upload(Page desk, String csv) {
		desk.locator("#results input")
			.setInputFiles(
					new FilePayload("结果.csv", "text/csv", csv.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
		desk.locator("#results button").click();
	}

	private Page phone(String token) {
		Page phone = chromium
			.window(new NewContextOptions().setLocale("zh-CN")
				.setViewportSize(390, 844)
				.setDeviceScaleFactor(2)
				.setIsMobile(true)
				.setHasTouch(true)
				.setExtraHTTPHeaders(Map.of("X-Forwarded-For", this.fixture.address())))
			.newPage();
		phone.setDefaultTimeout(20000);
		phone.navigate("http://localhost:" + this.port + "/api/public/survey/" + token);
		return phone;
	}

	private Page desk(String login, long id) {
		Page desk = page(login, id);
		assertThat(desk.locator("#title")).hasText((String) this.fixture.form(0, false).get("title"));
		return desk;
	}

	private Page page(String login, long id) {
		Page page = watched(
				chromium.window(new NewContextOptions().setLocale("zh-CN").setViewportSize(1366, 900)).newPage());
		String app = login.equals("auditor") ? "cockpit" : "tasklist";
		Chromium.logIn(page, this.port, app, login);
		page.navigate("http://localhost:" + this.port + "/kefu/surveys/#" + id);
		return page;
	}

	private Page watched(Page page) {
		page.setDefaultTimeout(20000);
		page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.faults.add(message.text());
			}
		});
		page.onPageError(this.faults::add);
		return page;
	}

}
