package io.kefu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium installed on this machine. Without one the browser tests are skipped with
 * a message; where {@code CI=true}, that is a failure.
 */
public final class Chromium implements AutoCloseable {

	private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
			"/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");

	private final Playwright playwright;

	private final Browser browser;

	private Chromium(Path executable) {
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new LaunchOptions().setExecutablePath(executable)
				.setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking",
						"--disable-component-update", "--disable-sync", "--no-first-run")));
	}

	/**
	 * Starts the browser.
	 * @return the browser, to be closed by the caller
	 */
	public static Chromium launch() {
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
		return new Chromium(executable.get());
	}

	/**
	 * The running browser.
	 * @return the browser
	 */
	public Browser browser() {
		return this.browser;
	}

	@Override
	public void close() {
		this.playwright.close();
	}

}
