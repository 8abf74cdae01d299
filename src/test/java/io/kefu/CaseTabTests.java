package io.kefu;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tab 案件档案 beside a task, in the installed Chromium.
 */
@ApplicationTest
class CaseTabTests {

	private static final byte[] PDF = "%PDF-1.7\n1 0 obj\n".getBytes(StandardCharsets.US_ASCII);

	private static Chromium chromium;

	private static BrowserContext window;

	@LocalServerPort
	private int port;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TaskService tasks;

	@Autowired
	private RuntimeService runtime;

	private final List<String> faults = new ArrayList<>();

	private String customer;

	private String serialNo;

	private String earlier;

	private String caseNo;

	@BeforeAll
	static void launch() {
		setDefaultAssertionTimeout(20000);
		chromium = Chromium.launch();
		window = chromium.window(new NewContextOptions().setLocale("zh-CN").setTimezoneId("America/New_York"));
	}

	@AfterAll
	static void close() {
		if (chromium != null) {
			chromium.close();
		}
	}

	@BeforeEach
	void twoCasesOfACustomer() {
		this.customer = "档案页客户<b>" + UUID.randomUUID().toString().substring(0, 8) + "</b>";
		this.serialNo = "CT-" + UUID.randomUUID().toString().substring(0, 8);
		this.jdbc.sql("insert into product (model, name) values ('CT-100', '收银机') on conflict do nothing").update();
		this.jdbc.sql("insert into customer (name) values (?)").param(this.customer).update();
		this.jdbc.sql("""
				insert into unit (serial_no, product_model, customer_id, sold_on)
				select ?, 'CT-100', id, current_date - 30 from customer where name = ?""")
			.params(this.serialNo, this.customer)
			.update();
		this.earlier = demand();
		this.caseNo = demand();
		// Later, because the demands of a key account take another way.
		this.jdbc.sql("update customer set key_account = true where name = ?").param(this.customer).update();
	}

	private String demand() {
		return this.cases.start("demand-handling", CaseDriver.filedBy(this.customer, Map.of("channel", "email",
				"inAnswerScope", true, "serialNo", this.serialNo, "productModel", "CT-100")));
	}

	@AfterEach
	void closePages() {
		window.pages().forEach(Page::close);
	}

	@Test
	void clerkSeesTheWholeCaseBesideTheForm() {
		clock("甲", "RUNNING", "now() + interval '3 hours 20 minutes 55 seconds'");
		clock("乙", "BREACHED", "now() - interval '2 hours 5 seconds'");
		clock("丙", "PAUSED", "now()");
		Page page = open("customerService", 1366, 768);
		Locator tab = tab(page);
		assertThat(tab.locator("h3")).hasText("案件 " + this.caseNo);
		Locator clocks = part(tab, "期限");
		assertThat(clocks).containsText("▷测试甲剩余 3小时20分应于 ");
		assertThat(clocks).containsText("▲测试乙已超期 2小时应于 ");
		assertThat(clocks).containsText("‖测试丙已暂停，等待客户");
		Locator facts = part(tab, "客户与产品");
		assertThat(facts).containsText(this.customer + "（重要大客户）");
		assertThat(facts).containsText("收银机");
		assertThat(facts).containsText("收到反馈时在保修期内");
		assertThat(part(tab, "消息")).containsText("待发送 给客户（邮件）");
		assertThat(part(tab, "本案的流程")).containsText("用户服务需求处理 进行中");
		assertThat(part(tab, "时间线（新的在前）")).containsText("待办“检查用户档案”");
		assertThat(tab.locator("b")).hasCount(0);
		picture(page, "case-tab");

		// A minute later by the desk's clock: the page counts by itself.
		page.clock().runFor(61000);
		assertThat(clocks).containsText("剩余 3小时19分");
		assertThat(clocks).containsText("已超期 2小时1分");

		Page file = page.waitForPopup(() -> facts.getByText("打开用户档案").click());
		assertThat(file.locator("#file-title")).hasText(this.customer + "（重要大客户）");
		file.close();
		assertThat(this.faults).isEmpty();
	}

