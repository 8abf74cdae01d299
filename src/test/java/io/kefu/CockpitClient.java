package io.kefu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks the interfaces of Cockpit as its pages do: with the session of somebody who has
 * logged in to a web app, password {@code demo}.
 */
public final class CockpitClient {

	/** Address of the audit interface. */
	public static final String PLUGIN = "/camunda/api/cockpit/plugin/kefu-audit/default/";

	private static final ObjectMapper JSON = new ObjectMapper();

	private final CookieManager cookies = new CookieManager();

	private final HttpClient browser = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	private final String base;

	private CockpitClient(int port) {
		this.base = "http://localhost:" + port;
	}

	/** Somebody who has not logged in. */
	public static CockpitClient anybody(int port) {
		return new CockpitClient(port);
	}

	/**
	 * Somebody who has logged in.
	 * @param port port of the application
	 * @param login login, also the demo users'
	 * @param app the web app in which the login happened
	 * @return the client
	 */
	public static CockpitClient of(int port, String login, String app) {
		CockpitClient client = new CockpitClient(port);
		client.send("GET", "/camunda/app/" + app + "/default/", null);
		HttpResponse<String> answer = client.send("POST", "/camunda/api/admin/auth/user/default/login/" + app,
				"username=" + login + "&password=demo");
		assertThat(answer.statusCode()).as("login of %s to %s", login, app).isEqualTo(200);
		// A login begins a new session, with a new token from the next page.
		client.send("GET", "/camunda/app/" + app + "/default/", null);
		return client;
	}

	/**
	 * What came back.
	 */
	public record Answer(int status, String type, String text) {

		public JsonNode json() {
			try {
				return JSON.readTree(this.text);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	public Answer get(String path) {
		HttpResponse<String> answer = send("GET", PLUGIN + path, null);
		return new Answer(answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body());
	}

	public JsonNode json(String path) {
		Answer answer = get(path);
		assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(200);
		return answer.json();
	}

	public int status(String method, String path) {
		return send(method, PLUGIN + path, "x=1").statusCode();
	}

	/**
	 * What one of Cockpit's own lists shows.
	 * @param method GET, or POST with an empty filter
	 * @param path path below that of Cockpit's own interface
	 */
	public JsonNode own(String method, String path) {
		boolean post = method.equals("POST");
		HttpResponse<String> answer = send(method, "/camunda/api/cockpit/plugin/base/default/" + path,
				post ? "{}" : null, "application/json");
		assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
		return new Answer(200, "application/json", answer.body()).json();
	}

	private HttpResponse<String> send(String method, String path, String form) {
		return send(method, path, form, "application/x-www-form-urlencoded");
	}

	private HttpResponse<String> send(String method, String path, String body, String type) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (body != null) {
			request.header("Content-Type", type).header("X-XSRF-TOKEN", token());
		}
		try {
			return this.browser.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private String token() {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals("XSRF-TOKEN"))
			.map(HttpCookie::getValue)
			.findFirst()
			.orElse("none");
	}

	public static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
