package io.kefu.notification;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Renders {@code templates/notification/<name>.txt}: Thymeleaf text, first line
 * {@code 主题：…}, the rest the body. Instants in the model come out in the calendar's zone;
 * a blank value counts as absent, so that a template asks only once.
 */
@Component
class MessageTemplates {

	private static final Pattern PARTS = Pattern.compile("主题[:\uFF1A](?<subject>.+)\n(?<body>(?s:.+))");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

	private final SpringTemplateEngine engine = new SpringTemplateEngine();

	private final Map<String, Object> settings = new HashMap<>();

	private final ZoneId zone;

	MessageTemplates(@Value("${kefu.calendar.zone}") ZoneId zone, @Value("${kefu.company-name}") String companyName,
			@Value("${kefu.public-url:}") String publicUrl, NotificationProperties properties) {
		this.zone = zone;
		this.settings.put("companyName", companyName);
		String apps = publicUrl.isBlank() ? null : publicUrl.replaceAll("/+$", "") + "/camunda/app/";
		this.settings.put("tasklistUrl", (apps != null) ? apps + "tasklist/default/" : null);
		this.settings.put("sealsUrl", (apps != null) ? apps + "cockpit/default/#/audit/seals" : null);
		this.settings.put("hotline", properties.hotline());
		ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
		resolver.setPrefix("templates/notification/");
		resolver.setSuffix(".txt");
		resolver.setTemplateMode(TemplateMode.TEXT);
		resolver.setCharacterEncoding("UTF-8");
		this.engine.setTemplateResolver(resolver);
	}

	/**
	 * Renders a message.
	 * @param template name of the template, as a model gives it
	 * @param model values by name; may hold nulls
	 * @return subject and body
	 * @throws IllegalArgumentException if there is no such template
	 */
	MessageText render(String template, Map<String, ?> model) {
		if (!template.matches("[a-z][a-z-]*")
				|| getClass().getResource("/templates/notification/" + template + ".txt") == null) {
			throw new IllegalArgumentException("There is no message template '" + template + "'");
		}
		Context context = new Context(Locale.SIMPLIFIED_CHINESE);
		this.settings.forEach((name, value) -> context.setVariable(name, readable(value)));
		model.forEach((name, value) -> context.setVariable(name, readable(value)));
		// Parts of a message that are absent leave empty lines behind.
		String text = this.engine.process(template, context).replaceAll("\\R", "\n").replaceAll("\n{3,}", "\n\n");
		Matcher parts = PARTS.matcher(text);
		if (!parts.matches()) {
			throw new IllegalArgumentException("Template '" + template + "' has no first line '主题：…' or no body");
		}
		return new MessageText(parts.group("subject"), parts.group("body"));
	}

	private Object readable(Object value) {
		if (value instanceof Date date) {
			return readable(date.toInstant());
		}
		if (value instanceof Instant instant) {
			return TIME.format(instant.atZone(this.zone));
		}
		return (value instanceof String text && text.isBlank()) ? null : value;
	}

}
