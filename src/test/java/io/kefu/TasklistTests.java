package io.kefu;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.LoadState;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Staff at work in Tasklist, in a real browser. Leaves pictures in
 * {@code target/screenshots}.
 */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class TasklistTests {

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	private final Map<String, Page> pages = new HashMap<>();

	@LocalServerPort
	private int port;

	@Autowired
	private JobExecutor jobExecutor;

	@Autowired
	private TaskService tasks;

	@Autowired
	private JdbcClient jdbc;

	private Chromium chromium;

	@BeforeAll
	void openBrowser() {
		this.chromium = Chromium.launch();
		PlaywrightAssertions.setDefaultAssertionTimeout(20000);
		this.jobExecutor.start();
	}

	@AfterAll
	void closeBrowser() {
		this.jobExecutor.shutdown();
		if (this.chromium != null) {
			this.chromium.close();
		}
	}

	@Test
	void complaintTravelsFromTheClerkThroughTheDepartmentsToItsClosing() {
		String caseNo = fileComplaint();
		work("customerService", caseNo, "受理并分类", (form) -> {
			choose(form, "反馈类型", "产品质量问题");
			form.getByLabel("故障代码").fill("PWR-01");
			radio(form, "是否有安全风险", "否");
			picture("customerService", "accept");
		});
		work("customerService", caseNo, "首次回复客户", (form) -> {
			form.getByLabel("回复内容").fill("已受理，正在分析原因，三个工作日内答复");
			choose(form, "回复方式", "电话");
		});
		work("production", caseNo, "综合分析原因", (form) -> {
			form.getByLabel("原因分析").fill("电源板电容老化");
			form.getByLabel("短期措施").fill("为客户更换电源板");
			form.getByLabel("长期措施").fill("更换电容供应商");
			picture("production", "measures");
		});
		work("production", caseNo, "改善实施", (form) -> form.getByLabel("实施结果").fill("电源板已更换并老化测试48小时"));
		work("quality", caseNo, "效果确认", (form) -> {
			radio(form, "改善是否有效", "有效");
			form.getByLabel("效果确认说明").fill("抽检二十台无异常");
		});
		work("quality", caseNo, "编制改善报告", (form) -> form.getByLabel("报告内容").fill("客户诉怨分析改善报告：电容老化，已更换供应商"));
		work("customerService", caseNo, "回复客户处理结果", (form) -> {
			assertThat(form.getByLabel("回复内容")).hasValue("");
			form.getByLabel("回复内容").fill("已为您更换电源板，并改进了来料检验");
		});
		work("customerService", caseNo, "回访", (form) -> {
			radio(form, "客户是否满意", "满意");
			form.getByLabel("满意度").fill("5");
			picture("customerService", "follow-up");
		});
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> "CLOSED".equals(this.jdbc.sql("select state from service_case where case_no = ?")
				.param(caseNo)
				.query(String.class)
				.single()));
		cockpitShowsTheProcess();
	}

	@Test
	void formTellsTheClerkWhatIsWrongAndTheTaskStays() {
		Page page = page("customerService");
		Locator form = startForm(page, "案件事项登记");
		form.getByLabel("案件编号").fill("KF-20200101-0001");
		choose(form, "登记事项", "客户撤回");
		form.getByLabel("说明").fill("客户来电撤回");
		page.locator(".modal-footer button", new Page.LocatorOptions().setHasText("Start")).click();
		assertThat(page.getByText("案件“KF-20200101-0001”不存在").first()).isVisible();
		picture("customerService", "refused");
		page.locator(".modal-footer button", new Page.LocatorOptions().setHasText("Close")).click();
	}

	@Test
	void everyDepartmentFindsTheFiveFilters() {
		for (String user : List.of("customerService", "finance")) {
			Page page = page(user);
			for (String filter : List.of("我的任务", "本部门待领取", "今日到期", "已超期", "全部可见")) {
				assertThat(page.locator(".task-filters").getByText(filter)).isVisible();
			}
		}
	}

	private String fileComplaint() {
		Page page = page("customerService");
		Locator form = startForm(page, "客户抱怨闭环处理");
		form.getByLabel("客户名称").fill("苏州新城百货");
		form.getByLabel("联系人").fill("赵敏");
		form.getByLabel("联系电话").fill("13912345678");
		form.getByLabel("电子邮件").fill("zhaomin@example.com");
		choose(form, "反馈方式", "客服热线");
		form.getByLabel("产品型号").fill("KF-300");
		form.getByLabel("诉怨内容").fill("使用两周后自动关机");
		form.getByLabel("客户原话").fill("用着用着就自己关了");
		form.getByLabel("已与客户核实").check();
		form.getByLabel("客户诉求").fill("维修或更换");
		picture("customerService", "start-form");
		page.locator(".modal-footer button", new Page.LocatorOptions().setHasText("Start")).click();
		assertThat(page.locator(".modal-dialog")).hasCount(0);
		return this.jdbc
			.sql("select case_no from service_case c join customer k on k.id = c.customer_id "
					+ "where k.name = '苏州新城百货' order by c.registered_at desc limit 1")
			.query(String.class)
			.single();
	}

	private Locator startForm(Page page, String process) {
		page.getByText("Start process").click();
		page.locator(".modal-dialog").getByText(process, new Locator.GetByTextOptions().setExact(true)).click();
		return page.locator(".modal-dialog .fjs-container");
	}

	/**
	 * Finds the task among those of the department, claims it, fills in its form and
	 * completes it.
	 */
	private void work(String user, String caseNo, String step, Consumer<Locator> fillIn) {
		Awaitility.await(step).atMost(Duration.ofSeconds(30)).until(() -> open(caseNo, step) == 1);
		Page page = page(user);
		page.reload();
		page.locator(".task-filters").getByText("本部门待领取").click();
		Locator card = page.locator("li.task")
			.filter(new FilterOptions().setHasText(caseNo))
			.filter(new FilterOptions().setHasText(step));
		assertThat(card).containsText("案件编号");
		if (step.equals("首次回复客户")) {
			picture(user, "tasklist");
		}
		card.locator("h4.task a").click();
		page.locator(".task-card").getByText("Claim").click();
		Locator form = page.locator(".task-details .fjs-container");
		assertThat(form).containsText(caseNo);
		assertThat(page.getByText("Unclaim").or(page.locator(".task-card .assignee")).first()).isVisible();
		fillIn.accept(form);
		Locator complete = page.locator("button", new Page.LocatorOptions().setHasText("Complete"));
		assertThat(complete).isEnabled();
		// Leaving the field first: the form may move when it is checked, under the mouse.
		page.keyboard().press("Tab");
		complete.click();
		assertThat(form).hasCount(0);
		Awaitility.await(step + " is completed").atMost(Duration.ofSeconds(30)).until(() -> open(caseNo, step) == 0);
	}

	private long open(String caseNo, String step) {
		return this.tasks.createTaskQuery().processInstanceBusinessKey(caseNo).taskName(step).count();
	}

	private void cockpitShowsTheProcess() {
		Page page = this.chromium.browser().newContext(options()).newPage();
		logIn(page, "cockpit", "auditor");
		page.navigate("http://localhost:" + this.port + "/camunda/app/cockpit/default/#/processes");
		page.getByText("客户抱怨闭环处理").first().click();
		assertThat(page.locator(".djs-container")).isVisible();
		page.waitForTimeout(1500);
		page.screenshot(new ScreenshotOptions().setPath(SCREENSHOTS.resolve("cockpit.png")));
	}

	private Page page(String user) {
		return this.pages.computeIfAbsent(user, (login) -> {
			Page page = this.chromium.browser().newContext(options()).newPage();
			page.setDefaultTimeout(20000);
			logIn(page, "tasklist", login);
			return page;
		});
	}

	private static NewContextOptions options() {
		return new NewContextOptions().setLocale("zh-CN").setTimezoneId("Asia/Shanghai").setViewportSize(1366, 900);
	}

	private void logIn(Page page, String app, String user) {
		page.navigate("http://localhost:" + this.port + "/camunda/app/" + app + "/default/");
		Locator password = page.locator("input[type=password]");
		password.waitFor();
		// The page shows its fields before it listens to them: a login that came too
		// early is
		// repeated, as a person would.
		for (int attempt = 1; attempt <= 5 && password.count() > 0; attempt++) {
			page.waitForLoadState(LoadState.NETWORKIDLE);
			page.locator("input[ng-model=username]").fill(user);
			password.fill("demo");
			page.locator("button[type=submit]").click();
			page.waitForTimeout(5000);
		}
		assertThat(password).hasCount(0);
	}

	private static void choose(Locator form, String label, String option) {
		form.locator(".fjs-form-field-select")
			.filter(new FilterOptions().setHasText(label))
			.locator(".fjs-input-group")
			.click();
		form.locator(".fjs-dropdownlist-item").filter(new FilterOptions().setHasText(option)).first().click();
	}

	private static void radio(Locator form, String label, String option) {
		form.locator(".fjs-form-field-radio")
			.filter(new FilterOptions().setHasText(label))
			.getByText(option, new Locator.GetByTextOptions().setExact(true))
			.click();
	}

	private void picture(String user, String name) {
		page(user).screenshot(new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
	}

}
