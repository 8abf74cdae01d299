package io.kefu.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Renders {@code templates/document/<kind>.html}, which is XHTML for Thymeleaf, to PDF
 * with an embedded Chinese font. Text of the model is escaped, and nothing outside the
 * template is loaded, so what a customer wrote can only ever be read. A character that
 * the font does not have becomes {@code #}.
 */
@Component
class DocumentTemplates {

	private static final String FONT = "fonts/ttf/NotoSansSC/NotoSansSC-%s.ttf";

	/** XML cannot hold these at all, not even escaped. */
	private static final Pattern NOT_XML = Pattern
		.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

	private static final Pattern TITLE = Pattern.compile("<title>([^<]+)</title>");

	private final SpringTemplateEngine engine = new SpringTemplateEngine();

	private final DocumentDates dates;

	private final String companyName;

	private final ReadableText readableText;

	DocumentTemplates(@Value("${kefu.calendar.zone:Asia/Shanghai}") ZoneId zone,
			@Value("${kefu.company-name:本公司}") String companyName) throws IOException {
		this.dates = new DocumentDates(zone);
		this.companyName = companyName;
		try (InputStream font = font("Regular").supply()) {
			this.readableText = new ReadableText(font);
		}
		ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
		resolver.setPrefix("templates/document/");
		resolver.setSuffix(".html");
		resolver.setTemplateMode(TemplateMode.HTML);
		resolver.setCharacterEncoding("UTF-8");
		this.engine.setTemplateResolver(resolver);
	}

	/**
	 * Renders a document.
	 * @param kind name of the template, as a model gives it
	 * @param model values by name; may hold nulls
	 * @return title and file
	 * @throws IllegalArgumentException if there is no such template, or it has no title
	 */
	Pdf render(String kind, Map<String, ?> model) {
		if (!kind.matches("[a-z][a-z-]*") || getClass().getResource("/templates/document/" + kind + ".html") == null) {
			throw new IllegalArgumentException("There is no document template '" + kind + "'");
		}
		Context context = new Context(Locale.SIMPLIFIED_CHINESE);
		model.forEach((name, value) -> context.setVariable(name, present(value)));
		context.setVariable("companyName", this.companyName);
		context.setVariable("dates", this.dates);
		String html = NOT_XML.matcher(this.engine.process(kind, context)).replaceAll("");
		Matcher title = TITLE.matcher(html);
		if (!title.find()) {
			throw new IllegalArgumentException("Document template '" + kind + "' has no title");
		}
		return new Pdf(title.group(1), pdf(html));
	}

	/** A blank value counts as absent, so that a template asks only once. */
	private static Object present(Object value) {
		return (value instanceof String text && text.isBlank()) ? null : value;
	}

	private byte[] pdf(String html) {
		try (ByteArrayOutputStream pdf = new ByteArrayOutputStream()) {
			PdfRendererBuilder builder = new PdfRendererBuilder().withHtmlContent(html, null)
				.useFont(font("Regular"), "Noto Sans SC", 400, FontStyle.NORMAL, true)
				.useFont(font("Bold"), "Noto Sans SC", 700, FontStyle.NORMAL, true)
				.useUriResolver((base, uri) -> null)
				.toStream(pdf);
			for (ExternalResourceControlPriority priority : ExternalResourceControlPriority.values()) {
				builder.useExternalResourceAccessControl((uri, type) -> false, priority);
			}
			builder.run();
			return this.readableText.in(pdf.toByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static FSSupplier<InputStream> font(String weight) {
		return () -> DocumentTemplates.class.getClassLoader().getResourceAsStream(FONT.formatted(weight));
	}

}
