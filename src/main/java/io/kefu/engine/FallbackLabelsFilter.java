package io.kefu.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.io.ClassPathResource;

/**
 * Keeps the dates of the web apps Chinese in a Chinese browser. The apps load the English
 * labels beside the Chinese ones, for those that are missing, and whichever file comes
 * last sets the language of all dates: "in 2 days" among Chinese words, now and then. A
 * Chinese browser gets the English file without its dates.
 */
class FallbackLabelsFilter extends HttpFilter {

	private static final Pattern LABELS = Pattern.compile("/camunda/app/[a-z]+/locales/en\\.json");

	private final ObjectMapper json;

	FallbackLabelsFilter(ObjectMapper json) {
		this.json = json;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Matcher labels = LABELS.matcher(request.getServletPath());
		if (!labels.matches() || !request.getLocale().getLanguage().equals("zh")) {
			chain.doFilter(request, response);
			return;
		}
		response.setContentType("application/json;charset=UTF-8");
		response.setHeader("Vary", "Accept-Language");
		this.json.writeValue(response.getOutputStream(), withoutDates(labels.group()));
	}

	private JsonNode withoutDates(String path) throws IOException {
		try (InputStream shipped = new ClassPathResource("META-INF/resources/webjars" + path).getInputStream()) {
			ObjectNode labels = (ObjectNode) this.json.readTree(shipped);
			labels.remove("dateLocales");
			return labels;
		}
	}

}
