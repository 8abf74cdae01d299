package io.kefu.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.camunda.bpm.engine.delegate.DelegateVariableMapping;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;

/**
 * What a BPMN file may contain. Elements and engine attributes are allow-lists, compared
 * by local name because the engine does not look at an element's namespace either: what a
 * later engine version adds is refused until somebody has looked at it.
 */
class BpmnRules {

	private static final Set<String> ELEMENTS = Set.of("definitions", "process", "collaboration", "participant",
			"participantMultiplicity", "messageFlow", "laneSet", "lane", "childLaneSet", "flowNodeRef", "startEvent",
			"endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "task", "userTask",
			"manualTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "callActivity", "subProcess",
			"transaction", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
			"sequenceFlow", "conditionExpression", "incoming", "outgoing", "documentation", "extensionElements",
			"messageEventDefinition", "timerEventDefinition", "errorEventDefinition", "escalationEventDefinition",
			"signalEventDefinition", "conditionalEventDefinition", "compensateEventDefinition", "cancelEventDefinition",
			"terminateEventDefinition", "linkEventDefinition", "condition", "timeDate", "timeDuration", "timeCycle",
			"multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "loopCardinality", "completionCondition",
			"message", "error", "escalation", "signal", "textAnnotation", "text", "association", "group", "category",
			"categoryValue", "dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "dataState",
			"dataInputAssociation", "dataOutputAssociation", "sourceRef", "targetRef", "property", "source", "target",
			// diagram
			"BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge", "BPMNLabel", "BPMNLabelStyle", "Font", "Bounds",
			"waypoint", "extension",
			// engine extensions
			"properties", "inputOutput", "inputParameter", "outputParameter", "list", "map", "entry", "value",
			"executionListener", "taskListener", "in", "out", "failedJobRetryTimeCycle", "formData", "formField",
			"validation", "constraint");

	private static final Set<String> ENGINE_ATTRIBUTES = Set.of("asyncBefore", "asyncAfter", "async", "exclusive",
			"jobPriority", "assignee", "candidateUsers", "candidateGroups", "dueDate", "followUpDate", "priority",
			"formRef", "formRefBinding", "formRefVersion", "delegateExpression", "expression", "resultVariable",
			"decisionRef", "decisionRefBinding", "decisionRefVersion", "decisionRefVersionTag", "mapDecisionResult",
			"calledElementBinding", "calledElementVersion", "calledElementVersionTag",
			"variableMappingDelegateExpression", "historyTimeToLive", "isStartableInTasklist", "versionTag",
			"candidateStarterGroups", "candidateStarterUsers", "initiator", "errorCodeVariable", "errorMessageVariable",
			"errorMessage", "escalationCodeVariable", "collection", "elementVariable", "variableName", "variableEvents",
			"modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon", "diagramRelationId");

	private static final Set<String> ENGINE_NAMESPACES = Set.of("http://camunda.org/schema/1.0/bpmn",
			"http://activiti.org/bpmn");

	private static final Set<String> REFUSED_ATTRIBUTES = Set.of("class", "language", "scriptFormat", "resource",
			"formKey", "topic", "schemaLocation", "noNamespaceSchemaLocation");

	/** What people call the things that are most often refused. */
	private static final Map<String, String> NAMES = Map.of("scriptTask", "脚本任务", "script", "脚本", "connector", "连接器",
			"class", "Java 类名", "language", "脚本语言", "scriptFormat", "脚本语言", "resource", "外部脚本资源", "formKey",
			"formKey（请使用 formRef）", "type", "任务类型 mail、shell、external", "field", "字段注入（请使用输入参数）");

	private static final Pattern BEAN = Pattern.compile("[#$]\\{\\s*([A-Za-z_$][\\w$]*)\\s*}");

	private final ModelBeans beans;

	private final ExpressionRules expressions;

	BpmnRules(ModelBeans beans, ExpressionRules expressions) {
		this.beans = beans;
		this.expressions = expressions;
	}

