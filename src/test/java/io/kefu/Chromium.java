package io.kefu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium installed on this machine. Without one the browser tests are skipped with
 * a message; where {@code CI=true}, that is a failure.
 */
public final class Chromium implements AutoCloseable {

	private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
			"/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");

	/** One for all tests of a JVM: it starts slowly. Ends with the JVM. */
	private static Browser running;

	private final List<BrowserContext> windows = new ArrayList<>();

	private Chromium() {
	}

	/**
	 * Starts the browser, where no test has done so.
	 * @return the browser, to be closed by the caller
	 */
	public static Chromium launch() {
		if (running == null) {
			running = start(executable());
		}
		return new Chromium();
	}

	private static Browser start(Path executable) {
		return Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
			.chromium()
			.launch(new LaunchOptions().setExecutablePath(executable)
				.setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking",
						"--disable-component-update", "--disable-sync", "--no-first-run")));
	}

	private static Path executable() {
		Optional<Path> executable = Optional.ofNullable(System.getenv("CHROMIUM"))
			.map(Path::of)
			.or(() -> PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst());
		if (executable.isEmpty()) {
			String message = "Browser tests were skipped: no Chromium found; install it or set CHROMIUM to its path.";
			System.err.println(message);
			if ("true".equals(System.getenv("CI"))) {
				throw new IllegalStateException(message + " With CI=true that is a failure.");
			}
			Assumptions.abort(message);
		}
		return executable.get();
	}

	/**
	 * Opens a window with cookies and memory of its own. Pages of one window load what
	 * they share once.
	 * @param options what its browser is like
	 * @return the window, closed with this browser
	 */
	public BrowserContext window(NewContextOptions options) {
		BrowserContext window = running.newContext(options);
		this.windows.add(window);
		return window;
	}

	/**
	 * Logs a window in to a web app without opening the app: a request of its page that
	 * is still under way would come after the login with the old session and bring a new,
	 * empty one back.
	 * @param page the window
	 * @param port where the application answers
	 * @param app web app that the user may open
	 * @param login demo user
	 */
	public static void logIn(Page page, int port, String app, String login) {
		String base = "http://localhost:" + port + "/camunda/";
		// Who is logged in gets no new token.
		page.context().clearCookies();
		APIRequestContext window = page.context().request();
		String cookies = String.join("\n",
				window.get(base + "app/" + app + "/default/")
					.headersArray()
					.stream()
					.filter((header) -> header.name.equalsIgnoreCase("Set-Cookie"))
					.map((header) -> header.value)
					.toList());
		Matcher token = Pattern.compile("XSRF-TOKEN=([^;\n]+)").matcher(cookies);
		Assertions.assertTrue(token.find(), "the page hands out a token");
		APIResponse answer = window.post(base + "api/admin/auth/user/default/login/" + app,
				RequestOptions.create()
					.setHeader("X-XSRF-TOKEN", token.group(1))
					.setForm(FormData.create().set("username", login).set("password", "demo")));
		Assertions.assertTrue(answer.ok(), answer::statusText);
		// A login begins a new session, which gets its token with the next page.
		window.get(base + "app/" + app + "/default/");
	}

	@Override
	public void close() {
		this.windows.forEach(BrowserContext::close);
	}

}
