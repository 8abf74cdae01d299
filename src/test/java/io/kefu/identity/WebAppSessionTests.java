package io.kefu.identity;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

import io.kefu.ApplicationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has logged in to Tasklist uses our own interfaces from there without a second
 * login.
 */
@ApplicationTest
class WebAppSessionTests {

	private final CookieManager cookies = new CookieManager();

	private final HttpClient browser = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	@LocalServerPort
	private int port;

	@BeforeEach
	void openTasklist() throws Exception {
		assertThat(status("GET", "/camunda/app/tasklist/default/", null)).isEqualTo(200);
	}

	@Test
	void clerkWhoIsLoggedInToTasklistReadsCases() throws Exception {
		assertThat(status("GET", "/api/cases", null)).as("before the login").isEqualTo(401);
		logIn();
		assertThat(status("GET", "/api/cases", null)).isEqualTo(200);
	}

	@Test
	void changeNeedsTheTokenThatOnlyOurOwnPagesKnow() throws Exception {
		logIn();
		assertThat(status("POST", "/api/no-such-thing", null)).isEqualTo(401);
		assertThat(status("POST", "/api/no-such-thing", "guessed")).isEqualTo(401);
		assertThat(status("POST", "/api/no-such-thing", token())).isEqualTo(404);
	}

	@Test
	void engineAndOperatorsInterfacesDoNotTakeTheSession() throws Exception {
		logIn();
		assertThat(status("GET", "/engine-rest/task", null)).isEqualTo(401);
		assertThat(status("GET", "/actuator/metrics", null)).isEqualTo(401);
	}

	@Test
	void loggedOutIsLoggedOut() throws Exception {
		logIn();
		assertThat(status("POST", "/camunda/api/admin/auth/user/default/logout", token())).isEqualTo(200);
		assertThat(status("GET", "/api/cases", null)).isEqualTo(401);
	}

	private void logIn() throws Exception {
		HttpRequest login = request("/camunda/api/admin/auth/user/default/login/tasklist")
			.header("X-XSRF-TOKEN", token())
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString("username=customerService&password=demo"))
			.build();
		assertThat(this.browser.send(login, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
		// A login begins a new session, with a new token from the next page.
		openTasklist();
	}

	private int status(String method, String path, String token) throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path).method(method, BodyPublishers.noBody());
		if (token != null) {
			request.header("X-XSRF-TOKEN", token);
		}
		return this.browser.send(request.build(), BodyHandlers.discarding()).statusCode();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path));
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
