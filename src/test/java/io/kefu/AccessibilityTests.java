package io.kefu;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our pages keep nobody out: axe-core has no serious or critical finding in them,
 * contrast among them. What surrounds our parts in the web apps is Camunda's own markup
 * and not looked at: nothing there is ours to mend.
 */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class AccessibilityTests {

	private static final Set<String> GRAVE = Set.of("serious", "critical");

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	/** Where customers answer; anybody may. */
	private static final String PUBLIC = "api/public/survey/";

	private Chromium chromium;

	@LocalServerPort
	private int port;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	@Autowired
	private JdbcClient jdbc;

	private final Map<String, Page> pages = new HashMap<>();

	/** What addresses name in braces. */
	private final Map<String, String> values = new HashMap<>();

	/**
	 * A page of ours, or a part of one.
	 *
	 * @param name what people call it
	 * @param login who opens it; null for anybody
	 * @param app the web app through which they log in
	 * @param address where it is
	 * @param ours selector of what is ours in it
	 * @param prepare what to do until it is all there
	 */
	private record Part(String name, String login, String app, String address, String ours, Consumer<Page> prepare) {

		@Override
		public String toString() {
			return this.name;
		}

	}

	/** A new page is one more line. */
	static Stream<Part> parts() {
		String tasklist = "camunda/app/tasklist/default/#/";
		String clerk = "customerService";
		String cockpit = "camunda/app/cockpit/default/#/";
		return Stream.of(
				new Part("表单", clerk, "tasklist", tasklist + "?task={task}", ".task-details .fjs-container",
						waitFor(".task-details .fjs-container input")),
				new Part("案件档案", clerk, "tasklist", tasklist + "?task={task}&detailsTab=kefu-case", ".kefu-case",
						waitFor(".kefu-case form")),
				new Part("用户档案", clerk, "tasklist", "kefu/customers/#{customer}", "body", waitFor("#units")),
				new Part("导入文件", clerk, "tasklist", "kefu/customers/", "body",
						(page) -> page.getByText("导入文件").click()),
				new Part("满意度调查", clerk, "tasklist", "kefu/surveys/#{survey}", "body", waitFor("#report")),
				new Part("评价页", null, null, PUBLIC + "{token}", "body", waitFor("form")),
				new Part("无效链接", null, null, PUBLIC + "none", "body", waitFor("h1")),
				audit("历史实例", cockpit + "audit/instances"), audit("流程总览", cockpit + "audit/overview"),
				audit("决策审计", cockpit + "audit/decisions"), audit("操作日志", cockpit + "audit/operations"),
				audit("封存记录", cockpit + "audit/seals"), audit("实例审计", cockpit + "process-instance/{instance}/history"));
	}

	private static Part audit(String name, String address) {
		return new Part(name, "auditor", "cockpit", address, ".kefu-audit",
				(page) -> page.waitForCondition(() -> page.title().startsWith(name)
						&& page.locator(".kefu-audit h2, .kefu-audit form").count() > 0
						&& page.locator(".kefu-audit [aria-busy]").count() == 0));
	}

	private static Consumer<Page> waitFor(String selector) {
		return (page) -> page.locator(selector).first().waitFor();
	}

	@BeforeAll
	void aCaseAndASurvey() {
		this.chromium = Chromium.launch();
		String customer = "无障碍客户" + UUID.randomUUID();
		String caseNo = this.cases.start("demand-handling",
				CaseDriver.filedBy(customer, Map.of("channel", "email", "inAnswerScope", true)));
		this.jdbc
			.sql("""
					insert into case_attachment (case_no, file_name, media_type, size, sha256, content, uploaded_at, uploaded_by)
					values (?, '说明.txt', 'text/plain', 1, 'x', 'x', now(), 'customerService')""")
			.param(caseNo)
			.update();
		for (String state : List.of("RUNNING", "PAUSED", "MET", "BREACHED", "CANCELLED")) {
			this.jdbc
				.sql("""
						insert into clock (case_no, process_instance_id, policy, label, round, state, amount, unit, warn_percent,
						  lead_percent, management_percent, started_at, last_start_at, budget_seconds, due_at, stopped_at)
						values (?, 'test', ?, ?, 1, ?, 4, 'HOUR', 80, 100, 120, now(), now(), 14400, now(),
						  case when ? in ('MET', 'CANCELLED') then now() end)""")
				.params(caseNo, state, "测试期限", state, state)
				.update();
		}
		this.values.put("task", this.cases.task(caseNo, "Task_CheckCustomerFile").getId());
		this.values.put("instance", this.cases.task(caseNo, "Task_CheckCustomerFile").getProcessInstanceId());
		this.values.put("customer", this.cases.field(caseNo, "customer_id"));
		aSurvey(caseNo);
	}

	/** Of a month long ago, in which nobody else's case was closed. */
	private void aSurvey(String caseNo) {
		LocalDate day = LocalDate.of(1930, 6, 15);
		this.jdbc.sql("update service_case set state = 'CLOSED', closed_at = ? where case_no = ?")
			.params(Timestamp.from(day.atStartOfDay(ZONE).toInstant()), caseNo)
			.update();
		ProcessInstance survey = this.runtime.startProcessInstanceByKey("satisfaction-survey",
				new HashMap<>(Map.of("title", "无障碍调查", "question1", "您对服务态度满意吗？", "periodFrom", "1930-06-01",
						"periodTo", "1930-06-30", "sampleSize", 1, "anonymous", false, "closesOn",
						LocalDate.now(ZONE).plusDays(7).toString())));
		this.values.put("survey", String.valueOf(this.runtime.getVariable(survey.getId(), "surveyId")));
		for (Job job : this.management.createJobQuery().processInstanceId(survey.getId()).messages().list()) {
			this.management.executeJob(job.getId());
		}
		Matcher token = Pattern.compile(PUBLIC + "([A-Za-z0-9_-]+)")
			.matcher(this.jdbc.sql("select body from notification where case_no = ? and template = 'survey-invitation'")
				.param(caseNo)
				.query(String.class)
				.single());
		assertThat(token.find()).isTrue();
		this.values.put("token", token.group(1));
		this.jdbc.sql("update service_case set state = 'OPEN', closed_at = null where case_no = ?")
			.param(caseNo)
			.update();
	}

	@AfterAll
	void close() {
		if (this.chromium != null) {
			this.chromium.close();
		}
	}

	@ParameterizedTest
	@MethodSource("parts")
	void nothingGraveIsFound(Part part) {
		Page page = page(part);
		String address = part.address();
		for (Map.Entry<String, String> value : this.values.entrySet()) {
			address = address.replace("{" + value.getKey() + "}", value.getValue());
		}
		page.navigate("http://localhost:" + this.port + "/" + address);
		part.prepare().accept(page);
		Locator ours = page.locator(part.ours());
		ours.first().waitFor();
		// Legacy: without a second page, which only frames of other origins need.
		assertThat(new AxeBuilder(page).setLegacyMode(true).include(part.ours()).analyze().getViolations())
			.filteredOn((rule) -> GRAVE.contains(rule.getImpact()))
			.extracting(AccessibilityTests::describe)
			.isEmpty();
	}

	/** One window for each login: what its pages share is loaded once. */
	private Page page(Part part) {
		return this.pages.computeIfAbsent(Objects.toString(part.login()), (login) -> {
			Page page = this.chromium
				.window(new NewContextOptions().setLocale("zh-CN")
					.setTimezoneId("Asia/Shanghai")
					.setViewportSize(1366, 768)
					// Some pages allow no scripts at all, and axe is one.
					.setBypassCSP(true))
				.newPage();
			page.setDefaultTimeout(20000);
			if (part.login() != null) {
				Chromium.logIn(page, this.port, part.app(), part.login());
			}
			return page;
		});
	}

	private static String describe(Rule rule) {
		return rule.getId() + ": " + rule.getHelp()
				+ rule.getNodes()
					.stream()
					.limit(5)
					.map(CheckedNode::getHtml)
					.reduce("", (all, html) -> all + "\n  " + html);
	}

}
