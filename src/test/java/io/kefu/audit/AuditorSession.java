package io.kefu.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Asks the audit interface as Cockpit does: with the session of somebody who has logged
 * in.
 */
final class AuditorSession {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final CookieManager cookies = new CookieManager();

	private final HttpClient browser = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	private final String base;

	/**
	 * Logs in.
	 * @param port where Kefu listens
	 * @param user login of a user with the password {@code demo}
	 * @param app the web app, as {@code cockpit}
	 */
	AuditorSession(int port, String user, String app) {
		this.base = "http://localhost:" + port + "/camunda";
		send(request("/app/welcome/default/").build());
		int status = send(request("/api/admin/auth/user/default/login/" + app).header("X-XSRF-TOKEN", token())
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("username=" + user + "&password=demo"))
			.build()).statusCode();
		if (status != 200) {
			throw new IllegalStateException("login of " + user + " to " + app + ": " + status);
		}
	}

	/**
	 * Gets a part of the audit interface.
	 * @param path below the plugin's own path, with query
	 * @return the answer
	 */
	HttpResponse<byte[]> get(String path) {
		return send(request("/api/cockpit/plugin/kefu-audit/default/" + path).build());
	}

	/**
	 * Gets JSON.
	 * @param path as above
	 * @return the body, also of a refusal
	 */
	JsonNode json(String path) {
		return json(get(path));
	}

	static JsonNode json(HttpResponse<byte[]> response) {
		try {
			return JSON.readTree(response.body());
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8), ex);
		}
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.base + path));
	}

	private HttpResponse<byte[]> send(HttpRequest request) {
		try {
			return this.browser.send(request, BodyHandlers.ofByteArray());
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
			.orElseThrow();
	}

}
