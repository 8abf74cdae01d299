package io.kefu.notification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.kefu.ApplicationTest;
import io.kefu.TestMail;
import io.kefu.casefile.Cases;
import io.kefu.casefile.Registration;
import io.kefu.identity.Departments;
import io.kefu.notification.NotificationProperties.Webhook;
import io.kefu.notification.NotificationProperties.WebhookType;
import io.kefu.problem.InvalidInputException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ApplicationTest
class NotificationsTests {

	private static final AtomicInteger count = new AtomicInteger();

	@Autowired
	private Notifications notifications;

	@Autowired
	private Delivery delivery;

	@Autowired
	private Cases cases;

	@Autowired
	private Departments departments;

	@Autowired
	private MessageTemplates templates;

	@Autowired
	private Outbox outbox;

	@Autowired
	private MessageTimeline timeline;

	@Autowired
	private EmailChannel email;

	@Autowired
	private DeliveryProcess deliveryProcess;

	@Autowired
	private Clock engineClock;

	@Autowired
	private ObjectProvider<JavaMailSender> mailSender;

	@Autowired
	private PlatformTransactionManager transactions;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private IdentityService identity;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private ManagementService management;

	@Autowired
	private RepositoryService repository;

	@BeforeEach
	void emptyMailboxes() {
		TestMail.purge();
	}

