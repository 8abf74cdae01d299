package io.kefu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Talks to a running Kefu over HTTP as one user, as other systems do.
 */
public final class KefuClient {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final String base;

	private final String authorization;

	public KefuClient(int port, String user) {
		this.base = "http://localhost:" + port;
		this.authorization = (user != null)
				? "Basic " + Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8))
				: null;
	}

	/**
	 * What came back.
	 */
	public record Answer(int status, JsonNode json) {

		public String detail() {
			return this.json.path("detail").asText();
		}

		public String field(int index) {
			return this.json.path("errors").path(index).path("field").asText();
		}

	}

	public Answer get(String path) {
		return send("GET", path, null);
	}

	public Answer post(String path, Object body) {
		return send("POST", path, body);
	}

	public Answer send(String method, String path, Object body) {
		try {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
				.header("Content-Type", "application/json")
				.method(method, (body != null) ? BodyPublishers.ofString(JSON.writeValueAsString(body))
						: BodyPublishers.noBody());
			if (this.authorization != null) {
				request.header("Authorization", this.authorization);
			}
			HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
			String text = response.body();
			return new Answer(response.statusCode(),
					(text.startsWith("{") || text.startsWith("[")) ? JSON.readTree(text) : JSON.missingNode());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Starts a process with a form, over {@code submit-form}.
	 * @return the answer; {@code businessKey} is the case number
	 */
	public Answer start(String process, Map<String, Object> form) {
		return post("/engine-rest/process-definition/key/" + process + "/submit-form",
				Map.of("variables", variables(form)));
	}

	/**
	 * Completes a step of a case with its form.
	 */
	public Answer submit(String taskId, Map<String, Object> form) {
		return post("/engine-rest/task/" + taskId + "/submit-form", Map.of("variables", variables(form)));
	}

	/** The engine's shape of variables. */
	public static Map<String, Object> variables(Map<String, Object> form) {
		Map<String, Object> variables = new LinkedHashMap<>();
		form.forEach((name, value) -> variables.put(name, java.util.Collections.singletonMap("value", value)));
		return variables;
	}

}
