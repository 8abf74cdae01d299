package io.kefu;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
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

	@LocalServerPort
	private int port;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private JdbcClient jdbc;

	private TasklistBrowser browser;

	@BeforeAll
	void openBrowser() {
		this.browser = new TasklistBrowser(this.port, this.engine);
	}

	@AfterAll
	void closeBrowser() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@Test
	void complaintTravelsFromTheClerkThroughTheDepartmentsToItsClosing() {
		String caseNo = fileComplaint();
		this.browser.work("customerService", caseNo, "受理并分类", (form) -> {
			TasklistBrowser.choose(form, "反馈类型", "产品质量问题");
			form.getByLabel("故障代码").fill("PWR-01");
			TasklistBrowser.radio(form, "是否有安全风险", "否");
			this.browser.picture("customerService", "accept");
		});
		this.browser.card("customerService", caseNo, "首次回复客户");
		this.browser.picture("customerService", "tasklist");
		this.browser.work("customerService", caseNo, "首次回复客户", (form) -> {
			form.getByLabel("回复内容").fill("已受理，正在分析原因，三个工作日内答复");
			TasklistBrowser.choose(form, "回复方式", "电话");
		});
		this.browser.work("production", caseNo, "综合分析原因", (form) -> {
			form.getByLabel("原因分析").fill("电源板电容老化");
			form.getByLabel("短期措施").fill("为客户更换电源板");
			form.getByLabel("长期措施").fill("更换电容供应商");
			this.browser.picture("production", "measures");
		});
		this.browser.work("production", caseNo, "改善实施", (form) -> form.getByLabel("实施结果").fill("电源板已更换并老化测试48小时"));
		this.browser.work("quality", caseNo, "效果确认", (form) -> {
			TasklistBrowser.radio(form, "改善是否有效", "有效");
			form.getByLabel("效果确认说明").fill("抽检二十台无异常");
		});
		this.browser.work("quality", caseNo, "编制改善报告",
				(form) -> form.getByLabel("报告内容").fill("客户诉怨分析改善报告：电容老化，已更换供应商"));
		this.browser.work("customerService", caseNo, "回复客户处理结果", (form) -> {
			assertThat(form.getByLabel("回复内容")).hasValue("");
			form.getByLabel("回复内容").fill("已为您更换电源板，并改进了来料检验");
			Download report = this.browser.page("customerService")
				.waitForDownload(() -> form.getByText("下载《客户诉怨分析改善报告》").click());
			assertThat(report.suggestedFilename()).isEqualTo("客户诉怨分析改善报告 " + caseNo + "-01.pdf");
		});
		this.browser.work("customerService", caseNo, "回访", (form) -> {
			TasklistBrowser.radio(form, "客户是否满意", "满意");
			form.getByLabel("满意度").fill("5");
			this.browser.picture("customerService", "follow-up");
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
		Page page = this.browser.page("customerService");
		Locator form = this.browser.startForm("customerService", "案件事项登记");
		form.getByLabel("案件编号").fill("KF-20200101-0001");
		TasklistBrowser.choose(form, "登记事项", "客户撤回");
		form.getByLabel("说明").fill("客户来电撤回");
		page.locator(".modal-footer button", new Page.LocatorOptions().setHasText("启动")).click();
		assertThat(page.getByText("案件“KF-20200101-0001”不存在").first()).isVisible();
		this.browser.picture("customerService", "refused");
		page.locator(".modal-footer button", new Page.LocatorOptions().setHasText("关闭")).click();
	}

	@Test
	void formSpeaksTheLanguageOfTheBrowser() {
		Page page = this.browser.page("customerService");
		Locator form = this.browser.startForm("customerService", "客户抱怨闭环处理");
		form.getByLabel("联系电话").waitFor();
		page.locator(".modal-footer button", new Page.LocatorOptions().setHasText("启动")).click();
		form.getByLabel("联系电话").fill("总机");
		form.getByLabel("电子邮件").fill("没有");
		Locator complaints = form.locator(".fjs-form-field-error");
		assertThat(complaints).hasText(new String[] { "此项必填。", "格式不正确，请参看此项的说明。", "请填写正确的电子邮件地址。", "此项必填。", "此项必填。" });
		assertThat(form.locator(".fjs-select-display").first()).hasText("请选择");
		Locator date = form.getByLabel("反馈时间");
		assertThat(date).hasAttribute("placeholder", "年-月-日");
		date.click();
		assertThat(form.locator(".flatpickr-weekdaycontainer"))
			.hasText(Pattern.compile("一\\s*二\\s*三\\s*四\\s*五\\s*六\\s*日"));
		assertThat(form.locator(".flatpickr-monthDropdown-month").first()).hasText("1月");
		date.fill("2026/3/5");
		date.press("Enter");
		assertThat(date).hasValue("2026-03-05");
		assertThat(complaints.nth(4)).hasText("日期和时刻须同时填写。");
		this.browser.picture("customerService", "form-texts");
		page.reload();

		Page english = this.browser.newPage(new NewContextOptions().setLocale("en-US").setTimezoneId("Asia/Shanghai"));
		Chromium.logIn(english, this.port, "tasklist", "customerService");
		english.navigate("http://localhost:" + this.port + "/camunda/app/tasklist/default/");
		english.getByText("Start process").first().click();
		english.locator(".modal-dialog").getByText("客户抱怨闭环处理").click();
		english.getByLabel("联系电话").waitFor();
		english.locator(".modal-footer button", new Page.LocatorOptions().setHasText("Start")).click();
		assertThat(english.locator(".fjs-form-field-error").first()).hasText("Field is required.");
		assertThat(english.getByLabel("反馈时间")).hasAttribute("placeholder", "mm/dd/yyyy");
		english.context().close();
	}

	@Test
	void everyDepartmentFindsTheFiveFilters() {
		for (String user : List.of("customerService", "finance")) {
			Page page = this.browser.page(user);
			assertThat(page.getByPlaceholder("筛选任务")).isVisible();
			for (String filter : List.of("我的任务", "本部门待领取", "今日到期", "已超期", "全部可见")) {
				assertThat(page.locator(".task-filters").getByText(filter)).isVisible();
			}
		}
	}

	private String fileComplaint() {
		Page page = this.browser.page("customerService");
		Locator form = this.browser.startForm("customerService", "客户抱怨闭环处理");
		form.getByLabel("客户名称").fill("苏州新城百货");
		form.getByLabel("联系人").fill("赵敏");
		form.getByLabel("联系电话").fill("13912345678");
		form.getByLabel("电子邮件").fill("zhaomin@example.com");
		TasklistBrowser.choose(form, "反馈方式", "客服热线");
		form.getByLabel("产品型号").fill("KF-300");
		form.getByLabel("诉怨内容").fill("使用两周后自动关机");
		form.getByLabel("客户原话").fill("用着用着就自己关了");
		form.getByLabel("已与客户核实").check();
		form.getByLabel("客户诉求").fill("维修或更换");
		this.browser.picture("customerService", "start-form");
		this.browser.submitStart("customerService");
		return this.jdbc
			.sql("select case_no from service_case c join customer k on k.id = c.customer_id "
					+ "where k.name = '苏州新城百货' order by c.registered_at desc limit 1")
			.query(String.class)
			.single();
	}

	private void cockpitShowsTheProcess() {
		Page page = this.browser.newPage();
		Chromium.logIn(page, this.port, "cockpit", "auditor");
		page.navigate("http://localhost:" + this.port + "/camunda/app/cockpit/default/#/processes");
		page.getByText("客户抱怨闭环处理").first().click();
		assertThat(page.locator(".djs-container")).isVisible();
		page.waitForTimeout(1500);
		this.browser.picture(page, "cockpit");
	}

}
