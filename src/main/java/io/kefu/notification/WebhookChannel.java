package io.kefu.notification;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Writes to the robot of a WeCom or DingTalk group.
 */
@Component
class WebhookChannel {

	/** Limit of a WeCom robot's markdown content, in bytes of UTF-8. */
	private static final int WECOM_LIMIT = 4096;

	private static final String CUT = "\n……（内容过长，详见案件）";

	private static final int ANSWER_LIMIT = 64 * 1024;

	private final ObjectMapper json = new ObjectMapper();

	private final NotificationProperties.Webhook settings;

	private final Map<String, String> groupUrls = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final RestClient client;

	WebhookChannel(NotificationProperties properties) {
		this.settings = properties.webhook();
		this.groupUrls.putAll(this.settings.groupUrls());
		HttpClient http = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(this.settings.connectTimeout())
			.build();
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
		requests.setReadTimeout(this.settings.readTimeout());
		this.client = RestClient.builder().requestFactory(requests).build();
	}

	/**
	 * Whether a group has a robot, its own or the one for all.
	 * @param groupId the group
	 * @return true if one is configured
	 */
	boolean configuredFor(String groupId) {
		return url(groupId).isPresent();
	}

	/**
	 * Posts a message to the robot of its recipient.
	 * @param message the message, its recipient is a group
	 * @throws DeliveryFailedException if the robot cannot be reached or refuses it
	 */
	void send(Message message) {
		String url = url(message.recipient())
			.orElseThrow(() -> new DeliveryFailedException("没有为“" + message.recipient() + "”配置群机器人地址"));
		try {
			this.client.post()
				.uri(URI.create(url))
				.contentType(MediaType.APPLICATION_JSON)
				.header("Idempotency-Key", message.idempotencyKey())
				.body(this.json.writeValueAsBytes(request(message.text())))
				.exchange((request, response) -> accepted(response));
		}
		catch (RestClientException ex) {
			// The exception's own message would name the address.
			throw new DeliveryFailedException("群机器人连接失败：" + ex.getMostSpecificCause(), ex);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Optional<String> url(String groupId) {
		return Optional.ofNullable(this.groupUrls.getOrDefault(groupId, this.settings.url()))
			.filter(StringUtils::hasText);
	}

	private Map<String, Object> request(MessageText text) {
		String title = plain(text.subject());
		String body = plain(text.body());
		return switch (this.settings.type()) {
			case WECOM -> Map.of("msgtype", "markdown", "markdown",
					Map.of("content", cut("### " + title + "\n" + body, WECOM_LIMIT)));
			// DingTalk joins lines unless they end with two blanks.
			case DINGTALK -> Map.of("msgtype", "markdown", "markdown",
					Map.of("title", title, "text", "### " + title + "\n\n" + body.replace("\n", "  \n")));
		};
	}

	/** What customers typed becomes neither a link nor a mention of colleagues. */
	private static String plain(String text) {
		return text.replace('<', '\uFF1C').replace('[', '\uFF3B').replace(']', '\uFF3D');
	}

	private static String cut(String text, int limit) {
		if (bytes(text) <= limit) {
			return text;
		}
		int room = limit - bytes(CUT);
		int end = 0;
		for (int used = 0; end < text.length(); end = text.offsetByCodePoints(end, 1)) {
			used += bytes(Character.toString(text.codePointAt(end)));
			if (used > room) {
				break;
			}
		}
		return text.substring(0, end) + CUT;
	}

	private static int bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	/**
	 * Robots answer refusals with HTTP 200 and an error code. An empty answer and one
	 * without a code count as accepted: relays in front of a robot give such; anything
	 * that is no JSON, like a proxy's login page, does not.
	 */
	private Void accepted(ClientHttpResponse response) throws IOException {
		if (!response.getStatusCode().is2xxSuccessful()) {
			throw new DeliveryFailedException("群机器人返回 HTTP " + response.getStatusCode().value());
		}
		String answer = new String(response.getBody().readNBytes(ANSWER_LIMIT), StandardCharsets.UTF_8);
		if (!answer.isBlank()) {
			JsonNode code = parse(answer).path("errcode");
			if (!code.isMissingNode() && code.asInt(-1) != 0) {
				throw new DeliveryFailedException("群机器人拒绝：" + answer);
			}
		}
		return null;
	}

	private JsonNode parse(String answer) {
		try {
			return this.json.readTree(answer);
		}
		catch (JsonProcessingException ex) {
			throw new DeliveryFailedException("群机器人的回应无法识别", ex);
		}
	}

}
