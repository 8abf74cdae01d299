package io.kefu.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import io.kefu.CaseDriver;
import io.kefu.Chromium;
import io.kefu.HistoryDays;
import io.kefu.OwnHistoryTest;
import io.kefu.WebAppSession;
import io.kefu.WebAppSession.Answer;
import io.kefu.evidence.Seals;
import io.kefu.evidence.VerifyAudit;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who reads everything sees the seals, compares history with them and takes them along.
 */
@OwnHistoryTest
class SealsResourceTests {

	@LocalServerPort
	private int port;

	@Autowired
	private Seals seals;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	private Path directory;

	private LocalDate day;

	@BeforeEach
	void sealedDay(@Autowired RepositoryService repository) {
		HistoryDays.deploy(repository);
		this.day = HistoryDays.next();
		HistoryDays.now(this.day, "10:00");
		HistoryDays.finish(this.cases, HistoryDays.start(this.cases));
		HistoryDays.now(this.day.plusDays(1), "01:00");
		this.seals.sealDaysThatAreOver();
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void auditorSeesTheSealsAndWhatAComparisonFound() {
		WebAppSession auditor = WebAppSession.of(this.port, "auditor", "cockpit");
		JsonNode newest = auditor.json("seals").path(0);
		assertThat(newest.path("day").asText()).isEqualTo(this.day.toString());
		assertThat(newest.path("root").asText()).matches("[0-9a-f]{64}");
		assertThat(newest.path("sealedAt").asText()).startsWith(this.day.plusDays(1) + "T01:00").endsWith("+08:00");
		assertThat(newest.path("check").isNull()).isTrue();
		assertThat(auditor.json("seals/check?day=" + this.day).path("intact").asBoolean()).isTrue();
		assertThat(auditor.json("seals/altered").findValuesAsText("day")).doesNotContain(this.day.toString());
		alter();
		assertThat(auditor.json("seals/check?day=" + this.day).path("findings").path(0).asText())
			.contains("条记录被改动：变量变更");
		assertThat(auditor.json("seals").path(0).path("check").path("finding").asText()).contains("条记录被改动：变量变更");
		assertThat(auditor.json("seals/altered").path(0).path("day").asText()).isEqualTo(this.day.toString());
		assertThat(WebAppSession.of(this.port, "processOwner", "cockpit").json("seals/altered"))
			.as("who may not see seals is not warned")
			.isEmpty();
	}

	/** As somebody does who owns the database. */
	private String alter() {
		return this.jdbc.sql("""
				update act_hi_detail set text_ = '无' where id_ = (select min(id_) from act_hi_detail
				  where name_ = 'answer' and time_ >= cast(? as timestamp)) returning id_""")
			.param(this.day + "T00:00:00")
			.query(String.class)
			.single();
	}

	@Test
	void auditorComparesADayInCockpitAndIsWarnedOnEveryPage() {
		String day = DateTimeFormatter.ofPattern("yyyy年M月d日").format(this.day);
		setDefaultAssertionTimeout(20000);
		try (Chromium chromium = Chromium.launch()) {
			Page page = chromium.window(new NewContextOptions().setLocale("zh-CN").setViewportSize(1366, 768))
				.newPage();
			Chromium.logIn(page, this.port, "cockpit", "auditor");
			page.navigate("http://localhost:" + this.port + "/camunda/app/cockpit/default/#/audit/seals");
			Locator newest = page.locator("tbody tr").first();
			assertThat(newest).containsText(day);
			assertThat(newest).containsText(this.seals.of(this.day).orElseThrow().root());
			assertThat(newest).containsText("尚未核对");
			page.getByLabel("现在核对" + day).press("Enter");
			assertThat(newest).containsText("未被改动");
			assertThat(page.locator(".kefu-alarm")).not().containsText(day);
			String id = alter();
			page.getByLabel("现在核对" + day).press("Enter");
			assertThat(newest).containsText("有改动");
			assertThat(newest).containsText("条记录被改动：变量变更（act_hi_detail，编号 " + id + "）");
			assertThat(page.getByRole(AriaRole.ALERT)).containsText("历史记录被改动：" + day);
			page.screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots/audit-seals.png")));
			page.locator("#kefu-view-operations").click();
			assertThat(page.locator("#kefu-search")).isVisible();
			assertThat(page.getByRole(AriaRole.ALERT)).containsText("历史记录被改动：" + day);
			page.screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots/audit-alarm.png")));
			page.locator("#kefu-alarm-link").press("Enter");
			assertThat(page.locator("tbody tr").first()).containsText("编号 " + id);
		}
	}

	@Test
	void exportsVerifyWithTheCommand() throws IOException {
		WebAppSession auditor = WebAppSession.of(this.port, "auditor", "cockpit");
		Path events = this.directory.resolve("day.jsonl");
		Path seals = this.directory.resolve("seals.json");
		Files.writeString(events, auditor.audit("export/day/" + this.day + ".jsonl").text());
		Files.writeString(seals, auditor.audit("export/seals.json?day=" + this.day).text());
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int code = VerifyAudit.run(new String[] { VerifyAudit.COMMAND, events.toString(), seals.toString() },
				new PrintStream(out, true, StandardCharsets.UTF_8));
		assertThat(code + " " + out.toString(StandardCharsets.UTF_8)).startsWith("0 核对通过：" + this.day);
	}

	@ParameterizedTest
	@CsvSource({ "customerService, tasklist", "processOwner, cockpit" })
	void whoDoesNotReadEverythingSeesNoSeals(String user, String app) {
		WebAppSession client = WebAppSession.of(this.port, user, app);
		for (String path : new String[] { "seals", "seals/check?day=" + this.day, "export/seals.json",
				"export/day/" + this.day + ".jsonl" }) {
			Answer answer = client.audit(path);
			assertThat(answer.status()).as(path).isEqualTo(403);
			assertThat(answer.json().path("detail").asText()).containsAnyOf("流程监控", "审计员");
		}
	}

	@Test
	void dayThatIsNotSealedOrNoDayIsRefused() {
		WebAppSession auditor = WebAppSession.of(this.port, "auditor", "cockpit");
		assertThat(auditor.audit("seals/check?day=2999-01-01").status()).isEqualTo(404);
		assertThat(auditor.audit("export/day/2999-01-01.jsonl").status()).isEqualTo(404);
		assertThat(auditor.audit("seals/check").status()).isEqualTo(400);
		assertThat(auditor.audit("seals/check?day=gestern").status()).isEqualTo(400);
		assertThat(auditor.audit("export/day/gestern.jsonl").status()).isEqualTo(400);
	}

}
