package io.kefu;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import com.microsoft.playwright.Locator;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
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
 * Departments work on a paid repair and on a return in Tasklist, from the customer's call
 * to the closing.
 */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class DemandTasklistTests {

	private static final String CLERK = "customerService";

	@LocalServerPort
	private int port;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private TaskService tasks;

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
	void hardwareFaultOutOfWarrantyIsRepairedAfterTheCustomersConsentAndPaid() {
		String customer = "付费维修客户" + UUID.randomUUID().toString().substring(0, 8);
		Locator start = this.browser.startForm(CLERK, "用户服务需求处理");
		fileCase(start, customer);
		TasklistBrowser.radio(start, "问题是否在回答范围内", "是");
		this.browser.submitStart(CLERK);
		String caseNo = caseOf(customer);
		this.browser.work(CLERK, caseNo, "检查用户档案", (form) -> {
			TasklistBrowser.radio(form, "是否新问题", "是");
			TasklistBrowser.radio(form, "客户是否在服务期内", "是");
			this.browser.picture(CLERK, "customer-file");
		});
		this.browser.work(CLERK, caseNo, "记录并分析问题类型", (form) -> {
			TasklistBrowser.choose(form, "问题类型", "硬件问题");
			form.getByLabel("故障代码").fill("PWR-02");
		});
		this.browser.work(CLERK, caseNo, "受理维修", (form) -> {
			TasklistBrowser.radio(form, "能否提供购买证明", "不能");
			TasklistBrowser.radio(form, "是否人为损坏或使用不当", "否");
		});
		this.browser.work(CLERK, caseNo, "商定维修方式", (form) -> TasklistBrowser.radio(form, "解决方式", "送修（配件维修）"));
		this.browser.work("engineering", caseNo, "检测诊断", (form) -> {
			form.getByLabel("故障描述").fill("电源板击穿");
			TasklistBrowser.radio(form, "是否人为损坏", "否");
			TasklistBrowser.radio(form, "能否修复", "能");
			TasklistBrowser.radio(form, "维修途径", "配件维修（送修）");
			TasklistBrowser.radio(form, "是否需要订购配件", "否");
		});
		this.browser.work(CLERK, caseNo, "报价", (form) -> {
			form.getByLabel("维修费（元）").fill("200");
			form.getByLabel("配件费（元）").fill("80");
			this.browser.picture(CLERK, "quote");
		});
		assertThat(openSteps(caseNo)).as("no repair before the consent").doesNotContain("配件维修");
		this.browser.work(CLERK, caseNo, "记录客户确认", (form) -> {
			TasklistBrowser.radio(form, "客户是否同意维修", "同意");
			form.getByLabel("确认人").fill("陈静");
		});
		this.browser.work("engineering", caseNo, "配件维修", (form) -> {
			form.getByLabel("维修内容").fill("更换电源板");
			form.getByLabel("维修人员").fill("刘工");
		});
		this.browser.work("quality", caseNo, "检验", (form) -> TasklistBrowser.radio(form, "检验是否合格", "合格"));
		this.browser.work(CLERK, caseNo, "交付客户", (form) -> {
			TasklistBrowser.radio(form, "客户是否确认可正常使用", "是");
			form.getByLabel("客户签单人").fill("陈静");
			TasklistBrowser.radio(form, "旧件去向", "交客户");
		});
		this.browser.work("finance", caseNo, "开票催款", (form) -> {
			form.getByLabel("发票号码").fill("FP-20261122-1");
			form.getByLabel("开票金额（元）").fill("280");
		});
		this.browser.work(CLERK, caseNo, "跟踪问题在规定时间内解决", (form) -> {
			TasklistBrowser.radio(form, "是否在规定时间内解决", "已解决");
			form.getByLabel("处理结果").fill("已修复并交付");
		});
		assertClosedWith(caseNo, "维修单");
	}

	@Test
	void faultyProductIsExchangedAfterAllHaveSigned() {
		String customer = "换货客户" + UUID.randomUUID().toString().substring(0, 8);
		fileCase(this.browser.startForm(CLERK, "退换货"), customer);
		this.browser.submitStart(CLERK);
		String caseNo = caseOf(customer);
		this.browser.work(CLERK, caseNo, "退换货申请核对", (form) -> {
			TasklistBrowser.radio(form, "处理方式", "交换：以良品换回不良品");
			TasklistBrowser.radio(form, "退换原因", "质量缺陷");
			TasklistBrowser.date(form, "购买日期", LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(3));
			TasklistBrowser.radio(form, "包装是否完整", "是");
			TasklistBrowser.radio(form, "是否人为损坏", "否");
			form.getByLabel("客户已核对三包条款").check();
			this.browser.picture(CLERK, "return-request");
		});
		this.browser.work("regionalSales", caseNo, "填写产品换货单", (form) -> {
			form.getByLabel("换货产品").fill("KF-300 一台");
			form.getByLabel("数量").fill("1");
			form.getByLabel("详细换货原因").fill("开机即自动关机");
		});
		this.browser.work("regionalSalesLead", caseNo, "区域市场负责人签字",
				(form) -> TasklistBrowser.radio(form, "是否同意换货", "是"));
		this.browser.work("salesOffice", caseNo, "办公室核查确认", (form) -> {
			TasklistBrowser.radio(form, "产品是否与换货单相符", "是");
			form.getByLabel("办公室意见").fill("同意换货");
		});
		this.browser.work("management", caseNo, "总经理指示", (form) -> {
			TasklistBrowser.radio(form, "是否批准换货", "是");
			form.getByLabel("指示").fill("尽快办理");
		});
		this.browser.work("materials", caseNo, "货单同行入库", (form) -> {
			form.getByLabel("RMA编号").fill(rmaOf(caseNo));
			form.getByLabel("数量").fill("1");
			TasklistBrowser.radio(form, "单据是否随货同行", "是");
		});
		this.browser.work("quality", caseNo, "检验", (form) -> TasklistBrowser.radio(form, "检验结论", "确认故障"));
		this.browser.work(CLERK, caseNo, "请示领导并送厂方", (form) -> TasklistBrowser.radio(form, "厂方是否同意调换", "是"));
		this.browser.work("materials", caseNo, "发换新品", (form) -> {
			form.getByLabel("运单号").fill("SF1234567890");
			TasklistBrowser.radio(form, "是否原包装或妥善包装", "是");
		});
		this.browser.work(CLERK, caseNo, "确认客户收到新品",
				(form) -> TasklistBrowser.date(form, "客户收货日期", LocalDate.now(ZoneId.of("Asia/Shanghai"))));
		this.browser.work(CLERK, caseNo, "登记换货台账", (form) -> form.getByLabel("经办人").fill("王芳"));
		assertClosedWith(caseNo, "产品换货单");
	}

	private static void fileCase(Locator form, String customer) {
		form.getByLabel("客户名称").fill(customer);
		form.getByLabel("联系人").fill("陈静");
		form.getByLabel("联系电话").fill("13912345678");
		form.getByLabel("电子邮件").fill("chenjing@example.com");
		TasklistBrowser.choose(form, "反馈方式", "电子邮件");
		form.getByLabel("产品型号").fill("KF-300");
		form.getByLabel("需求内容").fill("通电后没有反应");
	}

	private String caseOf(String customer) {
		return this.jdbc
			.sql("select case_no from service_case c join customer k on k.id = c.customer_id where k.name = ?")
			.param(customer)
			.query(String.class)
			.single();
	}

	private String rmaOf(String caseNo) {
		return this.jdbc.sql("select rma_no from rma where case_no = ?").param(caseNo).query(String.class).single();
	}

	private List<String> openSteps(String caseNo) {
		return this.tasks.createTaskQuery()
			.processInstanceBusinessKey(caseNo)
			.list()
			.stream()
			.map(Task::getName)
			.toList();
	}

	private void assertClosedWith(String caseNo, String document) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> "CLOSED".equals(this.jdbc.sql("select state from service_case where case_no = ?")
				.param(caseNo)
				.query(String.class)
				.single()));
		assertThat(this.jdbc.sql("select title from case_document where case_no = ?")
			.param(caseNo)
			.query(String.class)
			.list()).containsExactly(document);
	}

}