	@Test
	void customerGetsTheMessageAfterTheTransaction() throws MessagingException, IOException {
		String caseNo = caseOf("王芳", "13800000000", "wang@huaxing.example");
		this.notifications.toCustomer(caseNo, "complaint-acknowledgement", "step-1", Map.of());
		assertThat(TestMail.received()).isEmpty();
		assertThat(rows(caseNo)).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("state", "PENDING")
				.containsEntry("channel", "email")
				.containsEntry("recipient", "customer")
				.containsEntry("address", "wang@huaxing.example"));
		execute(job(caseNo));
		assertThat(rows(caseNo)).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("state", "SENT")
				.containsEntry("attempts", 1)
				.extractingByKey("sent_at")
				.isNotNull());
		MimeMessage mail = TestMail.received().get(0);
		assertThat(mail.getSubject()).isEqualTo("受理确认：您的反馈已登记，案件编号 " + caseNo);
		assertThat(((String) mail.getContent()).replace("\r\n", "\n").strip())
			.isEqualTo(rows(caseNo).get(0).get("body"));
		assertThat(events(caseNo)).containsExactly("MESSAGE_QUEUED 将向“客户”（邮件）发送消息：" + mail.getSubject(),
				"MESSAGE_SENT 已向“客户”（邮件）发送消息：" + mail.getSubject());
		assertThat(instances(caseNo)).isEmpty();
	}

	@Test
	void messageOfATransactionThatRollsBackNeverExisted() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
			this.notifications.toCustomer(caseNo, "complaint-acknowledgement", "step-1", Map.of());
			status.setRollbackOnly();
		});
		assertThat(rows(caseNo)).isEmpty();
		assertThat(instances(caseNo)).isEmpty();
		assertThat(events(caseNo)).isEmpty();
	}

	@Test
	void sameStepWritesItsMessageOnceAndTheNextStepAgain() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		this.notifications.toCustomer(caseNo, "complaint-result", "step-1", Map.of("replySummary", "一"));
		this.notifications.toCustomer(caseNo, "complaint-result", "step-1", Map.of("replySummary", "二"));
		assertThat(rows(caseNo)).hasSize(1);
		assertThat(instances(caseNo)).hasSize(1);
		assertThat(events(caseNo)).hasSize(1);
		this.notifications.toCustomer(caseNo, "complaint-result", "step-2", Map.of("replySummary", "三"));
		assertThat(rows(caseNo)).hasSize(2);
		assertThat(instances(caseNo)).hasSize(2);
	}

	@Test
	void customerWithoutEmailIsToldByPhone() {
		String caseNo = caseOf("王芳", "13800000000", null);
		this.notifications.toCustomer(caseNo, "complaint-acknowledgement", "step-1", Map.of());
		assertThat(rows(caseNo)).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("state", "KEPT")
				.containsEntry("channel", "phone")
				.containsEntry("address", "13800000000")
				.extractingByKey("body")
				.asString()
				.doesNotContain("邮件"));
		assertThat(instances(caseNo)).isEmpty();
		assertThat(events(caseNo)).singleElement()
			.asString()
			.startsWith("MESSAGE_KEPT 没有可用的电子邮箱，给“客户”（电话）的消息已留存，请人工告知：受理确认");
	}

	@Test
	void addressThatCannotBeWrittenToCountsAsNone() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example\r\nBcc: all@company.example");
		this.notifications.toCustomer(caseNo, "complaint-acknowledgement", "step-1", Map.of());
		assertThat(rows(caseNo)).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("state", "KEPT").containsEntry("address", null));
	}

	@Test
	void departmentGetsOneMailForAllItsMembers() throws MessagingException {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		this.cases.assignDepartment(caseNo, "quality");
		this.notifications.toGroup(caseNo, "complaint-bulletin", "quality", "step-1", Map.of("urgent", true));
		List<String> members = this.departments.emails("quality");
		assertThat(members).isNotEmpty();
		assertThat(rows(caseNo)).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("recipient", "quality")
				.containsEntry("address", String.join(", ", members))
				.extractingByKey("body")
				.asString()
				.startsWith(this.departments.label("quality") + "：")
				.contains("请作为责任部门"));
		execute(job(caseNo));
		assertThat(TestMail.received()).hasSize(members.size());
		assertThat(TestMail.received().get(0).getRecipients(RecipientType.TO)).extracting(Object::toString)
			.containsExactlyElementsOf(members);
	}

	@Test
	void announcementThatBelongsToNoCaseIsSentOnceAndStandsInNoTimeline() throws MessagingException {
		String topic = "话术" + UUID.randomUUID();
		Map<String, Object> model = Map.of("topic", topic, "plannedOn", "2026-11-30", "trainer", "李师傅", "participants",
				"张三");
		this.notifications.announce("internal-training-invitation", "quality", topic, model);
		this.notifications.announce("internal-training-invitation", "quality", topic, model);
		long id = this.jdbc.sql("select id from notification where case_no is null and idempotency_key like '%' || ?")
			.param(topic)
			.query(Long.class)
			.single();
		ProcessInstance delivery = this.runtime.createProcessInstanceQuery()
			.processDefinitionKey(DeliveryProcess.KEY)
			.variableValueEquals(DeliveryProcess.NOTIFICATION_ID, id)
			.singleResult();
		execute(this.management.createJobQuery().processInstanceId(delivery.getId()).singleResult());
		assertThat(TestMail.received()).hasSameSizeAs(this.departments.emails("quality"));
		assertThat(TestMail.received().get(0).getSubject()).isEqualTo("内部培训邀请：" + topic);
		assertThat(this.jdbc.sql("select state from notification where id = ?").param(id).query(String.class).single())
			.isEqualTo("SENT");
		assertThat(this.jdbc.sql("select count(*) from case_event where text like '%' || ? || '%'")
			.param(topic)
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void departmentWithARobotGetsItsMessageThereToo() throws IOException {
		AtomicInteger posts = new AtomicInteger();
		HttpServer robot = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		robot.createContext("/", (exchange) -> {
			posts.incrementAndGet();
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		robot.start();
		try {
			WebhookChannel webhook = webhook("http://localhost:" + robot.getAddress().getPort());
			String caseNo = caseOf("王芳", null, null);
			inTransaction(() -> notifications(this.email, webhook).toGroup(caseNo, "emergency-notice", "management",
					"step-1", Map.of()));
			assertThat(rows(caseNo)).extracting((row) -> row.get("channel") + " " + row.get("state"))
				.containsExactly("email PENDING", "webhook PENDING");
			assertThat(rows(caseNo).get(1)).containsEntry("address", null);
			new Delivery(this.outbox, this.email, webhook, this.timeline, this.engineClock, this.transactions)
				.deliver((Long) rows(caseNo).get(1).get("id"));
			assertThat(posts).hasValue(1);
			assertThat(rows(caseNo).get(1)).containsEntry("state", "SENT");
		}
		finally {
			robot.stop(0);
		}
	}

	@Test
	void withoutAMailServerMessagesAreKept() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		EmailChannel none = new EmailChannel(this.mailSender, "", "本公司",
				new NotificationProperties("kefu@localhost", null, null));
		inTransaction(() -> notifications(none, webhook(null)).toCustomer(caseNo, "complaint-acknowledgement", "step-1",
				Map.of()));
		assertThat(rows(caseNo)).singleElement()
			.satisfies((row) -> assertThat(row).containsEntry("state", "KEPT")
				.containsEntry("channel", "email")
				.containsEntry("address", "wang@huaxing.example"));
		assertThat(instances(caseNo)).isEmpty();
	}

	@Test
	void personIsNotTakenForTheGroupOfTheSameName() {
		String caseNo = caseOf("王芳", null, null);
		Map<String, Object> model = new HashMap<>(Map.of("policyName", "首次回复", "dueAt", Instant.EPOCH));
		model.put("taskName", null);
		this.notifications.toGroup(caseNo, "deadline-reminder", "quality", "step-1", model);
		this.notifications.toUser(caseNo, "deadline-reminder", "quality", "step-1", model);
		assertThat(rows(caseNo)).extracting((row) -> row.get("recipient")).containsExactly("quality", "user:quality");
	}

	@Test
	void mailServerThatIsDownMakesAnIncidentAndTheOperatorSendsTheMessageLater() throws MessagingException {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		this.notifications.toCustomer(caseNo, "complaint-acknowledgement", "step-1", Map.of());
		Job job = job(caseNo);
		TestMail.stop();
		for (int attempt = 1; attempt <= 6; attempt++) {
			assertThat(rows(caseNo).get(0)).containsEntry("state", "PENDING").containsEntry("attempts", attempt - 1);
			assertThatExceptionOfType(DeliveryFailedException.class).isThrownBy(() -> execute(job));
		}
		assertThat(rows(caseNo).get(0)).containsEntry("state", "FAILED")
			.containsEntry("attempts", 6)
			.extractingByKey("last_error")
			.asString()
			.startsWith("邮件未能送出：");
		assertThat(incidents(job)).hasSize(1);
		assertThat(events(caseNo)).hasSize(2).last().asString().startsWith("MESSAGE_FAILED 未能向“客户”（邮件）发送消息（邮件未能送出：");

		this.management.setJobRetries(job.getId(), 2);
		assertThat(rows(caseNo).get(0)).containsEntry("state", "PENDING");
		assertThatExceptionOfType(DeliveryFailedException.class).isThrownBy(() -> execute(job));
		assertThat(rows(caseNo).get(0)).containsEntry("state", "PENDING");
		TestMail.start();
		execute(job);
		assertThat(rows(caseNo).get(0)).containsEntry("state", "SENT")
			.containsEntry("attempts", 8)
			.containsEntry("last_error", null);
		assertThat(incidents(job)).isEmpty();
		assertThat(instances(caseNo)).isEmpty();
		assertThat(TestMail.received()).singleElement()
			.extracting(NotificationsTests::messageId)
			.isEqualTo(outboxMessageId(caseNo));
		assertThat(events(caseNo)).extracting((event) -> event.replaceAll(" .*", ""))
			.containsExactly("MESSAGE_QUEUED", "MESSAGE_FAILED", "MESSAGE_QUEUED", "MESSAGE_SENT");
	}

	@Test
	void operatorMayAlsoExecuteTheFailedJobItself() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		this.notifications.toCustomer(caseNo, "complaint-acknowledgement", "step-1", Map.of());
		Job job = job(caseNo);
		this.management.setJobRetries(job.getId(), 0);
		assertThat(rows(caseNo).get(0)).containsEntry("state", "FAILED");
		execute(job);
		assertThat(rows(caseNo).get(0)).containsEntry("state", "SENT");
		assertThat(incidents(job)).isEmpty();
		assertThat(TestMail.received()).hasSize(1);
	}

	@Test
	void crashBetweenSendingAndCommitRepeatsTheSameMessageId() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		this.notifications.toCustomer(caseNo, "complaint-acknowledgement", "step-1", Map.of());
		this.jdbc.sql("""
				create function lose_connection() returns trigger language plpgsql as $$
				begin raise exception 'connection lost'; end $$""").update();
		this.jdbc.sql("""
				create trigger lose_connection before update on notification for each row
				when (new.state = 'SENT') execute function lose_connection()""").update();
		try {
			assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> execute(job(caseNo)));
		}
		finally {
			this.jdbc.sql("drop function lose_connection cascade").update();
		}
		assertThat(TestMail.received()).hasSize(1);
		assertThat(rows(caseNo).get(0)).containsEntry("state", "PENDING").containsEntry("attempts", 1);
		execute(job(caseNo));
		assertThat(rows(caseNo).get(0)).containsEntry("state", "SENT").containsEntry("attempts", 2);
		assertThat(TestMail.received()).hasSize(2)
			.extracting(NotificationsTests::messageId)
			.containsOnly(outboxMessageId(caseNo));
	}

	@Test
	void jobThatRunsAgainDoesNotSendWhatWasSent() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		this.notifications.toCustomer(caseNo, "complaint-acknowledgement", "step-1", Map.of());
		this.delivery.deliver((Long) rows(caseNo).get(0).get("id"));
		execute(job(caseNo));
		assertThat(TestMail.received()).hasSize(1);
		assertThat(rows(caseNo).get(0)).containsEntry("attempts", 1);
		assertThat(instances(caseNo)).isEmpty();
	}

	@Test
	void twoNodesAtOnceSendAMessageOnce() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		this.notifications.toCustomer(caseNo, "complaint-acknowledgement", "step-1", Map.of());
		long id = (Long) rows(caseNo).get(0).get("id");
		CompletableFuture<Void> other = CompletableFuture.runAsync(() -> this.delivery.deliver(id));
		this.delivery.deliver(id);
		other.join();
		assertThat(TestMail.received()).hasSize(1);
		assertThat(rows(caseNo).get(0)).containsEntry("state", "SENT");
	}

	@Test
	void messageIsWrittenWhoeverCausesIt() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		this.identity.setAuthentication("auditor", List.of("auditor"));
		try {
			this.notifications.toCustomer(caseNo, "complaint-acknowledgement", "step-1", Map.of());
			assertThat(this.identity.getCurrentAuthentication().getUserId()).isEqualTo("auditor");
		}
		finally {
			this.identity.clearAuthentication();
		}
		assertThat(instances(caseNo)).hasSize(1);
	}

	@Test
	void unknownCaseOrTemplateWritesNothing() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.notifications.toCustomer("KF-none", "complaint-result", "step-1", Map.of()));
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.notifications.toCustomer(caseNo, "no-such-template", "step-1", Map.of()));
		assertThat(rows(caseNo)).isEmpty();
	}

	@Test
	void deliveryOfAMessageThatDoesNotExistIsAFault() {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.delivery.deliver(-1));
	}

	@Test
	void sendTaskNamesTemplateAndRecipients() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		start(sendTask("emergency-notice", "customer, quality,management"), caseNo);
		assertThat(rows(caseNo)).extracting((row) -> row.get("recipient"))
			.containsExactly("customer", "quality", "management");
		assertThat(rows(caseNo)).allSatisfy((row) -> assertThat(row.get("idempotency_key").toString())
			.matches(caseNo + "/emergency-notice/\\w+/email/Task_Notify:.+"));
		assertThat(rows(caseNo).get(1).get("body").toString()).contains("说明：附加的话");
	}

	@Test
	void sendTaskWithoutRecipientsIsAFault() {
		String caseNo = caseOf("王芳", null, "wang@huaxing.example");
		assertThatIllegalArgumentException().isThrownBy(() -> start(sendTask("emergency-notice", " "), caseNo))
			.withMessageContaining("recipients");
	}

	private static BpmnModelInstance sendTask(String template, String recipients) {
		return Bpmn.createExecutableProcess("notify-test")
			.camundaHistoryTimeToLiveString("P1D")
			.startEvent()
			.sendTask("Task_Notify")
			.camundaDelegateExpression("#{notifyDelegate}")
			.camundaInputParameter("template", template)
			.camundaInputParameter("recipients", recipients)
			.camundaInputParameter("note", "附加的话")
			.endEvent()
			.done();
	}

	private void start(BpmnModelInstance model, String caseNo) {
		String deployment = this.repository.createDeployment()
			.addModelInstance("notify-test.bpmn", model)
			.deploy()
			.getId();
		try {
			this.runtime.startProcessInstanceByKey("notify-test", caseNo, Map.of("caseNo", caseNo));
		}
		finally {
			this.repository.deleteDeployment(deployment, true);
		}
	}

	private Notifications notifications(EmailChannel email, WebhookChannel webhook) {
		return new Notifications(this.cases, this.departments, this.templates, this.outbox, this.timeline, email,
				webhook, this.deliveryProcess, this.engineClock);
	}

	private static WebhookChannel webhook(String url) {
		return new WebhookChannel(new NotificationProperties("kefu@localhost", null,
				new Webhook(WebhookType.WECOM, url, Map.of(), Duration.ofSeconds(5), Duration.ofSeconds(5))));
	}

	private void inTransaction(Runnable action) {
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> action.run());
	}

	private String caseOf(String contactName, String phone, String emailAddress) {
		return this.cases
			.register(new Registration("instance-" + count.incrementAndGet(), "system", null, "letter", "消息测试客户",
					contactName, phone, emailAddress, "HX-200", null, null, "开机后冒烟", null, null, null,
					Instant.parse("2026-11-22T01:00:00Z")))
			.caseNo();
	}

	private List<Map<String, Object>> rows(String caseNo) {
		return this.jdbc.sql("select * from notification where case_no = ? order by id")
			.param(caseNo)
			.query()
			.listOfRows();
	}

	private List<String> events(String caseNo) {
		return this.jdbc
			.sql("select type || ' ' || text from case_event where case_no = ? and type like 'MESSAGE%' order by id")
			.param(caseNo)
			.query(String.class)
			.list();
	}

	private List<ProcessInstance> instances(String caseNo) {
		return this.runtime.createProcessInstanceQuery()
			.processDefinitionKey(DeliveryProcess.KEY)
			.processInstanceBusinessKey(caseNo)
			.list();
	}

	private Job job(String caseNo) {
		return this.management.createJobQuery().processInstanceId(instances(caseNo).get(0).getId()).singleResult();
	}

	private List<Incident> incidents(Job job) {
		return this.runtime.createIncidentQuery().processInstanceId(job.getProcessInstanceId()).list();
	}

	private void execute(Job job) {
		this.management.executeJob(job.getId());
	}

	private String outboxMessageId(String caseNo) {
		String key = (String) rows(caseNo).get(0).get("idempotency_key");
		return new Message(null, null, MessageChannel.EMAIL, null, null, null, key, null).messageId();
	}

	private static String messageId(MimeMessage mail) {
		try {
			return mail.getMessageID();
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
