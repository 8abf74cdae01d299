package io.kefu.survey;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import io.kefu.problem.FieldError;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What recipients see: Thymeleaf pages without any script. They say nothing about the
 * recipient, so that a link in wrong hands gives nobody away.
 */
@Component
class SurveyPages {

	private final SpringTemplateEngine engine = new SpringTemplateEngine();

	private final String companyName;

	SurveyPages(@Value("${kefu.company-name:本公司}") String companyName) {
		this.companyName = companyName;
		ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
		resolver.setPrefix("templates/survey/");
		resolver.setSuffix(".html");
		resolver.setTemplateMode(TemplateMode.HTML);
		resolver.setCharacterEncoding("UTF-8");
		this.engine.setTemplateResolver(resolver);
	}

	/** A question with the stars chosen so far. */
	record Question(String name, String text, String chosen) {
	}

	/**
	 * The page to fill in.
	 * @param survey the survey
	 * @param filled what was sent and refused, by field; empty at first
	 * @param errors why it was refused; empty at first
	 * @return HTML
	 */
	String form(Survey survey, Map<String, String> filled, List<FieldError> errors) {
		List<String> texts = survey.plan().questions();
		List<Question> questions = IntStream.range(0, texts.size())
			.mapToObj((index) -> question(index + 1, texts.get(index), filled))
			.toList();
		Context context = context();
		context.setVariable("title", survey.plan().title());
		context.setVariable("anonymous", survey.plan().anonymous());
		context.setVariable("closesOn", survey.plan().closesOn().toString());
		context.setVariable("overall", new Question("score", "您对我们的服务总体满意吗？", filled.get("score")));
		context.setVariable("questions", questions);
		context.setVariable("comment", filled.get("comment"));
		context.setVariable("longestComment", Answer.LONGEST_COMMENT);
		context.setVariable("errors", errors);
		return this.engine.process("form", context);
	}

	/**
	 * A page with one message.
	 * @param heading what has happened
	 * @param text what it means for the reader
	 * @return HTML
	 */
	String notice(String heading, String text) {
		Context context = context();
		context.setVariable("heading", heading);
		context.setVariable("text", text);
		return this.engine.process("notice", context);
	}

	private static Question question(int number, String text, Map<String, String> filled) {
		return new Question("q" + number, number + ". " + text, filled.get("q" + number));
	}

	private Context context() {
		Context context = new Context(Locale.SIMPLIFIED_CHINESE);
		context.setVariable("companyName", this.companyName);
		return context;
	}

}
