package io.kefu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The web apps in Chinese: every label that this version of the engine has.
 */
class WebAppLabelsTests {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.*?}}|</?[a-z]+[^>]*>");

	private static final Pattern ASCII_MARK = Pattern.compile("\\p{IsHan}[,:;!?]|[,:;!?]\\p{IsHan}");

	/** A sentence in the viewer's code, or a word where an element gets its text. */
	private static final Pattern VIEWER_TEXT = Pattern
		.compile("(?<!label:)(?:\"([A-Z][a-z]+ [a-z][^\"\n]*)\"|`([A-Z][a-z]+ [a-z][^`\n]*)`)"
				+ "|(?:children|placeholder|\"aria-label\"|title|text|emptyListMessage|\\|\\|)[:=]?"
				+ "(?:[^,{}()]{0,30}\\?)?\"([A-Z][a-z][^\"]*|hh[^\"]*)\"(?::\"([^\"]+)\")?");

	/** What nobody reads on a page. */
	private static final Set<String> FOR_DEVELOPERS = Set.of("Backspace", "Drop a form file", "Input data",
			"No options source defined in the form definition", "No timezone", "Playground is not initialized.",
			"Unknown expression type: ");

	@ParameterizedTest
	@ValueSource(strings = { "tasklist", "cockpit", "admin", "welcome" })
	void noLabelIsLeftInEnglish(String app) throws IOException {
		Map<String, String> english = labels(app, "en");
		Map<String, String> chinese = labels(app, "zh");
		assertThat(chinese.keySet()).isEqualTo(english.keySet());
		english.forEach((key, label) -> {
			String translated = chinese.get(key);
			assertThat(placeholders(translated)).as(key).containsExactlyInAnyOrderElementsOf(placeholders(label));
			assertThat(translated.isEmpty()).as(key).isEqualTo(label.isEmpty());
			assertThat(ASCII_MARK.matcher(translated).find()).as("%s: %s", key, translated).isFalse();
		});
		assertThat(chinese.values().stream().filter((label) -> label.matches("(?s).*\\p{IsHan}.*")).count())
			.isGreaterThan(chinese.size() * 95L / 100);
	}

	@ParameterizedTest
	@ValueSource(strings = { "tasklist", "cockpit", "admin", "welcome" })
	void datesAreChinese(String app) throws IOException {
		JsonNode dates = file(app, "zh").path("dateLocales");
		assertThat(dates.path("months")).hasSize(12);
		assertThat(dates.path("weekdays")).hasSize(7);
		assertThat(dates.path("relativeTime").path("dd").asText()).isEqualTo("%d天");
		assertThat(dates.path("longDateFormat").path("LLL").asText()).isEqualTo("YYYY年M月D日 HH:mm");
	}

	@Test
	void formViewerSaysNothingThatHasNoTranslation() throws IOException {
		String bundle = file("lib/deps.js");
		// From the end of what comes before the viewer to its last message.
		String viewer = bundle.substring(bundle.lastIndexOf("fjs-pgl"),
				bundle.indexOf("must be a valid email.\"") + 25);
		Set<String> texts = VIEWER_TEXT.matcher(viewer)
			.results()
			.flatMap((text) -> IntStream.rangeClosed(1, text.groupCount()).mapToObj(text::group))
			.filter(Objects::nonNull)
			.collect(Collectors.toCollection(TreeSet::new));
		texts.removeAll(FOR_DEVELOPERS);
		assertThat(texts).contains("Field is required.", "Search", "hh:mm").hasSizeGreaterThan(30);
		assertThat(texts.stream().flatMap((text) -> Stream.of(text.split("\\$\\{[^}]*}"))))
			.allSatisfy((words) -> assertThat(file("app/tasklist/scripts/kefu-chinese.js")).contains(words));
	}

	private static List<String> placeholders(String label) {
		return PLACEHOLDER.matcher(label).results().map(MatchResult::group).toList();
	}

	private static Map<String, String> labels(String app, String language) throws IOException {
		Map<String, String> labels = new TreeMap<>();
		file(app, language).path("labels")
			.fields()
			.forEachRemaining((label) -> labels.put(label.getKey(), label.getValue().asText()));
		assertThat(labels).isNotEmpty();
		return labels;
	}

	/** The engine's own files start with a byte order mark. */
	private static JsonNode file(String app, String language) throws IOException {
		return new ObjectMapper()
			.readTree(file("app/%s/locales/%s.json".formatted(app, language)).replace("\uFEFF", ""));
	}

	private static String file(String path) throws IOException {
		try (InputStream file = WebAppLabelsTests.class
			.getResourceAsStream("/META-INF/resources/webjars/camunda/" + path)) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
