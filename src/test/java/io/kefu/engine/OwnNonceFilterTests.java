package io.kefu.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kefu.ApplicationTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many people open the web apps at once, as they do at nine in the morning.
 */
@ApplicationTest
class OwnNonceFilterTests {

	private static final int PAGES = 200;

	private static final Pattern PROMISED = Pattern.compile("'nonce-([^']+)'");

	private static final Pattern USED = Pattern.compile("nonce=\"([^\"]*)\"");

	@LocalServerPort
	private int port;

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void everyPageMayRunItsOwnScriptsWhenManyAreOpenedAtOnce() throws Exception {
		ExecutorService visitors = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Void>> visits = new ArrayList<>();
			for (int i = 0; i < PAGES; i++) {
				visits.add(this::visit);
			}
			for (Future<Void> visit : visitors.invokeAll(visits)) {
				visit.get();
			}
		}
		finally {
			visitors.shutdown();
		}
	}

	private Void visit() throws IOException, InterruptedException {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/camunda/app/tasklist/default/"))
			.build();
		HttpResponse<String> page = this.client.send(request, BodyHandlers.ofString());
		Matcher promised = PROMISED.matcher(page.headers().firstValue("Content-Security-Policy").orElseThrow());
		assertThat(promised.find()).isTrue();
		List<String> used = USED.matcher(page.body()).results().map((result) -> result.group(1)).toList();
		assertThat(used).isNotEmpty().containsOnly(promised.group(1));
		return null;
	}

}
