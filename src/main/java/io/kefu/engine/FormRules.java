package io.kefu.engine;

import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a form may contain: the components that Tasklist's viewer can show, and nothing
 * that is loaded from elsewhere.
 */
class FormRules {

	private static final Set<String> COMPONENTS = Set.of("text", "textfield", "textarea", "number", "checkbox", "radio",
			"select", "checklist", "taglist", "datetime", "table", "dynamiclist", "group", "html", "image", "iframe",
			"spacer", "separator", "button", "expression");

	private static final int MAX_COMPONENTS = 500;

	private static final int MAX_DEPTH = 10;

	/**
	 * Something with a scheme or another host: {@code https:…}, {@code //host},
	 * {@code javascript:…}.
	 */
	private static final Pattern EXTERNAL = Pattern.compile(
			"(?i)^\\s*(?:[a-z][a-z0-9+.-]*:(?!image/(?:png|jpeg|gif);base64,)|data:(?!image/(?:png|jpeg|gif);base64,)|[/\\\\]{2})");

	private static final Pattern ACTIVE_HTML = Pattern
		.compile("(?i)<\\s*(?:script|iframe|object|embed|link|meta|base|form|svg)|\\bon\\w+\\s*=|javascript:");

	private static final Pattern LOADED = Pattern
		.compile("(?i)(?:src|srcset|poster|background|action)\\s*=|url\\s*\\(|@import|!\\[[^]]*]\\(\\s*(?:[a-z]+:|//)");

	private int components;

	/**
	 * Checks a form.
	 * @param form the parsed file
	 * @param problems takes the component's key or id and a Chinese message
	 */
	void check(JsonNode form, BiConsumer<String, String> problems) {
		this.components = 0;
		if (!form.isObject() || form.path("id").asText().isBlank()) {
			problems.accept("id", "表单缺少 id");
			return;
		}
		components(form, 1, problems);
	}

	private void components(JsonNode parent, int depth, BiConsumer<String, String> problems) {
		if (depth > MAX_DEPTH) {
			problems.accept(label(parent), "表单嵌套过深（上限 " + MAX_DEPTH + " 层）");
			return;
		}
		for (JsonNode component : parent.path("components")) {
			if (++this.components > MAX_COMPONENTS) {
				problems.accept(label(component), "表单字段过多（上限 " + MAX_COMPONENTS + " 个）");
				return;
			}
			component(component, problems);
			components(component, depth + 1, problems);
		}
	}

	private static void component(JsonNode component, BiConsumer<String, String> problems) {
		String type = component.path("type").asText();
		if (!COMPONENTS.contains(type)) {
			problems.accept(label(component), "任务列表不支持表单组件“" + type + "”");
		}
		if ("image".equals(type) && isExternal(component.path("source").asText())
				|| "iframe".equals(type) && isExternal(component.path("url").asText())) {
			problems.accept(label(component), "不允许引用外部地址");
		}
		String content = "html".equals(type) ? component.path("content").asText() : component.path("text").asText();
		if (ACTIVE_HTML.matcher(content).find() || LOADED.matcher(content).find()) {
			problems.accept(label(component), "文本中不允许脚本、内嵌页面或从别处加载的内容");
		}
	}

	/** An address computed by an expression may lead anywhere too. */
	private static boolean isExternal(String address) {
		return address.startsWith("=") || EXTERNAL.matcher(address).find();
	}

	private static String label(JsonNode component) {
		return component.hasNonNull("key") ? component.get("key").asText() : component.path("id").asText("表单");
	}

}
