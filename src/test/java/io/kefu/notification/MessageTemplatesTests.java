package io.kefu.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.casefile.CaseState;
import io.kefu.casefile.ServiceCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MessageTemplatesTests {

	private static final Path FOLDER = Path.of("src/main/resources/templates/notification");

	private static final Set<String> FOR_CUSTOMERS = Set.of("complaint-acknowledgement", "customer-info-request",
			"complaint-result", "complaint-closed", "complaint-withdrawn", "consultation-answer",
			"case-acknowledgement", "case-closed", "deadline-extended", "rma-issued", "return-shipped",
			"visit-appointment", "visit-missed", "service-promise", "problem-solution", "repair-quote",
			"repair-progress", "repair-invoice", "demand-answer", "case-status", "survey-invitation",
			"training-invitation", "commissioning-appointment", "follow-up-announcement", "follow-up-appointment");

	/** Nothing they speak of is a case. */
	private static final Set<String> WITHOUT_CASE = Set.of("internal-training-invitation", "internal-report-filed",
			"history-altered");

	private static final Instant RECEIVED = Instant.parse("2026-09-30T16:30:00Z");

	private static final ServiceCase FULL = new ServiceCase("KF-20261001-0007", "instance-1", "product_quality",
			CaseState.OPEN, "A", "STRONG", "hotline", 1, "华星电子有限公司", "王芳", "13800000000", "wang@huaxing.example",
			"HX-200", "SN-8842", "E07", "开机后冒烟", "退货", "production", RECEIVED, RECEIVED, null);

	private static final ServiceCase MINIMAL = new ServiceCase("KF-20261001-0008", "instance-2", null, CaseState.OPEN,
			null, null, "letter", 2, "李强", null, null, null, null, null, null, "打不开", null, null, RECEIVED, RECEIVED,
			null);

	private final MessageTemplates templates = templates("华星客服公司", "https://kefu.example/", "400-123-4567");

	static Stream<String> names() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			return files.filter(Files::isRegularFile)
				.map((file) -> file.getFileName().toString().replace(".txt", ""))
				.sorted()
				.toList()
				.stream();
		}
	}

	@Test
	void everyMessageThatAModelSendsExists() throws IOException {
		Pattern named = Pattern.compile("<camunda:inputParameter name=\"template\">([\\w-]+)<");
		try (Stream<Path> models = Files.walk(Path.of("bpmn"))) {
			List<String> sent = models.filter((file) -> file.toString().endsWith(".bpmn"))
				.flatMap((file) -> named.matcher(read(file)).results())
				.map((MatchResult match) -> match.group(1))
				.toList();
			assertThat(names()).containsAll(sent);
			assertThat(sent).contains("emergency-notice");
		}
	}

	@ParameterizedTest
	@MethodSource("names")
	void everyMessageReadsWellWhenAllIsKnown(String name) {
		MessageText text = this.templates.render(name, model(name, FULL, true));
		assertReadable(text);
		assertThat(text.subject() + text.body()).doesNotContain("本公司");
		assertThat((text.subject() + text.body()).contains("KF-20261001-0007"))
			.isNotEqualTo(WITHOUT_CASE.contains(name));
		if (FOR_CUSTOMERS.contains(name)) {
			assertThat(text.body()).startsWith("尊敬的王芳：\n\n您好！\n").endsWith("华星客服公司客户服务部").contains("400-123-4567");
		}
		else {
			assertThat(text.body()).startsWith("质量部：\n").contains("https://kefu.example/camunda/app/tasklist/default/");
		}
	}

	@ParameterizedTest
	@MethodSource("names")
	void everyMessageReadsWellWhenLittleIsKnown(String name) {
		MessageText text = templates("本公司", "", null).render(name, model(name, MINIMAL, false));
		assertReadable(text);
		assertThat(text.body()).contains("本公司").doesNotContain("产品型号", "序列号", "诉求", "联系电话", "办理入口", "热线：");
		// Each label is followed by its value, except where the value has lines of its
		// own.
		assertThat(text.body().lines().filter((line) -> line.endsWith("：") && line.length() < 9)).isSubsetOf("尊敬的李强：",
				"质量部：", "反馈内容：", "需求内容：", "我们的答复是：");
	}

	@ParameterizedTest
	@MethodSource("names")
	void customersNeverReadWhatIsInternal(String name) {
		if (FOR_CUSTOMERS.contains(name)) {
			MessageText text = this.templates.render(name, model(name, FULL, true));
			assertThat(text.subject() + text.body()).doesNotContain("严重", "强烈", "E07", "生产部", "tasklist", "instance");
		}
	}

	@Test
	void factsForCustomersHoldNothingInternal() {
		assertThat(CaseFacts.forCustomer(FULL)).containsOnlyKeys("caseNo", "customerName", "contactName",
				"productModel", "serialNo", "description", "receivedAt");
	}

	@Test
	void bulletinTellsAllFactsUrgencyImportanceAndDeadline() {
		MessageText text = this.templates.render("complaint-bulletin", model("complaint-bulletin", FULL, true));
		assertThat(text.subject()).isEqualTo("客诉通报（紧急）：KF-20261001-0007");
		assertThat(text.body()).contains("紧急程度：紧急\n", "重要性：重要\n", "处理时限：2026-10-10 17:30 之前\n", "客户：华星电子有限公司\n",
				"联系人：王芳\n", "联系电话：13800000000\n", "电子邮箱：wang@huaxing.example\n", "反馈方式：客服热线\n",
				"收到时间：2026-10-01 00:30\n", "反馈类型：产品质量问题\n", "严重程度：A 严重\n", "抱怨级别：强烈抱怨\n", "责任部门：生产部\n", "产品型号：HX-200\n",
				"序列号：SN-8842\n", "故障代码：E07\n", "客户诉求：退货\n", "反馈内容：\n开机后冒烟\n");
	}

	@ParameterizedTest
	@CsvSource({ "true,请作为责任部门分析原因", "false,并配合责任部门处理" })
	void bulletinTellsTheResponsibleDepartmentItsTask(boolean responsible, String expected) {
		Map<String, Object> model = model("complaint-bulletin", FULL, true);
		model.put("recipientResponsible", responsible);
		assertThat(this.templates.render("complaint-bulletin", model).body()).contains(expected);
	}

	@Test
	void acknowledgementPromisesAReplyWithin24Hours() {
		MessageText text = this.templates.render("complaint-acknowledgement",
				model("complaint-acknowledgement", FULL, true));
		assertThat(text.subject()).isEqualTo("受理确认：您的反馈已登记，案件编号 KF-20261001-0007");
		assertThat(text.body()).contains("24 小时内给您首次回复", "请直接回复本邮件，或致电 400-123-4567，并告知案件编号 KF-20261001-0007");
	}

	@Test
	void messageThatIsReadOutDoesNotAskToReplyToAMail() {
		for (String name : FOR_CUSTOMERS) {
			assertThat(this.templates.render(name, model(name, FULL, false)).body()).doesNotContain("邮件");
		}
	}

	@Test
	void closingAsksForAScoreAndNamesTheRightToDemandReworking() {
		assertThat(this.templates.render("complaint-closed", model("complaint-closed", FULL, true)).body())
			.contains("直接回复本邮件，写一个数字即可", "5 非常满意\n", "1 非常不满意\n", "您有权要求重新处理", "请回复“不满意，要求重新处理”");
	}

	@Test
	void withoutAQuestionTheCustomerIsAskedForWhatUsuallyHelps() {
		assertThat(this.templates.render("customer-info-request", CaseFacts.forCustomer(MINIMAL)).body())
			.contains("更多信息，例如照片");
	}

	@Test
	void textThatLooksLikeATemplateStaysText() {
		Map<String, Object> model = model("complaint-result", FULL, true);
		model.put("replySummary", "价格 [(${T(java.lang.Runtime)})] __${caseNo}__ <b>&");
		assertThat(this.templates.render("complaint-result", model).body())
			.contains("价格 [(${T(java.lang.Runtime)})] __${caseNo}__ <b>&");
	}

	@Test
	void lineBreakInANameDoesNotReachTheSubject() {
		MessageText text = new MessageText("结案\r\nBcc: all@example.com\u2028\u0085\u0000通知", "a\r\nb\rc\u0000\td");
		assertThat(text.subject()).isEqualTo("结案 Bcc: all@example.com 通知");
		assertThat(text.body()).isEqualTo("a\nb\nc\td");
	}

	@ParameterizedTest
	@CsvSource({ "no-such-template", "../secret", "parts/facts", "Complaint-Closed", "''" })
	void unknownTemplateIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.templates.render(name, Map.of()))
			.withMessageContaining("There is no message template");
	}

	@ParameterizedTest
	@CsvSource({ "accept-complaint,kind", "file-complaint,channel" })
	void namesOfKindsAndChannelsAreThoseOfTheForms(String form, String field) throws IOException {
		List<String> labels = new ArrayList<>();
		JsonNode root = new ObjectMapper().readTree(Path.of("bpmn/complaint-closed-loop", form + ".form").toFile());
		root.findParents("key").forEach((component) -> {
			if (component.path("key").asText().equals(field)) {
				component.path("values").forEach((option) -> {
					String value = option.path("value").asText();
					ServiceCase serviceCase = new ServiceCase("", "", value, CaseState.OPEN, null, null, value, 1, "",
							null, null, null, null, null, null, "", null, null, RECEIVED, RECEIVED, null);
					assertThat(CaseFacts.forStaff(serviceCase, null)).containsEntry(field + "Label",
							option.path("label").asText());
					labels.add(value);
				});
			}
		});
		assertThat(labels).isNotEmpty();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void assertReadable(MessageText text) {
		assertThat(text.subject()).isNotBlank().hasSizeLessThan(80);
		assertThat(text.subject() + text.body()).doesNotContain("null", "${", "[#", "[/", "[(", "th:");
		assertThat(text.body()).doesNotContain("\n\n\n").doesNotContain("：：", "，，", "（）", "“”", " \n");
	}

	private static Map<String, Object> model(String name, ServiceCase serviceCase, boolean full) {
		Map<String, Object> model = new HashMap<>();
		if (name.startsWith("deadline-")) {
			model.put("policyName", "首次回复");
			model.put("dueAt", Date.from(Instant.parse("2026-10-10T09:30:00Z")));
		}
		if (name.equals("deadline-extended")) {
			model.put("formerDueAt", Date.from(Instant.parse("2026-10-10T09:30:00Z")));
			model.put("newDueAt", Date.from(Instant.parse("2026-10-15T09:30:00Z")));
			model.put("reason", "配件晚到。");
		}
		if (name.equals("history-altered")) {
			model.putAll(Map.of("day", "2026年10月9日", "finding", "第 3 条记录被改动：变量变更（act_hi_detail，编号 x）"));
		}
		if (name.equals("visit-appointment")) {
			model.put("appointmentAt", Date.from(Instant.parse("2026-10-10T01:30:00Z")));
			model.put("address", "苏州市姑苏区观前街 1 号");
			model.put("visitor", "李师傅");
		}
		if (name.equals("commissioning-appointment")) {
			model.putAll(Map.of("appointmentText", "2026-10-10 09:30", "address", "苏州市工业园区 1 号", "openedBy", "李师傅"));
		}
		if (name.equals("pickup-notice")) {
			model.putAll(Map.of("orderNo", "DH-2026-031", "goods", "电源板", "quantity", 2, "pickupPlace", "苏州货运站"));
		}
		if (name.equals("follow-up-appointment")) {
			model.putAll(Map.of("appointmentText", "2026-10-10 09:30", "address", "苏州市观前街 1 号", "inspector", "赵回访"));
		}
		if (name.equals("service-promise")) {
			model.put("promise", "三日内上门更换电源板。");
			model.put("promiseDueAt", full ? Date.from(Instant.parse("2026-10-13T10:00:00Z")) : null);
		}
		if (name.equals("survey-invitation")) {
			model.put("surveyTitle", "2026年第三季度客户满意度调查");
			model.put("surveyLink", "https://kefu.example/api/public/survey/x");
			model.put("closesOn", "2026-10-20");
			model.put("anonymous", full);
		}
		if (name.endsWith("training-invitation")) {
			model.put("topic", "日常保养");
			model.put("plannedOn", "2026-10-20");
			model.put("trainer", "李师傅");
			model.put("place", full ? "客户现场" : null);
			model.put("participants", "张三、李四");
		}
		if (name.equals("improper-demand")) {
			model.put("visitor", "李师傅");
			model.put("improperDemand", "索要烟酒。");
		}
		if (name.equals("problem-notice")) {
			model.put("problemSummary", "同批次多台开机后冒烟。");
		}
		if (name.equals("problem-solution")) {
			model.put("solution", "请把软件升级到 2.1 版。");
		}
		if (name.equals("case-closed")) {
			model.put("closeReason", "维修完成。");
		}
		if (name.equals("rma-issued")) {
			model.put("rmaNo", "RMA-20261001-0001");
		}
		if (name.equals("return-shipped")) {
			model.put("goodsName", "更换的新品");
			model.put("trackingNo", full ? "SF1000001" : null);
			model.put("explanation", full ? "已更换电源板。" : null);
		}
		if (name.equals("complaint-result")) {
			model.put("replySummary", "已更换电源板。");
		}
		if (name.equals("case-status")) {
			model.put("linkedCaseNo", "KF-20260928-0003");
			model.put("linkedState", "处理中");
			model.put("statusSummary", "配件已到，明天更换。");
		}
		if (name.equals("service-problem-notice")) {
			model.put("problemDetail", "安装人员迟到两小时。");
		}
		if (name.equals("tracking-unsolved")) {
			model.put("round", 3);
		}
		if (name.equals("demand-answer") || name.equals("consultation-answer")) {
			model.put("answer", "请长按电源键五秒。");
		}
		if (name.equals("repair-quote")) {
			model.putAll(Map.of("laborCost", 200, "partsCost", 99.5, "quoteTotal", "299.50"));
		}
		if (name.equals("repair-invoice")) {
			model.putAll(Map.of("invoiceNo", "24112000000012345678", "invoiceAmount", "299.50"));
		}
		if (name.equals("repeat-repair")) {
			model.putAll(Map.of("earlierCaseNo", "KF-20260901-0003", "earlierRepairedAt", RECEIVED, "earlierAction",
					"更换电源板。"));
		}
		if (name.equals("parts-order")) {
			model.putAll(Map.of("partName", "电源板", "quantity", 1, "recipient", "王芳", "address", "苏州市工业园区1号"));
		}
		if (full) {
			model.put("dueAt", Date.from(Instant.parse("2026-10-10T09:30:00Z")));
			model.put("urgent", true);
			model.put("important", true);
			model.put("note", "请尽快。");
			model.put("taskName", "首次回复客户");
			model.put("assigneeName", "张伟");
			model.put("customerQuestion", "请提供购买凭证。");
			model.put("quoteNote", "含往返运费。");
		}
		if (FOR_CUSTOMERS.contains(name)) {
			model.putAll(CaseFacts.forCustomer(serviceCase));
			model.put("byEmail", full);
		}
		else {
			model.putAll(CaseFacts.forStaff(serviceCase, full ? "生产部" : null));
			model.put("recipientName", "质量部");
			model.put("recipientResponsible", full);
		}
		return model;
	}

	private static MessageTemplates templates(String companyName, String publicUrl, String hotline) {
		return new MessageTemplates(ZoneId.of("Asia/Shanghai"), companyName, publicUrl,
				new NotificationProperties("kefu@localhost", hotline, null));
	}

}
