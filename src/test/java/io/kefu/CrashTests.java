package io.kefu;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kefu runs as a process of its own and is killed without warning while it works.
 */
class CrashTests {

	private static final int COMPLAINTS = 6;

	private static final Map<String, Map<String, Object>> FORMS = Map.of("Task_AcceptComplaint",
			Map.of("kind", "product_quality", "safetyRisk", false), "Task_ReplyFirst",
			Map.of("replySummary", "已受理", "repliedVia", "phone"), "Task_AnalyseCause",
			Map.of("rootCause", "电容老化", "shortTermMeasures", "更换电容"), "Task_ImplementImprovement",
			Map.of("implementationResult", "已更换"), "Task_VerifyEffectiveness", Map.of("effective", true),
			"Task_WriteImprovementReport", Map.of("reportSummary", "报告"), "Task_ReplyResult",
			Map.of("replySummary", "已解决"), "Task_FollowUp", Map.of("satisfied", true, "satisfactionScore", 5));

	private final String database = TestDatabase.create();

	private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(this.database, "postgres", ""));

	private final int port = freePort();

	private final KefuClient admin = new KefuClient(this.port, "admin");

	private Process kefu;

	@AfterEach
	void stop() {
		if (this.kefu != null) {
			this.kefu.destroyForcibly();
		}
	}

	@Test
	void killedWithComplaintsInFlightEveryCaseIsCompletedAndNoMessageIsLostOrRepeatedUnderAnotherKey()
			throws Exception {
		start();
		KefuClient clerk = new KefuClient(this.port, "customerService");
		for (int i = 0; i < COMPLAINTS; i++) {
			KefuClient.Answer started = clerk.start("complaint-closed-loop", Map.of("customerName", "客户" + i,
					"contactEmail", "crash" + i + "@example.com", "channel", "email", "description", "诉怨" + i));
			assertThat(started.status()).as(started.json().toString()).isEqualTo(200);
		}
		completeSteps(COMPLAINTS * 3);
		this.kefu.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		assertThat(count("select count(*) from service_case where state = 'OPEN'")).isPositive();

		start();
		await("all cases are closed", Duration.ofMinutes(3), () -> {
			completeSteps(Integer.MAX_VALUE);
			return count("select count(*) from service_case where state = 'CLOSED'") == COMPLAINTS;
		});
		await("all messages are sent", Duration.ofMinutes(1), () -> count(
				"select count(*) from notification where state <> 'SENT' and channel = 'email' and state <> 'KEPT'") == 0);
		Map<String, List<String>> delivered = delivered();
		assertThat(delivered.keySet()).containsExactlyInAnyOrderElementsOf(
				this.jdbc.sql("select idempotency_key from notification where state = 'SENT'")
					.query(String.class)
					.list());
		assertThat(delivered.values()).allSatisfy((messageIds) -> assertThat(messageIds).hasSize(1));
		assertThat(count("select count(*) from (select case_no, template, recipient from notification "
				+ "where template in ('complaint-acknowledgement', 'complaint-closed') "
				+ "group by 1, 2, 3 having count(*) > 1) repeated"))
			.isZero();
	}

	/**
	 * Message-IDs that arrived, by idempotency key: a repeated delivery has the same
	 * Message-ID.
	 */
	private Map<String, List<String>> delivered() {
		return TestMail.received()
			.stream()
			.filter((message) -> header(message, "X-Kefu-Key") != null)
			.filter((message) -> this.jdbc.sql("select count(*) from notification where idempotency_key = ?")
				.param(header(message, "X-Kefu-Key"))
				.query(Long.class)
				.single() > 0)
			.collect(Collectors.groupingBy((message) -> header(message, "X-Kefu-Key"), Collectors.collectingAndThen(
					Collectors.mapping((message) -> header(message, "Message-ID"), Collectors.toSet()), List::copyOf)));
	}

	private static String header(MimeMessage message, String name) {
		try {
			return message.getHeader(name, null);
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Completes open steps as they appear, at most so many. */
	private void completeSteps(int most) {
		int done = 0;
		Instant patience = Instant.now().plusSeconds(20);
		while (done < most && Instant.now().isBefore(patience)) {
			KefuClient.Answer list = this.admin.get("/engine-rest/task");
			assertThat(list.status()).as(list.json().toString()).isEqualTo(200);
			JsonNode open = list.json();
			if (open.isEmpty() && most == Integer.MAX_VALUE) {
				return;
			}
			for (JsonNode task : open) {
				String step = task.path("taskDefinitionKey").asText();
				assertThat(FORMS).containsKey(step);
				KefuClient.Answer answer = this.admin.submit(task.path("id").asText(), FORMS.get(step));
				// A step that another request has just completed is refused; that is
				// fine.
				done += (answer.status() == 204) ? 1 : 0;
				if (done == most) {
					return;
				}
			}
		}
	}

	private void start() throws IOException {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java",
				"-Duser.timezone=UTC", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx768m", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				KefuApplication.class.getName()));
		ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/crash-test.log")));
		process.environment()
			.putAll(Map.of("SPRING_PROFILES_ACTIVE", "demo", "KEFU_DEMO_CASES", "false", "SERVER_PORT",
					Integer.toString(this.port), "SPRING_DATASOURCE_URL", this.database, "SPRING_DATASOURCE_USERNAME",
					"postgres", "SPRING_DATASOURCE_PASSWORD", "", "SPRING_MAIL_HOST", "localhost", "SPRING_MAIL_PORT",
					Integer.toString(TestMail.port())));
		this.kefu = process.start();
		await("Kefu answers", Duration.ofMinutes(2), () -> {
			assertThat(this.kefu.isAlive()).as("Kefu runs, see target/crash-test.log").isTrue();
			try {
				return new KefuClient(this.port, null).get("/actuator/health").status() == 200;
			}
			catch (UncheckedIOException ex) {
				return false;
			}
		});
	}

	private long count(String sql) {
		return this.jdbc.sql(sql).query(Long.class).single();
	}

	private static void await(String what, Duration most, BooleanSupplier condition) {
		org.awaitility.Awaitility.await(what)
			.atMost(most)
			.pollInterval(Duration.ofMillis(300))
			.until(condition::getAsBoolean);
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
