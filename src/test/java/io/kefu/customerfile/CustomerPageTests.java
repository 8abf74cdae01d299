package io.kefu.customerfile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.kefu.ApplicationTest;
import io.kefu.Chromium;
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

/**
 * The page for customers' files in the installed Chromium, opened from Tasklist's login.
 */
@ApplicationTest
class CustomerPageTests {

	private static final String SEARCH = "客户名称、编号、联系人、电话、序列号或案件编号";

	private static Chromium chromium;

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	private final List<String> faults = new ArrayList<>();

	private Page page;

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
	void prepare() {
		clean();
		this.jdbc
			.sql("""
					insert into product (model, name) values ('DA-100', '档案测试产品');
					insert into customer (name) values ('档案测试商场<b>一</b>');
					insert into unit select 'DA-SN-1', 'DA-100', id, date '2026-03-01' from customer where name like '档案测试商场%';
					insert into service_case (case_no, process_instance_id, channel, customer_id, description, received_at,
					    registered_at, registered_by)
					  select 'DA-CASE-1', 'p', 'hotline', id, '不能开机', now(), now(), 'customerService'
					  from customer where name like '档案测试商场%';
					insert into clock (case_no, process_instance_id, policy, label, round, state, amount, unit, warn_percent,
					    lead_percent, management_percent, started_at, last_start_at, budget_seconds, due_at)
					  values ('DA-CASE-1', 'p', 'test', '测试期限', 1, 'BREACHED', 4, 'HOUR', 80, 100, 120, now(), now(), 14400,
					    timestamptz '2026-02-03 09:00+08')""")
			.update();
	}

	@AfterEach
	void clean() {
		this.jdbc.sql("""
				delete from clock where case_no = 'DA-CASE-1'; delete from service_case where case_no = 'DA-CASE-1';
				delete from unit where product_model like 'DA-%'; delete from product where model like 'DA-%';
				delete from contract where contract_no like 'DA-%';
				delete from customer_contact where customer_id in (select id from customer where name like '档案测试%');
				delete from customer where name like '档案测试%'""").update();
	}

	@Test
	void clerkLooksACustomerUpAndKeepsItsFile() {
		open("customerService");
		this.page.getByLabel(SEARCH).fill("DA-SN-1");
		this.page.keyboard().press("Enter");
		Locator result = this.page.locator("#results button");
		assertThat(result).hasCount(1);
		result.press("Enter");
		assertThat(this.page.locator("#file-title")).hasText("档案测试商场<b>一</b>");
		assertThat(this.page.locator("#units")).containsText("2027-03-01");

		Locator customer = this.page.locator("#customer");
		customer.getByLabel("专人（登录名）").fill("nobody");
		customer.getByText("保存").click();
		assertThat(this.page.locator("#message")).hasText("专人“nobody”不是已有的登录名");
		assertThat(customer.getByLabel("专人（登录名）")).isFocused();
		customer.getByLabel("专人（登录名）").fill("customerService");
		customer.getByLabel("重要大客户").check();
		customer.getByText("保存").click();
		assertThat(this.page.locator("#message")).hasText("已保存。");
		assertThat(this.page.locator("#agent-name")).hasText("专人：王芳");

		Locator contact = this.page.locator("#contact");
		contact.getByLabel("姓名").fill("赵敏");
		contact.getByLabel("电话").fill("13912345678");
		contact.getByText("添加联系人").click();
		assertThat(this.page.locator("#contacts tr")).hasCount(1);
		this.page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("修改联系人赵敏")).click();
		contact.getByLabel("邮箱").fill("zhao@example.com");
		contact.getByText("保存修改").click();
		assertThat(this.page.locator("#contacts")).containsText("zhao@example.com");

