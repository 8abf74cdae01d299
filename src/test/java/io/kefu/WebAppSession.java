package io.kefu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks over HTTP as the pages of a web app do: with the session of somebody who has
 * logged in, password {@code demo}, and with the token that changes need.
 */
public final class WebAppSession {

	private static final String AUDIT = "/camunda/api/cockpit/plugin/kefu-audit/default/";

	private static final String COCKPIT = "/camunda/api/cockpit/plugin/base/default/";

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String JSON = "application/json";

	private static final ObjectMapper MAPPER = new ObjectMapper();

	private final CookieManager cookies = new CookieManager();

	private final HttpClient browser = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	private final String base;

	private WebAppSession(int port) {
		this.base = "http://localhost:" + port;
	}

	/** Somebody who has opened a web app, but not logged in. */
	public static WebAppSession anybody(int port, String app) {
		WebAppSession session = new WebAppSession(port);
		session.open(app);
		return session;
	}

	/**
	 * Somebody who has logged in.
	 * @param port port of the application
	 * @param login login, also the demo users'
	 * @param app the web app in which the login happened
	 * @return the session
	 */
	public static WebAppSession of(int port, String login, String app) {
		WebAppSession session = anybody(port, app);
		Answer answer = session.exchange("POST", "/camunda/api/admin/auth/user/default/login/" + app, session.token(),
				FORM, "username=" + login + "&password=demo");
		assertThat(answer.status()).as("login of %s to %s", login, app).isEqualTo(200);
		// A login begins a new session, with a new token from the next page.
		session.open(app);
		return session;
	}

	private void open(String app) {
		assertThat(send("GET", "/camunda/app/" + app + "/default/").status()).as(app).isEqualTo(200);
	}

	/**
	 * What came back.
	 */
	public record Answer(int status, HttpHeaders headers, byte[] body) {

		/** A header; empty where there is none. */
		public String header(String name) {
			return this.headers.firstValue(name).orElse("");
		}

		public String type() {
			return header("Content-Type");
		}

		public String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

		public JsonNode json() {
			try {
				return MAPPER.readTree(this.body);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/**
	 * A part of the audit interface.
	 * @param path path below it, with query
	 * @return the answer, also a refusal
	 */
	public Answer audit(String path) {
		return audit("GET", path);
	}

	/**
	 * What the audit interface says to another method than GET.
	 * @param method the method
	 * @param path path below it
	 * @return the answer
	 */
	public Answer audit(String method, String path) {
		return send(method, AUDIT + path);
	}

	/**
	 * A part of the audit interface that is not refused.
	 * @param path path below it, with query
	 * @return what it says
	 */
	public JsonNode json(String path) {
		return found(path, audit(path));
	}

	/**
	 * What one of Cockpit's own lists shows.
	 * @param method GET, or POST with an empty filter
	 * @param path path below that of Cockpit's own interface
	 * @return the list
	 */
	public JsonNode cockpit(String method, String path) {
		return found(path, method.equals("POST") ? post(COCKPIT + path, "{}") : send(method, COCKPIT + path, token()));
	}

	private static JsonNode found(String path, Answer answer) {
		assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(200);
		return answer.json();
	}

	/**
	 * Sends JSON.
	 * @param path path on the server
	 * @param json the body
	 * @return the answer
	 */
	public Answer post(String path, String json) {
		return exchange("POST", path, token(), JSON, json);
	}

	/**
	 * Sends a request without a body.
	 * @param method its method
	 * @param path path on the server
	 * @return the answer
	 */
	public Answer send(String method, String path) {
		return send(method, path, token());
	}

	/**
	 * Sends a request without a body.
	 * @param method its method
	 * @param path path on the server
	 * @param token the token against forged requests, null for none
	 * @return the answer
	 */
	public Answer send(String method, String path, String token) {
		return exchange(method, path, token, null, null);
	}

	private Answer exchange(String method, String path, String token, String type, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (body != null) {
			request.header("Content-Type", type);
		}
		if (token != null) {
			request.header("X-XSRF-TOKEN", token);
		}
		try {
			HttpResponse<byte[]> response = this.browser.send(request.build(), BodyHandlers.ofByteArray());
			return new Answer(response.statusCode(), response.headers(), response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** The newest token; null where no page was opened. */
	private String token() {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals("XSRF-TOKEN"))
			.map(HttpCookie::getValue)
			.findFirst()
			.orElse(null);
	}

	public static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
