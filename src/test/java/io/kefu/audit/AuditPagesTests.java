package io.kefu.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitUntilState;
import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.Chromium;
import io.kefu.StandIns;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An auditor looks through the history of real runs in Cockpit, in the installed
 * Chromium.
 */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class AuditPagesTests {

	private static final String COMPLAINT = "complaint-closed-loop";

	private static final String PAGING = "audit-paging";

	private static final String TABLE = "audit-severity";

	@LocalServerPort
	private int port;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private CaseDriver cases;

	private final List<String> deployments = new ArrayList<>();

	private final List<String> faults = new ArrayList<>();

	private final String customer = "审计页面客户" + UUID.randomUUID().toString().substring(0, 8);

	private AuditFixture fixture;

	private Chromium chromium;

	private Page page;

	/** Ended, with one round of improvement too many and a missed deadline. */
	private String finished;

	/** Waits in the repair that it called. */
	private String running;

	@BeforeAll
	void workOnCases() throws IOException {
		setDefaultAssertionTimeout(20000);
		this.chromium = Chromium.launch();
		logIn();
		this.deployments.add(this.engine.getRepositoryService()
			.createDeployment()
			.addModelInstance(PAGING + ".bpmn", StandIns.oneStep(PAGING, "Task_Wait"))
			.addString(TABLE + ".dmn",
					Files.readString(Path.of("dmn/complaint-severity.dmn")).replace("complaint-severity", TABLE))
			.deploy()
			.getId());
		this.fixture = new AuditFixture(this.engine, this.cases);
		this.finished = complaint();
		this.running = this.fixture.demandInRepair(this.customer, "2026-07-15T10:00:00+08:00");
		ClockUtil.reset();
		for (int i = 0; i < 51; i++) {
			this.engine.getRuntimeService().startProcessInstanceByKey(PAGING);
		}
		for (boolean danger : List.of(true, true, false)) {
			this.engine.getDecisionService()
				.evaluateDecisionTableByKey(TABLE)
				.variables(Map.of("safetyRisk", danger, "batchProblem", false, "universal", false, "veryDissatisfied",
						false, "demandsReturn", false, "consultation", false))
				.evaluate();
		}
	}

	@AfterAll
	void close() {
		ClockUtil.reset();
		this.deployments.forEach((id) -> this.engine.getRepositoryService().deleteDeployment(id, true));
		if (this.chromium != null) {
			this.chromium.close();
		}
	}

	/** One window for the day: Cockpit is loaded once. */
	private void logIn() {
		this.page = this.chromium.window(new NewContextOptions().setLocale("zh-CN").setViewportSize(1366, 768))
			.newPage();
		this.page.setDefaultTimeout(20000);
		this.page.onConsoleMessage((message) -> {
			// Cockpit itself asks for an instance that has ended before it leads on.
			if (message.type().equals("error") && !message.location().contains("/engine/default/process-instance/")) {
				this.faults.add(message.text() + " " + message.location());
			}
		});
		this.page.onPageError(this.faults::add);
		// The browser is in UTC, and all times are those of Shanghai for all that.
		Chromium.logIn(this.page, this.port, "cockpit", "auditor");
	}

	@AfterEach
	void nothingWentWrongUnseen() {
		assertThat(this.faults).isEmpty();
	}

	@Test
	void auditorFindsAFinishedCaseAndReadsHowItWent() {
		this.page.navigate(cockpit("/"));
		this.page.getByText("审计", new Page.GetByTextOptions().setExact(true)).click();
		this.page.getByLabel("案件编号").fill(this.finished);
		this.page.getByLabel("状态").selectOption("completed");
		this.page.getByLabel("时限").selectOption("true");
		this.page.getByLabel("案件编号").press("Enter");
		Locator row = this.page.locator("tbody tr");
		assertThat(row).hasCount(1);
		assertThat(row).containsText("客户抱怨闭环处理");
		assertThat(row).containsText(this.customer);
		assertThat(row).containsText("C级");
		assertThat(row).containsText("已完成");
		assertThat(row).containsText("2026年7月15日 10:00");
		assertThat(row).containsText("王芳");
		assertThat(row).containsText("超时1项");
		assertThat(this.page.url()).as("can be sent as a link")
			.endsWith("#/audit/instances?caseNo=" + this.finished + "&state=completed&missed=true");
		assertThat(this.page.getByLabel("状态")).hasValue("completed");
		shot("audit-instances");

		row.locator("a").first().press("Enter");
		assertThat(this.page.locator("h2").first()).hasText("客户抱怨闭环处理 " + this.finished);
		assertThat(this.page.locator(".kefu-facts").first()).containsText("第1版");
		assertThat(step("Task_ImplementImprovement")).hasClass(Pattern.compile(".*kefu-done.*"));
		assertThat(step("Task_HoldQualityMeeting")).not().hasClass(Pattern.compile(".*kefu-done.*"));
		Locator twice = this.page.locator(".djs-overlay .kefu-badge[title^='改善实施：经过2次']");
		assertThat(twice).hasText("2次");
		assertThat(twice).isVisible();
		assertThat(this.page.locator(".djs-connection.kefu-taken").count()).as("flows taken").isGreaterThan(20);
		shot("audit-instance");

		this.page.locator("#kefu-kind-task").click();
		assertThat(panel()).containsText("陈强");
		assertThat(panel()).containsText("综合分析原因");
		assertThat(panel()).not().containsText("productModel");
		this.page.locator("#kefu-kind-task").press("Enter");
		this.page.locator("#kefu-kind-variable").press("Enter");
		assertThat(panel().locator("tr", new Locator.LocatorOptions().setHasText("verificationRound")).last())
			.containsText("改善轮次 verificationRound 修改变量1 → 2");
		assertThat(panel()).containsText("原因分析 rootCause");
		shotOfPanel("audit-timeline");

		open("时限");
		assertThat(panel().locator(".kefu-breached")).containsText("处理完成");
		assertThat(panel().locator(".kefu-breached")).containsText("超时");
		shotOfPanel("audit-clocks");
		open("消息");
		assertThat(panel()).containsText("客诉通报：" + this.finished);
		open("环节用时");
		assertThat(panel().locator("tr", new Locator.LocatorOptions().setHasText("改善实施"))).containsText("人工任务2");
		shotOfPanel("audit-activities");
		open("决策");
		Locator decision = panel().locator("article", new Locator.LocatorOptions().setHasText("判定严重程度")).first();
		assertThat(decision).containsText("偶发、个别的常规不良反馈为 C 一般");
		decision.locator("summary").click();
		assertThat(decision.locator("tr.kefu-hit")).containsText("命中");
		decision.evaluate("(node) => node.scrollIntoView()");
		shot("audit-decision");
	}

	@Test
	void clickOnAStepOfTheDiagramLeavesOnlyItsEvents() {
		this.page
			.navigate(cockpit("/process-instance/" + this.fixture.instance(this.finished, COMPLAINT) + "/history"));
		step("Task_ReplyFirst").locator(".djs-visual").click(new Locator.ClickOptions().setForce(true));
		Locator chip = this.page.locator("#kefu-only-step");
		assertThat(chip).hasText("只看“首次回复客户” ");
		assertThat(panel()).not().containsText("综合分析原因");
		chip.click();
		assertThat(panel()).containsText("综合分析原因");
	}

	@Test
	void callingAndCalledProcessesAreOneLinkAway() {
		this.page.navigate(
				cockpit("/process-instance/" + this.fixture.instance(this.running, "demand-handling") + "/history"));
		open("关联流程");
		panel().locator("a").click();
		assertThat(this.page.locator("h2").first()).hasText("硬件维修 " + this.running);
		assertThat(this.page.locator(".kefu-facts").first()).containsText("进行中");
		assertThat(this.page.locator(".djs-shape.kefu-running").first()).isVisible();
		shot("audit-instance-running");
		this.page.locator(".kefu-facts a", new Page.LocatorOptions().setHasText("用户服务需求处理")).click();
		assertThat(this.page.locator("h2").first()).hasText("用户服务需求处理 " + this.running);
	}

	@Test
	void cockpitSwitchesFromRunningToHistory() {
		this.page.navigate(
				cockpit("/process-instance/" + this.fixture.instance(this.running, "hardware-repair") + "/runtime"));
		this.page.locator(".breadcrumbs-panel a", new Page.LocatorOptions().setHasText("历史")).click();
		assertThat(this.page.locator("h2").first()).hasText("硬件维修 " + this.running);
		this.page
			.navigate(cockpit("/process-instance/" + this.fixture.instance(this.finished, COMPLAINT) + "/runtime"));
		assertThat(this.page.locator("h2").first()).hasText("客户抱怨闭环处理 " + this.finished);
		this.page.navigate(cockpit("/processes"));
		this.page.locator("tr", new Page.LocatorOptions().setHasText(COMPLAINT))
			.getByText("历史视图", new Locator.GetByTextOptions().setExact(true))
			.click();
		assertThat(this.page.locator("h2").nth(1)).hasText("客户抱怨闭环处理（第1版）");
	}

	@Test
	void headingsWaitForTheirLabels() {
		try (Page slow = this.page.context().newPage()) {
			List<Route> held = new ArrayList<>();
			slow.route("**/cockpit/locales/zh.json*", held::add);
			slow.waitForResponse("**/api/admin/auth/user/default", () -> slow.navigate(cockpit("/processes"),
					new NavigateOptions().setWaitUntil(WaitUntilState.COMMIT)));
			slow.waitForCondition(() -> !held.isEmpty());
			slow.waitForTimeout(1000);
			held.forEach(Route::resume);
			assertThat(slow.locator("thead")).containsText("运行中实例");
			assertThat(slow.locator("thead")).not().containsText(Pattern.compile("[A-Z]+_[A-Z]+"));
			assertThat(slow.getByPlaceholder("添加条件")).isVisible();
		}
	}

	@Test
	void keyboardTurnsPagesAndSorts() {
		this.page.navigate(cockpit("/audit/instances?process=" + PAGING));
		Locator status = this.page.locator(".kefu-pager p");
		assertThat(status).hasText("共51条，本页50条");
		this.page.locator("#kefu-next").press("Enter");
		assertThat(status).hasText("共51条，本页1条，第2页");
		this.page.locator("#kefu-previous").press("Enter");
		assertThat(status).hasText("共51条，本页50条");
		Locator byStart = this.page.locator("#kefu-sort-startedAt");
		byStart.press("Enter");
		Locator heading = this.page.locator("th", new Page.LocatorOptions().setHasText("开始时间"));
		assertThat(heading).hasAttribute("aria-sort", "ascending");
		// The keyboard stays where it was.
		assertThat(byStart).isFocused();
		assertThat(this.page.evaluate("document.documentElement.scrollWidth")).as("nothing lies outside of the screen")
			.isEqualTo(1366);
	}

	@Test
	void overviewShowsWhereTheTimeGoes() {
		this.page.navigate(cockpit("/audit/overview?process=" + COMPLAINT + "&from=2026-07-01&to=2026-07-31"));
		Locator figures = this.page.locator(".kefu-facts");
		assertThat(figures).containsText("2026年7月1日至2026年7月31日");
		assertThat(figures).containsText("历时中位数");
		assertThat(figures).containsText("%");
		assertThat(this.page.locator(".djs-shape.kefu-heat-5").first()).isVisible();
		shot("audit-overview");
		this.page.locator("#kefu-metric").selectOption("median");
		this.page.locator("#kefu-search").click();
		assertThat(this.page.getByText("热力图：用时（中位数）")).isVisible();
		this.page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("原始大小")).click();
		assertThat(this.page.locator(".djs-overlay .kefu-badge").first()).isVisible();
		shot("audit-overview-median");
		assertThat(this.page.locator(".kefu-chart svg")).hasAttribute("aria-label",
				Pattern.compile("2026年第27周至2026年第31周，共发起\\d+件，结束\\d+件"));
		assertThat(card("返工")).containsText("改善实施");
		this.page.locator(".kefu-chart").scrollIntoViewIfNeeded();
		shot("audit-overview-charts");
	}

	@Test
	void rulesAreCountedAndThoseThatNeverFiredAreMarked() {
		this.page.navigate(cockpit("/audit/decisions?decision=" + TABLE));
		Locator rules = this.page.locator("caption", new Page.LocatorOptions().setHasText("第1版")).locator("..");
		assertThat(rules.locator("tbody tr").first()).containsText("2次");
		assertThat(rules.locator("tr.kefu-never").first()).containsText("从未命中");
		shot("audit-decisions");
		rules.locator("tbody tr a").first().click();
		assertThat(this.page.getByLabel("命中的规则")).hasValue("Rule_SafetyRisk");
		assertThat(card("每次决策").locator("tbody tr")).hasCount(2);
		assertThat(card("每次决策").locator("tbody tr").first()).containsText("规则1");
	}

	@Test
	void operationsOfAPersonAreFoundAndTakenAway() throws IOException {
		this.page.navigate(cockpit("/audit/operations?user=production&caseNo=" + this.finished));
		Locator rows = this.page.locator("tbody tr");
		Locator claimed = rows.filter(new Locator.FilterOptions().setHasText("认领"));
		assertThat(claimed).hasCount(4);
		assertThat(claimed.first()).containsText("陈强");
		assertThat(claimed.first()).containsText("客户抱怨闭环处理：改善实施");
		assertThat(this.page.locator("tbody")).not().containsText("王芳");
		shot("audit-operations");
		Download csv = this.page.waitForDownload(() -> this.page.getByText("导出CSV").click());
		assertThat(csv.suggestedFilename()).endsWith(".csv");
		assertThat(Files.readString(csv.path())).contains(this.finished, "改善实施").doesNotContain("王芳");
	}

	@Test
	void refusalAndLostConnectionAreToldAndCanBeTriedAgain() {
		this.page.navigate(cockpit("/audit/instances?from=2026-07-31&to=2026-07-01"));
		Locator alert = this.page.getByRole(AriaRole.ALERT);
		assertThat(alert).containsText("不能早于");
		this.faults.removeIf((fault) -> fault.contains("status of 400"));
		this.page.route("**/default/instances?*", Route::abort);
		this.page.navigate(cockpit("/audit/instances?process=" + PAGING));
		assertThat(alert).containsText("连接不上服务器，请检查网络后重试。");
		shot("audit-error");
		this.faults.removeIf((fault) -> fault.contains("ERR_FAILED"));
		this.page.unroute("**/default/instances?*");
		this.page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("重试")).click();
		assertThat(this.page.locator("tbody tr")).hasCount(50);
		this.page.navigate(cockpit("/audit/instances?caseNo=" + UUID.randomUUID()));
		assertThat(this.page.getByText("没有符合条件的实例。")).isVisible();
	}

	// ---- what people did

	/** Improved twice, as the first time did not help; the second time too late. */
	private String complaint() {
		CaseDriver.now("2026-07-15T10:00:00+08:00");
		String caseNo = this.fixture.as("customerService", () -> this.cases.start(COMPLAINT, CaseDriver
			.filedBy(this.customer, Map.of("channel", "email", "productModel", "AP-1", "serialNo", "AP-SN-1"))));
		CaseDriver.now("2026-07-15T10:30:00+08:00");
		this.fixture.work("customerService", caseNo, "Task_AcceptComplaint", Map.of("kind", "product_quality",
				"faultCode", "E1", "safetyRisk", false, "productModel", "AP-1", "serialNo", "AP-SN-1"));
		CaseDriver.now("2026-07-15T11:00:00+08:00");
		this.fixture.work("customerService", caseNo, "Task_ReplyFirst",
				Map.of("replySummary", "已受理，正在分析", "repliedVia", "phone"));
		improve(caseNo, "15", false);
		improve(caseNo, "16", true);
		CaseDriver.now("2026-07-20T15:00:00+08:00");
		this.fixture.work("quality", caseNo, "Task_WriteImprovementReport", Map.of("reportSummary", "更换电容供应商，已验证"));
		this.fixture.work("customerService", caseNo, "Task_ReplyResult", Map.of("replySummary", "已改进，并为您更换部件"));
		this.fixture.work("customerService", caseNo, "Task_FollowUp",
				Map.of("satisfied", true, "satisfactionScore", 5));
		this.cases.assertEnded(caseNo, COMPLAINT, "EndEvent_CaseClosed");
		return caseNo;
	}

	private void improve(String caseNo, String day, boolean effective) {
		CaseDriver.now("2026-07-" + day + "T14:00:00+08:00");
		this.fixture.work("production", caseNo, "Task_AnalyseCause",
				Map.of("rootCause", "电容老化", "shortTermMeasures", "更换电容"));
		CaseDriver.now("2026-07-" + day + "T16:00:00+08:00");
		if (effective) {
			this.cases.fire(caseNo, "Event_ImplementationOverdue");
			this.cases.fire(caseNo, "Event_ImplementationOverdue");
		}
		this.fixture.work("production", caseNo, "Task_ImplementImprovement", Map.of("implementationResult", "已更换并复测"));
		this.fixture.work("quality", caseNo, "Task_VerifyEffectiveness",
				Map.of("effective", effective, "verificationNote", "抽检十台"));
	}

	// ---- what the auditor sees

	private String cockpit(String path) {
		return "http://localhost:" + this.port + "/camunda/app/cockpit/default/#" + path;
	}

	private Locator step(String id) {
		return this.page.locator("g[data-element-id='" + id + "']");
	}

	private Locator panel() {
		return this.page.locator("#kefu-panel");
	}

	private Locator card(String title) {
		return this.page.locator("section.kefu-card", new Page.LocatorOptions()
			.setHas(this.page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName(title).setExact(true))));
	}

	private void open(String tab) {
		this.page.locator(".kefu-tab", new Page.LocatorOptions().setHasText(tab)).click();
	}

	private void shot(String name) {
		this.page.screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots/" + name + ".png")));
	}

	private void shotOfPanel(String name) {
		this.page.locator(".kefu-tablist").evaluate("(bar) => bar.scrollIntoView()");
		shot(name);
	}

}