		Locator contract = this.page.locator("#contract");
		contract.getByLabel("合同编号").fill("DA-2026/1");
		contract.getByLabel("服务开始").fill("2026-01-01");
		contract.getByLabel("服务结束").fill("2026-12-31");
		contract.getByText("添加合同").click();
		assertThat(this.page.locator("#contracts")).containsText("DA-2026/1");
		this.page
			.screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots/customers.png")).setFullPage(true));
		noFaults();
	}

	@Test
	void callerWhoNamesTheCaseIsToldHowItStands() {
		open("customerService");
		this.page.getByLabel(SEARCH).fill("da-case-1");
		this.page.keyboard().press("Enter");
		Locator result = this.page.locator("#results button");
		assertThat(result).hasCount(1);
		result.click();
		Locator number = this.page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("案件DA-CASE-1的进展"));
		number.click();
		assertThat(this.page.locator("#cases .progress li")).hasText("期限“测试期限”应于 2026-02-03 09:00 前完成，已超期");
		number.click();
		assertThat(this.page.locator("#cases .progress")).hasCount(0);
		noFaults();

		this.page.context().clearCookies();
		number.click();
		assertThat(this.page.locator("#message")).hasText("登录已失效，没有完成的操作没有保存。重新登录");
		this.page.locator("#message a").click();
		assertThat(this.page.locator("input[type=password]")).isVisible();
	}

	@Test
	void clerkChecksAFileThenImportsIt() {
		open("customerService");
		this.page.getByText("导入文件").click();
		upload("序列号,产品型号,客户名称\nDA-SN-2,DA-100,\nDA-SN-2,DA-100,\nDA-SN-3,DA-999,没有的客户\n", StandardCharsets.UTF_8);
		assertThat(this.page.locator("#report-title")).hasText("机器.csv：有问题，未导入");
		assertThat(this.page.locator("#report-text")).containsText("共3处问题");
		assertThat(this.page.locator("#rejected-lines tr").first()).hasText("3序列号与第2行重复DA-SN-2");
		assertThat(this.page.locator("#import-now")).isDisabled();
		this.page
			.screenshot(new ScreenshotOptions().setPath(Path.of("target/screenshots/import.png")).setFullPage(true));

		upload("序列号,产品型号\nDA-SN-2,DA-100\n", Charset.forName("GBK"));
		assertThat(this.page.locator("#report-title")).hasText("机器.csv：试运行通过");
		assertThat(this.page.locator("#report-text")).hasText("按“CSV，GB18030（GBK）”读取，共1行。正式导入后将新增机器1。");
		this.page.locator("#import-now").click();
		assertThat(this.page.locator("#report-title")).hasText("机器.csv：已导入");
		assertThat(this.page.locator("#history tr").first()).containsText("正式导入");
		org.assertj.core.api.Assertions
			.assertThat(
					this.jdbc.sql("select count(*) from unit where serial_no = 'DA-SN-2'").query(Long.class).single())
			.isEqualTo(1);
		noFaults();
	}

	@Test
	void auditorReadsAndIsOfferedNothingElse() {
		open("auditor");
		this.page.getByLabel(SEARCH).fill("DA-SN-1");
		this.page.keyboard().press("Enter");
		Locator result = this.page.locator("#results button");
		assertThat(result).hasCount(1);
		result.click();
		assertThat(this.page.locator("#units")).containsText("DA-SN-1");
		assertThat(this.page.getByText("保存").first()).isHidden();
		assertThat(this.page.locator("#contact")).isHidden();
		this.page.getByText("导入文件").click();
		assertThat(this.page.locator("#history")).isVisible();
		assertThat(this.page.locator("#upload")).isHidden();
		noFaults();
	}

	private void upload(String text, Charset charset) {
		this.page.locator("#upload select").selectOption("units");
		this.page.locator("#upload input[type=file]")
			.setInputFiles(new FilePayload("机器.csv", "text/csv", text.getBytes(charset)));
		this.page.getByText("试运行", new Page.GetByTextOptions().setExact(true)).first().click();
	}

	private void open(String login) {
		this.page = chromium.window(
				new NewContextOptions().setLocale("zh-CN").setTimezoneId("Asia/Shanghai").setViewportSize(1366, 768))
			.newPage();
		this.page.setDefaultTimeout(20000);
		String app = login.equals("auditor") ? "cockpit" : "tasklist";
		Chromium.logIn(this.page, this.port, app, login);
		this.page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.faults.add(message.text());
			}
		});
		this.page.onPageError(this.faults::add);
		this.page.navigate("http://localhost:" + this.port + "/kefu/customers/");
		assertThat(this.page.locator("h1")).hasText("用户档案");
	}

	/** A refusal shows up in the console as a failed request; nothing else may. */
	private void noFaults() {
		org.assertj.core.api.Assertions.assertThat(this.faults).allMatch((fault) -> fault.contains("status of 400"));
	}

}