	/**
	 * Checks a file.
	 * @param root its root element
	 * @param deployment what else is or will be deployed
	 * @param problems takes element id and Chinese message
	 */
	void check(ModelXml.Element root, DeployedModels deployment, BiConsumer<String, String> problems) {
		for (ModelXml.Element element : root.all()) {
			BiConsumer<String, String> report = (ignored, message) -> problems.accept(element.nearestId(), message);
			if (!ELEMENTS.contains(element.name())) {
				report.accept(null, "不允许使用元素 <" + element.name() + ">" + named(element.name()));
				continue;
			}
			for (ModelXml.Attribute attribute : element.attributes()) {
				attribute(element, attribute, report);
			}
			if (!"documentation".equals(element.name()) || isEvaluated(element)) {
				this.expressions.check(element.text()).forEach((message) -> report.accept(null, message));
			}
			references(element, deployment, report);
		}
	}

	private void attribute(ModelXml.Element element, ModelXml.Attribute attribute, BiConsumer<String, String> report) {
		String name = attribute.name();
		boolean engine = ENGINE_NAMESPACES.contains(attribute.namespace());
		if (REFUSED_ATTRIBUTES.contains(name) || (engine && !ENGINE_ATTRIBUTES.contains(name))) {
			report.accept(null, "不允许使用属性“" + name + "”" + named(name));
		}
		else if (name.endsWith("elegateExpression")) {
			handler(element, attribute, report);
		}
		else {
			this.expressions.check(attribute.value()).forEach((message) -> report.accept(null, message));
		}
	}

	private void handler(ModelXml.Element element, ModelXml.Attribute attribute, BiConsumer<String, String> report) {
		Matcher bean = BEAN.matcher(attribute.value().trim());
		if (!bean.matches()) {
			report.accept(null, "“" + attribute.value() + "”必须写成 #{名称}");
			return;
		}
		String name = bean.group(1);
		List<Class<?>> expected = switch (element.name()) {
			case "taskListener" -> List.of(TaskListener.class);
			case "executionListener" -> List.of(ExecutionListener.class, JavaDelegate.class);
			case "callActivity" -> List.of(DelegateVariableMapping.class);
			default -> List.of(JavaDelegate.class);
		};
		if (expected.stream().noneMatch((type) -> this.beans.isA(name, type))) {
			report.accept(null, "“" + name + "”不是程序提供的处理组件");
		}
	}

	private static void references(ModelXml.Element element, DeployedModels deployment,
			BiConsumer<String, String> report) {
		element.attribute("formRef").filter((form) -> !isExpression(form)).ifPresent((form) -> {
			if (element.attribute("formRefBinding").filter("deployment"::equals).isPresent()
					&& !deployment.hasForm(form)) {
				report.accept(null, "表单“" + form + "”不在本次部署中");
			}
		});
		element.attribute("decisionRef").filter((decision) -> !isExpression(decision)).ifPresent((decision) -> {
			boolean sameDeployment = element.attribute("decisionRefBinding").filter("deployment"::equals).isPresent();
			if (sameDeployment ? !deployment.bringsDecision(decision) : !deployment.hasDecision(decision)) {
				report.accept(null, "决策表“" + decision + "”不存在");
			}
		});
		if ("constraint".equals(element.name()) && element.attribute("name").filter("validator"::equals).isPresent()) {
			report.accept(null, "不允许使用自定义表单校验类");
		}
	}

	/** The engine evaluates the documentation of a user task as its description. */
	private static boolean isEvaluated(ModelXml.Element documentation) {
		return documentation.parent() != null && "userTask".equals(documentation.parent().name());
	}

	private static boolean isExpression(String value) {
		return value.contains("${") || value.contains("#{");
	}

	private static String named(String name) {
		return NAMES.containsKey(name) ? "（" + NAMES.get(name) + "）" : "";
	}

}
