package io.kefu.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;

/**
 * What a DMN file may contain: decision tables and literal expressions in FEEL or JUEL.
 * Any other expression language would be a script.
 */
class DmnRules {

	private static final Set<String> ELEMENTS = Set.of("definitions", "decision", "decisionTable", "input",
			"inputExpression", "inputValues", "output", "outputValues", "defaultOutputEntry", "rule", "inputEntry",
			"outputEntry", "text", "description", "annotation", "annotationEntry", "variable", "informationRequirement",
			"requiredDecision", "requiredInput", "authorityRequirement", "requiredAuthority", "knowledgeRequirement",
			"requiredKnowledge", "inputData", "knowledgeSource", "businessKnowledgeModel", "encapsulatedLogic",
			"formalParameter", "literalExpression", "itemDefinition", "itemComponent", "typeRef", "allowedValues",
			"question", "allowedAnswers", "extensionElements", "textAnnotation", "association", "sourceRef",
			"targetRef", "group",
			// diagram
			"DMNDI", "DMNDiagram", "DMNShape", "DMNEdge", "DMNLabel", "Bounds", "bounds", "Size", "waypoint",
			"waypoints", "edge");

	private static final String ENGINE_NAMESPACE = "http://camunda.org/schema/1.0/dmn";

	private static final Set<String> ENGINE_ATTRIBUTES = Set.of("inputVariable", "historyTimeToLive", "versionTag",
			"diagramRelationId");

	private static final Set<String> FEEL = Set.of(DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE,
			DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN12,
			DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN13,
			DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN14,
			DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN15);

	private final ExpressionRules expressions;

	DmnRules(ExpressionRules expressions) {
		this.expressions = expressions;
	}

	/**
	 * Checks a file.
	 * @param root its root element
	 * @param problems takes element id and Chinese message
	 */
	void check(ModelXml.Element root, BiConsumer<String, String> problems) {
		for (ModelXml.Element element : root.all()) {
			String id = element.nearestId();
			if (!ELEMENTS.contains(element.name())) {
				problems.accept(id, "不允许使用元素 <" + element.name() + ">");
				continue;
			}
			for (ModelXml.Attribute attribute : element.attributes()) {
				attribute(attribute, id, problems);
			}
			if ("text".equals(element.name()) && isJuel(element)) {
				String text = element.text();
				boolean whole = text.startsWith("${") || text.startsWith("#{");
				this.expressions.check(whole ? text : "${" + text + "}")
					.forEach((message) -> problems.accept(id, message));
			}
		}
	}

	private static void attribute(ModelXml.Attribute attribute, String id, BiConsumer<String, String> problems) {
		String name = attribute.name();
		if ("expressionLanguage".equals(name) && !isFeel(attribute.value()) && !isJuel(attribute.value())) {
			problems.accept(id, "不允许使用表达式语言“" + attribute.value() + "”，只能使用 FEEL 或 JUEL");
		}
		else if ((ENGINE_NAMESPACE.equals(attribute.namespace()) && !ENGINE_ATTRIBUTES.contains(name))
				|| "schemaLocation".equals(name) || "noNamespaceSchemaLocation".equals(name)) {
			problems.accept(id, "不允许使用属性“" + name + "”");
		}
	}

	private static boolean isJuel(ModelXml.Element text) {
		for (ModelXml.Element element = text; element != null; element = element.parent()) {
			Optional<String> language = element.attribute("expressionLanguage");
			if (language.isPresent()) {
				return isJuel(language.get());
			}
		}
		return false;
	}

	private static boolean isJuel(String language) {
		return DefaultDmnEngineConfiguration.JUEL_EXPRESSION_LANGUAGE.equalsIgnoreCase(language);
	}

	/** The same comparison as the decision engine's. */
	private static boolean isFeel(String language) {
		return FEEL.contains(language) || DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_ALTERNATIVE
			.equals(language.toLowerCase(Locale.ROOT));
	}

}
