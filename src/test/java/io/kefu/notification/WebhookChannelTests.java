package io.kefu.notification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.kefu.notification.NotificationProperties.Webhook;
import io.kefu.notification.NotificationProperties.WebhookType;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WebhookChannelTests {

	private HttpServer robot;

	private int status = 200;

	private String answer = "{\"errcode\":0,\"errmsg\":\"ok\"}";

	private final List<String> paths = new ArrayList<>();

	private final List<JsonNode> bodies = new ArrayList<>();

	private final List<String> keys = new ArrayList<>();

	@BeforeEach
	void startRobot() throws IOException {
		this.robot = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.robot.createContext("/", (exchange) -> {
			this.paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
			this.bodies.add(new ObjectMapper().readTree(exchange.getRequestBody()));
			this.keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
			byte[] bytes = this.answer.getBytes(StandardCharsets.UTF_8);
			if (this.status == 302) {
				exchange.getResponseHeaders().add("Location", "/login");
			}
			exchange.sendResponseHeaders(this.status, (bytes.length > 0) ? bytes.length : -1);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
		this.robot.start();
	}

	@AfterEach
	void stopRobot() {
		this.robot.stop(0);
	}

	@Test
	void wecomRobotGetsMarkdownContent() throws IOException {
		channel(WebhookType.WECOM).send(message("客诉通报：KF-1", "客户：华星\n反馈内容：冒烟"));
		assertThat(this.paths).containsExactly("POST /send?key=secret");
		assertThat(this.bodies.get(0)).isEqualTo(new ObjectMapper().readTree("""
				{"msgtype": "markdown", "markdown": {"content": "### 客诉通报：KF-1\\n客户：华星\\n反馈内容：冒烟"}}"""));
		assertThat(this.keys).containsExactly("KF-1/complaint-bulletin/quality/webhook/step-1");
	}

	@Test
	void dingtalkRobotGetsTitleAndText() {
		channel(WebhookType.DINGTALK).send(message("客诉通报：KF-1", "客户：华星\n反馈内容：冒烟"));
		JsonNode body = this.bodies.get(0);
		assertThat(body.path("msgtype").asText()).isEqualTo("markdown");
		assertThat(body.at("/markdown/title").asText()).isEqualTo("客诉通报：KF-1");
		assertThat(body.at("/markdown/text").asText()).isEqualTo("### 客诉通报：KF-1\n\n客户：华星  \n反馈内容：冒烟");
		assertThat(body.path("markdown").size()).isEqualTo(2);
	}

	@Test
	void groupWithItsOwnRobotIsWrittenToThere() {
		String own = url() + "/own";
		WebhookChannel channel = channel(WebhookType.WECOM, "", Map.of("QUALITY", own));
		assertThat(channel.configuredFor("quality")).isTrue();
		assertThat(channel.configuredFor("production")).isFalse();
		channel.send(message("主题", "正文"));
		assertThat(this.paths).containsExactly("POST /own");
	}

	@Test
	void withoutAnAddressNothingCanBeSent() {
		WebhookChannel channel = channel(WebhookType.WECOM, null, Map.of());
		assertThat(channel.configuredFor("quality")).isFalse();
		assertThatExceptionOfType(DeliveryFailedException.class).isThrownBy(() -> channel.send(message("主题", "正文")));
	}

	@Test
	void whatACustomerTypedBecomesNeitherLinkNorMention() {
		channel(WebhookType.WECOM).send(message("主题", "<@all> [点这里](http://evil.example)"));
		assertThat(this.bodies.get(0).at("/markdown/content").asText()).doesNotContain("<", "[", "]")
			.contains("@all", "点这里");
	}

	@Test
	void messageLongerThanTheRobotTakesIsCutAtACharacter() {
		String body = "😀冒烟".repeat(1000);
		channel(WebhookType.WECOM).send(message("主题", body));
		String content = this.bodies.get(0).at("/markdown/content").asText();
		assertThat(content.getBytes(StandardCharsets.UTF_8).length).isBetween(4080, 4096);
		assertThat(content).endsWith("详见案件）").doesNotContain("\uFFFD");
		assertThat("### 主题\n" + body).startsWith(content.substring(0, content.lastIndexOf('\n')));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "500|{\"errcode\":0}|HTTP 500", "404|''|HTTP 404", "302|''|HTTP 302",
					"200|{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}|93000",
					"200|{\"errcode\":\"310000\"}|310000", "200|<html>login</html>|无法识别" })
	void refusalIsAFailure(int status, String answer, String reason) {
		this.status = status;
		this.answer = answer;
		assertThatExceptionOfType(DeliveryFailedException.class)
			.isThrownBy(() -> channel(WebhookType.WECOM).send(message("主题", "正文")))
			.withMessageContaining(reason)
			.withMessageNotContaining("secret");
		assertThat(this.paths).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{\"errcode\":0}", "{\"errcode\":\"0\"}", "{}" })
	void answerWithoutAnErrorIsSuccess(String answer) {
		this.answer = answer;
		channel(WebhookType.WECOM).send(message("主题", "正文"));
		assertThat(this.paths).hasSize(1);
	}

	@Test
	void robotThatDoesNotAnswerIsAFailureAfterTheTimeout() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			WebhookChannel channel = channel(WebhookType.WECOM,
					"http://localhost:" + silent.getLocalPort() + "/send?key=secret", Map.of());
			assertThatExceptionOfType(DeliveryFailedException.class).isThrownBy(() -> channel.send(message("主题", "正文")))
				.withMessageContaining("HttpTimeoutException")
				.withMessageNotContaining("secret");
		}
	}

	@Test
	void robotThatIsDownIsAFailureWhichKeepsItsAddressSecret() {
		this.robot.stop(0);
		assertThatExceptionOfType(DeliveryFailedException.class)
			.isThrownBy(() -> channel(WebhookType.WECOM).send(message("主题", "正文")))
			.withMessageStartingWith("群机器人连接失败：")
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("ConnectException"))
			.satisfies((ex) -> assertThat(Throwables.getStackTrace(ex)).doesNotContain("secret"));
	}

	@Test
	void settingsHaveUsableDefaults() {
		NotificationProperties properties = new Binder(new MapConfigurationPropertySource())
			.bindOrCreate("kefu.notification", NotificationProperties.class);
		assertThat(properties).isEqualTo(new NotificationProperties("kefu@localhost", null,
				new Webhook(WebhookType.WECOM, null, Map.of(), Duration.ofSeconds(5), Duration.ofSeconds(10))));
	}

	@Test
	void robotsAreConfiguredPerGroup() {
		NotificationProperties properties = new Binder(
				new MapConfigurationPropertySource(Map.of("kefu.notification.webhook.type", "dingtalk",
						"kefu.notification.webhook.groups.customerServiceLead", "https://robot.example/lead")))
			.bindOrCreate("kefu.notification", NotificationProperties.class);
		assertThat(properties.webhook().type()).isEqualTo(WebhookType.DINGTALK);
		WebhookChannel channel = new WebhookChannel(properties);
		assertThat(channel.configuredFor("customerServiceLead")).isTrue();
		assertThat(channel.configuredFor("customerService")).isFalse();
	}

	private WebhookChannel channel(WebhookType type) {
		return channel(type, url() + "/send?key=secret", Map.of());
	}

	private static WebhookChannel channel(WebhookType type, String url, Map<String, String> groupUrls) {
		return new WebhookChannel(new NotificationProperties("kefu@localhost", null,
				new Webhook(type, url, groupUrls, Duration.ofMillis(500), Duration.ofMillis(500))));
	}

	private String url() {
		return "http://localhost:" + this.robot.getAddress().getPort();
	}

	private static Message message(String subject, String body) {
		return new Message("KF-1", "complaint-bulletin", MessageChannel.WEBHOOK, "quality", null,
				new MessageText(subject, body),
				Message.key("KF-1", "complaint-bulletin", "quality", MessageChannel.WEBHOOK, "step-1"), Instant.EPOCH);
	}

}