	@Test
	void relatedCaseOpensInTheTabAndLeadsBack() {
		Page page = open("customerService", 1366, 768);
		Locator tab = tab(page);
		assertThat(part(tab, "相关案件")).containsText("处理中 · 用户服务需求 · 同一客户、同一机器 · CT-100");
		part(tab, "相关案件").getByText(this.earlier).press("Enter");
		assertThat(tab.locator("h3")).hasText("案件 " + this.earlier);
		assertThat(tab.locator("h3")).isFocused();
		assertThat(tab).containsText("不是本任务的案件");
		tab.getByText("返回本任务的案件 " + this.caseNo).press("Enter");
		assertThat(tab.locator("h3")).hasText("案件 " + this.caseNo);
		assertThat(this.faults).isEmpty();

		page.context().clearCookies();
		tab.getByText("刷新").press("Enter");
		assertThat(tab.getByRole(AriaRole.ALERT)).hasText("登录已失效，没有完成的操作没有保存。");
		tab.getByText("重新登录").press("Enter");
		assertThat(page.locator("input[type=password]")).isVisible();
	}

	@Test
	void fileIsAttachedAndOpenedByKeyboardAlone() {
		Page page = open("customerService", 1366, 768);
		List<FileChooser> choosers = new ArrayList<>();
		page.onFileChooser(choosers::add);
		tabTo(page, "案件档案");
		page.keyboard().press("Enter");
		Locator tab = page.locator(".kefu-case");
		assertThat(tab.locator("h3")).hasText("案件 " + this.caseNo);
		tabTo(page, "选择文件");
		page.keyboard().press("Enter");
		page.waitForCondition(() -> !choosers.isEmpty());
		choosers.get(0)
			.setFiles(new FilePayload[] { new FilePayload("现场（一）.pdf", "application/pdf", PDF),
					new FilePayload("假.png", "image/png", PDF) });
		tabTo(page, "上传");
		page.keyboard().press("Enter");
		Locator files = part(tab, "附件");
		assertThat(files.locator("[role=status]")).hasText("已上传1个文件。\n文件“假.png”的内容不是PNG 图片");
		assertThat(files.locator("li")).hasCount(1);
		assertThat(files.locator("li")).containsText("1 KB · 王芳 · ");
		assertThat(files.locator("input")).isFocused();
		assertThat(part(tab, "时间线（新的在前）").locator("li").first()).containsText("已上传附件“现场（一）.pdf”");
		picture(page, "case-tab-attached");
		page.keyboard().press("Shift+Tab");
		assertThat(files.getByText("现场（一）.pdf")).isFocused();
		Download download = page.waitForDownload(() -> page.keyboard().press("Enter"));
		assertThat(download.suggestedFilename()).isEqualTo("现场（一）.pdf");
		assertThat(download.path()).hasBinaryContent(PDF);
		assertThat(this.faults).allMatch((fault) -> fault.contains("status of 400"));
	}

	@Test
	void closedCaseSaysWhyNothingCanBeAttached() {
		this.jdbc
			.sql("update service_case set state = 'CLOSED', closed_at = now(), close_reason = '测试' where case_no = ?")
			.param(this.caseNo)
			.update();
		Page page = open("customerService", 1366, 768);
		Locator tab = tab(page);
		assertThat(part(tab, "附件")).containsText("案件“" + this.caseNo + "”已结案，不再接受附件。");
		assertThat(tab.locator("form")).hasCount(0);
	}

