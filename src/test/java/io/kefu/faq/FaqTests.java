package io.kefu.faq;

import java.nio.charset.StandardCharsets;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Entries for common questions: how they are found, who may write them, and that no
 * version is lost.
 */
@ApplicationTest
class FaqTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

	@LocalServerPort
	private int port;

	@Autowired
	private Faqs faqs;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private RepositoryService repository;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private TaskService tasks;

	@Autowired
	private CaseDriver driver;

	@BeforeEach
	void begin() {
		ClockUtil.setCurrentTime(CaseDriver.at("2026-11-23T09:00:00+08:00"));
		this.jdbc.sql("truncate faq_entry, faq_term, faq_use").update();
	}

	@AfterEach
	void end() {
		ClockUtil.reset();
	}

	@Test
	void chineseWordsOfTwoCharactersAndMoreFindTheirEntries() {
		long power = add("电源开关失灵怎么办", "更换电源板", null);
		long lamp = add("指示灯为什么闪烁", "固件需要更新", null);
		assertThat(found("开关")).containsExactly(power);
		assertThat(found("指示灯")).containsExactly(lamp);
		assertThat(found("固件")).as("the answer counts as well").containsExactly(lamp);
		assertThat(found("源开")).as("two neighbours are enough").containsExactly(power);
		assertThat(found("开失")).as("which are none in the text").isEmpty();
		assertThat(found("客户说开关坏了，指示灯也不亮")).containsExactlyInAnyOrder(power, lamp);
	}

	@ParameterizedTest
	@ValueSource(strings = { "KF-200", "kf-200", "KF200", "ＫＦ－２００", "ＫＦ２００", "200", "KF-200不开机" })
	void productNamesFindTheirEntriesHoweverTheyAreWritten(String text) {
		long entry = add("KF-200 无法启动", "检查电源线", null);
		add("滤网怎么清洁", "用干布", null);
		assertThat(found(text)).containsExactly(entry);
	}

	@Test
	void entryWithMoreOfTheTextComesFirst() {
		long one = add("开关发热", "断电", null);
		long both = add("开关失灵", "更换", null);
		assertThat(found("开关失灵")).containsExactly(both, one);
	}

	@Test
	void amongEqualsTheOneForTheProductComesFirstThenTheOneUsedMost() {
		String caseNo = this.driver.start("complaint-closed-loop", complaint());
		long first = add("开关失灵", "甲", null);
		long used = add("开关失灵", "乙", null);
		long special = add("开关失灵", "丙", "KF-200");
		add("开关失灵", "丁", "KF-300");
		this.faqs.answeredWith(used, caseNo);
		this.faqs.answeredWith(used, caseNo);
		List<FaqEntry> entries = this.faqs.search("开关失灵", " kf-200 ", TODAY, 10);
		assertThat(entries).extracting(FaqEntry::id).containsExactly(special, used, first);
		assertThat(entries.get(1).uses()).as("once per case").isEqualTo(1);
		assertThat(this.faqs.search("开关失灵", null, TODAY, 2)).as("at most two").hasSize(2);
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> this.faqs.answeredWith(-1, caseNo))
			.withMessage("FAQ条目“-1”不存在");
	}

	@Test
	void entryIsFoundFromItsFirstToItsLastDay() {
		this.faqs.add("开关失灵", "更换", null, "quality", TODAY, TODAY.plusDays(2), null);
		for (int day = -1; day <= 3; day++) {
			assertThat(this.faqs.search("开关", null, TODAY.plusDays(day), 10)).as("day %d", day)
				.hasSize((day >= 0 && day <= 2) ? 1 : 0);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "开", "K", "，。！", "%", "_", "\\", "'", "' or 1=1 --", "开关' | '灵", "%_\\'",
			"\u0000", "\ud83d", "😀😀", "(开关", "开关:*", "&|!<->", "𠮷" })
	void strangeTextIsHarmless(String text) {
		long entry = add("开关失灵", "更换", null);
		assertThat(found(text)).isSubsetOf(entry);
		assertThat(this.faqs.search("开关", text, TODAY, 10)).hasSize(1);
	}

	@Test
	void endlessTextIsHarmless() {
		long entry = add("开关失灵", "A".repeat(4000), null);
		assertThat(found("开关" + "失灵怎么办".repeat(2000))).containsExactly(entry);
		assertThat(found("a".repeat(10000))).containsExactly(entry);
		assertThat(found(null)).isEmpty();
	}

	@Test
	void changeKeepsTheFormerVersionAndItsDays() {
		long first = this.faqs.add("开关失灵", "旧答复", null, "quality", TODAY.minusDays(30), null, null);
		long second = this.faqs.replace(first, content("开关失灵", "新答复", TODAY.minusDays(30), null));
		assertThat(answers(TODAY.minusDays(1))).containsExactly("旧答复");
		assertThat(answers(TODAY)).as("not before today, whatever was asked").containsExactly("新答复");
		long third = this.faqs.replace(second, content("开关失灵", "更正", TODAY, null));
		assertThat(answers(TODAY)).as("replaced on its first day").containsExactly("更正");
		this.faqs.replace(third, content("开关失灵", "明年", TODAY.plusDays(40), null));
		assertThat(answers(TODAY.plusDays(39))).containsExactly("更正");
		assertThat(answers(TODAY.plusDays(40))).containsExactly("明年");
		assertThat(this.jdbc.sql("select answer from faq_entry order by id").query(String.class).list())
			.containsExactly("旧答复", "新答复", "更正", "明年");
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.faqs.replace(first, content("开关失灵", "又改", TODAY, null)))
			.withMessageContaining("已有新版本");
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc.sql("update faq_entry set answer = 'x'").update())
			.withMessageContaining("append-only");
	}

	@Test
	void changeWithAnEndThatHasPassedIsRefused() {
		long entry = this.faqs.add("开关失灵", "旧答复", null, "quality", TODAY.minusDays(30), null, null);
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.faqs.replace(entry, content("开关失灵", "新答复", TODAY.minusDays(30), TODAY.minusDays(1))))
			.withMessage("“失效日期”不得早于“生效日期”");
		assertThat(answers(TODAY)).containsExactly("旧答复");
	}

	@Test
	void everyWrongFieldIsNamed() {
		InvalidInputException empty = catchThrowableOfType(InvalidInputException.class,
				() -> this.faqs.add(" ", null, null, null, null, null, null));
		assertThat(empty.errors()).extracting(FieldError::message)
			.containsExactly("请填写“问题”", "请填写“答复”", "请选择“责任部门”", "请填写“生效日期”");
		InvalidInputException wrong = catchThrowableOfType(InvalidInputException.class, () -> this.faqs
			.add("长".repeat(501), "\u0000", "长".repeat(101), "quality", TODAY, TODAY.minusDays(1), null));
		assertThat(wrong.errors()).extracting(FieldError::field)
			.containsExactly("question", "answer", "productModel", "validTo");
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.faqs.add("问", "答", null, "qualityLead", TODAY, TODAY, null))
			.withMessage("责任部门“qualityLead”不存在");
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.faqs.add("问", "答", null, "quality", TODAY, TODAY, "KF-20200101-0001"))
			.withMessage("来源案件“KF-20200101-0001”不存在");
		assertThat(this.jdbc.sql("select count(*) from faq_entry").query(Integer.class).single()).isZero();
		this.faqs.add("长".repeat(500), "长".repeat(4000), "长".repeat(100), "quality", TODAY, TODAY, null);
	}

	@ParameterizedTest
	@CsvSource({ "customerService, 201", "customerServiceLead, 201", "quality, 201", "qualityLead, 201",
			"production, 403", "management, 403", "auditor, 403" })
	void customerServiceAndTheOwnerWrite(String user, int status) {
		KefuClient client = client(user);
		assertThat(client.post("/api/faq", body("开关失灵", "quality")).status()).isEqualTo(status);
		long entry = add("指示灯闪烁", "更新", null);
		Answer changed = client.send("PUT", "/api/faq/" + entry, body("指示灯闪烁", "quality"));
		assertThat(changed.status()).isEqualTo((status == 201) ? 200 : 403);
		assertThat(changed.detail()).isEqualTo((status == 201) ? "" : "只有客户服务部和责任部门可以维护FAQ条目");
	}

	@Test
	void ownerCannotHandItsEntryToAnother() {
		long entry = add("开关失灵", "更换", null);
		assertThat(client("quality").send("PUT", "/api/faq/" + entry, body("开关失灵", "finance")).status()).isEqualTo(403);
		assertThat(client("finance").send("PUT", "/api/faq/" + entry, body("开关失灵", "finance")).status()).isEqualTo(403);
		assertThat(client("customerService").send("PUT", "/api/faq/" + entry, body("开关失灵", "finance")).status())
			.isEqualTo(200);
	}

	@Test
	void allStaffReadWhatIsValidToday() {
		add("开关失灵", "更换", "KF-200");
		this.faqs.add("开关损坏", "明年", null, "quality", TODAY.plusDays(1), null, null);
		for (String user : List.of("finance", "dealer", "auditor")) {
			Answer answer = client(user).get("/api/faq?q=" + encoded("开关") + "&model=KF-200");
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.json()).hasSize(1);
			assertThat(answer.json().path(0).path("question").asText()).isEqualTo("开关失灵");
			assertThat(answer.json().path(0).path("validFrom").asText()).isEqualTo("2026-11-23");
		}
		assertThat(client("finance").get("/api/faq?q=").json()).isEmpty();
		assertThat(client("finance").get("/api/faq?q=" + encoded("%_\\'")).json()).isEmpty();
		assertThat(client(null).get("/api/faq?q=" + encoded("开关")).status()).isEqualTo(401);
	}

	@Test
	void wrongRequestsGetAChineseAnswer() {
		KefuClient clerk = client("customerService");
		Map<String, Object> wrong = new HashMap<>(body("开关失灵", "quality"));
		wrong.put("validTo", "2026-11-22");
		assertThat(clerk.post("/api/faq", wrong).detail()).isEqualTo("“失效日期”不得早于“生效日期”");
		wrong.put("validTo", "下周");
		assertThat(clerk.post("/api/faq", wrong).detail()).isEqualTo("内容不是有效的JSON，或日期的格式不是 2026-09-30");
		assertThat(clerk.post("/api/faq", body("开关失灵", "nobody")).detail()).isEqualTo("责任部门“nobody”不存在");
		Answer unknown = clerk.send("PUT", "/api/faq/999999", body("开关失灵", "quality"));
		assertThat(unknown.status()).isEqualTo(404);
		assertThat(unknown.detail()).isEqualTo("FAQ条目“999999”不存在");
		assertThat(clerk.send("PUT", "/api/faq/x", body("开关失灵", "quality")).status()).isEqualTo(400);
	}

	@Test
	void taskOffersTheEntriesThatFitAndTakesNoOther() {
		long power = add("开关失灵怎么办", "更换<电源板>", null);
		add("滤网怎么清洁", "用干布", null);
		String deployment = this.repository.createDeployment()
			.addModelInstance("faq-offer.bpmn",
					Bpmn.createExecutableProcess("faq-offer")
						.camundaHistoryTimeToLiveString("P1D")
						.startEvent()
						.userTask("answer")
						.camundaCandidateGroups("customerService")
						.camundaFormRef("offer")
						.camundaFormRefBinding("deployment")
						.camundaTaskListenerDelegateExpression("create", "#{faqSuggestionsListener}")
						.endEvent()
						.done())
			.addString("offer.form",
					"""
							{"id": "offer", "type": "default", "components": [
							  {"type": "select", "key": "faqId", "label": "FAQ条目", "validate": {"required": true},
							   "valuesExpression": "=for entry in faqSuggestions return {label: entry.question, value: entry.id}"}]}""")
			.deploy()
			.getId();
		String instance = this.runtime
			.startProcessInstanceByKey("faq-offer", Map.of("description", "客户反映开关失灵", "productModel", "KF-200"))
			.getId();
		String task = this.tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
		assertThat(this.tasks.getVariableLocal(task, "faqSuggestions"))
			.isEqualTo(List.of(Map.of("id", String.valueOf(power), "question", "开关失灵怎么办", "answer", "更换<电源板>")));
		// As Tasklist reads it: text that it takes for a list because of its format.
		Answer variables = client("customerService")
			.get("/engine-rest/task/" + task + "/form-variables?deserializeValues=false");
		assertThat(variables.json().at("/faqSuggestions/valueInfo/serializationDataFormat").asText())
			.isEqualTo("application/json");
		assertThat(variables.json().at("/faqSuggestions/value").asText()).startsWith("[{\"id\":\"" + power);
		// Departments may read the processes that are shipped, not this one.
		KefuClient reader = client("admin");
		Answer other = reader.submit(task, Map.of("faqId", "999999"));
		assertThat(other.status()).isEqualTo(400);
		assertThat(other.detail()).isEqualTo("“FAQ条目”的值“999999”不在可选范围内");
		assertThat(reader.submit(task, Map.of("faqId", String.valueOf(power))).status()).isEqualTo(204);
		this.repository.deleteDeployment(deployment, true);
	}

	private long add(String question, String answer, String productModel) {
		return this.faqs.add(question, answer, productModel, "quality", TODAY, null, null);
	}

	private List<Long> found(String text) {
		return this.faqs.search(text, null, TODAY, 10).stream().map(FaqEntry::id).toList();
	}

	private List<String> answers(LocalDate on) {
		return this.faqs.search("开关", null, on, 10).stream().map(FaqEntry::answer).toList();
	}

	private static FaqContent content(String question, String answer, LocalDate from, LocalDate to) {
		return new FaqContent(question, answer, null, "quality", from, to, null);
	}

	private static Map<String, Object> body(String question, String department) {
		return Map.of("question", question, "answer", "更换电源板", "ownerDepartment", department, "validFrom",
				"2026-11-23");
	}

	private static Map<String, Object> complaint() {
		return Map.of("customerName", "苏州新城百货", "contactPhone", "13912345678", "channel", "web", "description", "开关失灵");
	}

	private KefuClient client(String user) {
		return new KefuClient(this.port, user);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
