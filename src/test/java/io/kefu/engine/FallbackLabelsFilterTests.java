package io.kefu.engine;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class FallbackLabelsFilterTests {

	private final ObjectMapper json = new ObjectMapper();

	private final MockFilterChain shipped = new MockFilterChain();

	@ParameterizedTest
	@ValueSource(strings = { "tasklist", "cockpit", "admin", "welcome" })
	void chineseBrowserGetsTheEnglishLabelsWithoutEnglishDates(String app) throws Exception {
		MockHttpServletResponse answer = answer("/camunda/app/" + app + "/locales/en.json", Locale.SIMPLIFIED_CHINESE);
		JsonNode labels = this.json.readTree(answer.getContentAsString(StandardCharsets.UTF_8));
		assertThat(labels.has("dateLocales")).isFalse();
		assertThat(labels.path("labels")).hasSizeGreaterThan(100);
		assertThat(this.shipped.getRequest()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "/camunda/app/tasklist/locales/en.json, en", "/camunda/app/tasklist/locales/zh.json, zh",
			"/camunda/app/tasklist/scripts/config.js, zh" })
	void everythingElseIsAsShipped(String path, String language) throws Exception {
		answer(path, Locale.forLanguageTag(language));
		assertThat(this.shipped.getRequest()).isNotNull();
	}

	private MockHttpServletResponse answer(String path, Locale locale) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.setServletPath(path);
		request.addPreferredLocale(locale);
		MockHttpServletResponse response = new MockHttpServletResponse();
		new FallbackLabelsFilter(this.json).doFilter(request, response, this.shipped);
		return response;
	}

}