	@Test
	void phoneShowsFormAndTabWithoutScrollingSideways() {
		clock("甲", "BREACHED", "now() - interval '26 hours'");
		Page page = open("customerService", 390, 844);
		assertThat(page.locator(".task-details .form-actions .btn-primary")).isInViewport();
		assertThat(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
		picture(page, "task-phone");
		Locator tab = tab(page);
		assertThat(part(tab, "期限")).containsText("已超期 1天2小时");
		assertThat(tab.evaluate("(tab) => tab.scrollWidth <= tab.clientWidth")).isEqualTo(true);
		tab.scrollIntoViewIfNeeded();
		picture(page, "case-tab-phone");
	}

	@Test
	void taskWithoutACaseSaysWhatItBelongsTo() {
		ProcessInstance training = this.runtime.startProcessInstanceByKey("internal-training",
				Map.of("topic", "话术", "productModel", "", "reason", "新人入职"));
		String task = this.tasks.createTaskQuery()
			.processInstanceId(training.getId())
			.taskDefinitionKey("Task_PlanTraining")
			.singleResult()
			.getId();
		Page page = open("customerService", task, 1366, 768);
		assertThat(tab(page)).hasText("这项任务属于“客服内部培训”，不针对某个客户案件，没有案件档案。");
		assertThat(this.faults).isEmpty();
	}

	@Test
	void otherDepartmentsTaskOpensTheCaseThatItBelongsTo() {
		this.cases.complete(this.caseNo, "Task_CheckCustomerFile",
				Map.of("newProblem", true, "servicePeriodConfirmed", true));
		this.cases.complete(this.caseNo, "Task_AnalyseDemand", Map.of("demandType", "hardware"));
		this.cases.complete(this.caseNo, "Task_IntakeRepair",
				Map.of("productModel", "CT-100", "purchaseProof", false, "misuse", false));
		this.cases.complete(this.caseNo, "Task_AgreeMode", Map.of("serviceMode", "workshop"));
		Page page = open("engineering", this.cases.task(this.caseNo, "Task_DiagnoseFault").getId(), 1366, 768);
		Locator tab = tab(page);
		assertThat(tab.locator("h3")).hasText("案件 " + this.caseNo);
		assertThat(part(tab, "本案的流程")).containsText("硬件维修 进行中");
		assertThat(part(tab, "客户与产品")).not().containsText("打开用户档案");
		assertThat(part(tab, "相关案件")).containsText("没有您可以查看的");
		assertThat(this.faults).isEmpty();
	}

	private void clock(String name, String state, String due) {
		this.jdbc
			.sql("""
					insert into clock (case_no, process_instance_id, policy, label, round, state, amount, unit, warn_percent,
					  lead_percent, management_percent, started_at, last_start_at, budget_seconds, due_at)
					values (?, 'test', ?, ?, 1, ?, 4, 'WORKING_HOUR', 80, 100, 120, now() - interval '1 hour', now(), 14400, %s)"""
				.formatted(due))
			.params(this.caseNo, name, "测试" + name, state)
			.update();
	}

	private Page open(String login, int width, int height) {
		return open(login, this.cases.task(this.caseNo, "Task_CheckCustomerFile").getId(), width, height);
	}

	private Page open(String login, String taskId, int width, int height) {
		Page page = window.newPage();
		page.setViewportSize(width, height);
		page.setDefaultTimeout(20000);
		Chromium.logIn(page, this.port, "tasklist", login);
		page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.faults.add(message.text());
			}
		});
		page.onPageError(this.faults::add);
		page.clock().install();
		page.navigate("http://localhost:" + this.port + "/camunda/app/tasklist/default/#/?task=" + taskId);
		// The tab is built anew when the task has been loaded, and would lose the focus.
		page.locator(".task-details .fjs-container").waitFor();
		return page;
	}

	private static Locator tab(Page page) {
		page.locator(".nav-tabs a").getByText("案件档案").click();
		return page.locator(".kefu-case");
	}

	private static Locator part(Locator tab, String title) {
		return tab.getByRole(AriaRole.REGION, new Locator.GetByRoleOptions().setName(title).setExact(true));
	}

	/** Presses the tabulator until the focus is where it should be. */
	private static void tabTo(Page page, String name) {
		for (int presses = 0; presses < 100; presses++) {
			page.keyboard().press("Tab");
			if (name.equals(page.evaluate("""
					() => {
					  const at = document.activeElement;
					  return (at.labels && at.labels.length ? at.labels[0].textContent : at.textContent).trim();
					}"""))) {
				return;
			}
		}
		throw new AssertionError("the keyboard does not reach " + name);
	}

	private static void picture(Page page, String name) {
		page.screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
	}

}
