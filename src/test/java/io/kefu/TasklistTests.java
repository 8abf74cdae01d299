package io.kefu;

import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Staff at work in Tasklist, in a real browser. Leaves pictures in
 * {@code target/screenshots}.
 */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class TasklistTests {

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	@LocalServerPort
	private int port;

	@Autowired
	private JobExecutor jobExecutor;

	@Autowired
	private JdbcClient jdbc;

	private Chromium chromium;

	@BeforeAll
	void openBrowser() {
		this.chromium = Chromium.launch();
		this.jobExecutor.start();
	}

	@AfterAll
	void closeBrowser() {
		this.jobExecutor.shutdown();
		if (this.chromium != null) {
			this.chromium.close();
		}
	}

}
