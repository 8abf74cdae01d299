package io.kefu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The web apps in Chinese: every label that this version of the engine has.
 */
class WebAppLabelsTests {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.*?}}|</?[a-z]+[^>]*>");

	private static final Pattern ASCII_MARK = Pattern.compile("\\p{IsHan}[,:;!?]|[,:;!?]\\p{IsHan}");

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
		String path = "/META-INF/resources/webjars/camunda/app/%s/locales/%s.json".formatted(app, language);
		try (InputStream file = WebAppLabelsTests.class.getResourceAsStream(path)) {
			return new ObjectMapper()
				.readTree(new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\uFEFF", ""));
		}
	}

}
