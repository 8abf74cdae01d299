package io.kefu.identity;

import io.kefu.ApplicationTest;
import io.kefu.WebAppSession;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has logged in to Tasklist uses our own interfaces from there without a second
 * login.
 */
@ApplicationTest
class WebAppSessionTests {

	@LocalServerPort
	private int port;

	@Test
	void clerkWhoIsLoggedInToTasklistReadsCases() {
		assertThat(WebAppSession.anybody(this.port, "tasklist").send("GET", "/api/cases").status())
			.as("before the login")
			.isEqualTo(401);
		assertThat(clerk().send("GET", "/api/cases").status()).isEqualTo(200);
	}

	@Test
	void changeNeedsTheTokenThatOnlyOurOwnPagesKnow() {
		WebAppSession clerk = clerk();
		assertThat(clerk.send("POST", "/api/no-such-thing", null).status()).isEqualTo(401);
		assertThat(clerk.send("POST", "/api/no-such-thing", "guessed").status()).isEqualTo(401);
		assertThat(clerk.send("POST", "/api/no-such-thing").status()).isEqualTo(404);
	}

	@Test
	void engineAndOperatorsInterfacesDoNotTakeTheSession() {
		WebAppSession clerk = clerk();
		assertThat(clerk.send("GET", "/engine-rest/task").status()).isEqualTo(401);
		assertThat(clerk.send("GET", "/actuator/metrics").status()).isEqualTo(401);
	}

	@Test
	void loggedOutIsLoggedOut() {
		WebAppSession clerk = clerk();
		assertThat(clerk.send("POST", "/camunda/api/admin/auth/user/default/logout").status()).isEqualTo(200);
		assertThat(clerk.send("GET", "/api/cases").status()).isEqualTo(401);
	}

	private WebAppSession clerk() {
		return WebAppSession.of(this.port, "customerService", "tasklist");
	}

}
