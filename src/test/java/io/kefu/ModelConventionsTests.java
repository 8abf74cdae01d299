package io.kefu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Escalation;
import org.camunda.bpm.model.bpmn.instance.EscalationEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules every process model keeps, so that its readers, its reports and the engine
 * can rely on them. No engine is started: the files themselves are read.
 */
class ModelConventionsTests {

	static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

	private static final Pattern DELEGATE = Pattern.compile("#\\{([a-z]\\w*Delegate)}");

	private static final Pattern LISTENER = Pattern.compile("#\\{([a-z]\\w*Listener)}");

	/** A bean called in an expression: {@code ${deadlines.due(…)}}. */
	private static final Pattern BEAN_CALL = Pattern.compile("[$#]\\{\\s*([a-z]\\w*)\\.\\w+\\(");

	private static final Pattern POLICY = Pattern.compile("\\$\\{deadlines\\.(?:due|cycle)\\(execution, (.+)\\)}");

	/**
	 * The event sub-process that catches a deadline has no code, so it serves every clock
	 * of the process.
	 */
	private static final String CODE_VARIABLE = "escalationCodeVariable";

	/** No case, so no clock: only a date, by the same table or the end of a survey. */
	private static final Pattern DATE = Pattern
		.compile("\\$\\{(?:deadlines\\.date\\(execution, '[a-z-]+'\\)|surveyDates\\.closing\\(surveyId\\))}");

	/** No customer's case, so that no clock can run in them (ADR 0012). */
	private static final Set<String> WITHOUT_CASE = Set.of("satisfaction-survey", "service-planning",
			"internal-training", "internal-report");

	private static final int MOST_ACTIVITIES_OF_A_LEVEL = 12;

	/**
	 * Drawn node for node after a numbered chart on paper, so that its owner can lay both
	 * side by side: as large as the chart.
	 */
	private static final Set<String> NUMBERED_CHARTS = Set.of("demand-handling");

	static List<Model> models() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("bpmn"))) {
			List<Model> models = files.filter((file) -> file.toString().endsWith(".bpmn"))
				.sorted()
				.map(Model::of)
				.toList();
			assertThat(models).isNotEmpty();
			return models;
		}
	}

	@ParameterizedTest
	@MethodSource("models")
	void folderFileAndProcessShareOneName(Model model) {
		assertThat(model.processes()).hasSize(1);
		String key = model.process().getId();
		assertThat(key).matches("[a-z]+(-[a-z]+)*");
		assertThat(model.file()).isEqualTo(Path.of("bpmn", key, key + ".bpmn"));
	}

	/** S0-01 and S0-40. */
	@ParameterizedTest
	@MethodSource("models")
	void processSaysWhatItIsWhichVersionAndHowLongItsHistoryIsKept(Model model) {
		Process process = model.process();
		assertThat(process.isExecutable()).isTrue();
		assertThat(process.getName()).as("name").containsPattern("\\p{IsHan}");
		assertThat(process.getCamundaVersionTag()).as("version tag").isNotBlank();
		assertThat(process.getCamundaHistoryTimeToLiveString()).as("history time to live").matches("P\\d+D");
		assertThat(documentation(process)).as("documentation").containsPattern("\\p{IsHan}");
	}

	@ParameterizedTest
	@MethodSource("models")
	void idsTellTheKindOfElement(Model model) {
		List<String> wrong = new ArrayList<>();
		for (FlowNode node : model.all(FlowNode.class).toList()) {
			if (!node.getId().matches(kind(node) + "_[A-Z]\\w*")) {
				wrong.add(node.getId());
			}
		}
		for (SequenceFlow flow : model.all(SequenceFlow.class).toList()) {
			String expected = "Flow_" + bareName(flow.getSource()) + "_To_" + bareName(flow.getTarget());
			if (!flow.getId().equals(expected)) {
				wrong.add(flow.getId() + " instead of " + expected);
			}
		}
		model.all(Message.class)
			.forEach((message) -> wrong.addAll(misnamed("Message_", message.getId(), message.getName())));
		model.all(Error.class)
			.forEach((error) -> wrong.addAll(misnamed("Error_", error.getId(), error.getErrorCode())));
		model.all(Escalation.class)
			.forEach((escalation) -> wrong
				.addAll(misnamed("Escalation_", escalation.getId(), escalation.getEscalationCode())));
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void everythingButJoinsAndParallelGatewaysHasAChineseName(Model model) {
		assertThat(model.all(FlowNode.class)
			.filter((node) -> !(node instanceof ParallelGateway) && !isJoin(node))
			.filter((node) -> node.getName() == null || !node.getName().matches("(?s).*\\p{IsHan}.*"))
			.map(FlowNode::getId)).isEmpty();
		assertThat(model.all(Gateway.class)
			.filter((gateway) -> gateway instanceof ParallelGateway || isJoin(gateway))
			.filter((gateway) -> gateway.getName() != null)
			.map(Gateway::getId)).as("joins and parallel gateways are not labelled").isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void gatewaysEitherSplitOrJoin(Model model) {
		assertThat(model.all(Gateway.class)
			.filter((gateway) -> gateway.getIncoming().size() > 1 == gateway.getOutgoing().size() > 1)
			.map(Gateway::getId)).isEmpty();
		assertThat(model.all(FlowNode.class)
			.filter((node) -> !(node instanceof Gateway))
			.filter((node) -> node.getIncoming().size() > 1 || node.getOutgoing().size() > 1)
			.map(FlowNode::getId)).as("split or join without a gateway").isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void splittingGatewayAsksAQuestionAndHasExactlyOneDefaultAnswer(Model model) {
		List<String> wrong = new ArrayList<>();
		model.all(ExclusiveGateway.class).filter((gateway) -> gateway.getOutgoing().size() > 1).forEach((gateway) -> {
			if (gateway.getName() == null || !gateway.getName().matches(".*[?？]")) {
				wrong.add(gateway.getId() + " asks no question");
			}
			if (gateway.getDefault() == null) {
				wrong.add(gateway.getId() + " has no default");
			}
			for (SequenceFlow answer : gateway.getOutgoing()) {
				boolean isDefault = answer.equals(gateway.getDefault());
				if (isDefault == (answer.getConditionExpression() != null)) {
					wrong.add(answer.getId() + (isDefault ? " is the default, yet conditional" : " has no condition"));
				}
			}
		});
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void answersAreLabelledAndOnlyGatewaysDecide(Model model) {
		List<String> wrong = new ArrayList<>();
		for (SequenceFlow flow : model.all(SequenceFlow.class).toList()) {
			boolean answer = flow.getSource() instanceof ExclusiveGateway && flow.getSource().getOutgoing().size() > 1;
			boolean labelled = flow.getName() != null && !flow.getName().isBlank();
			if (answer != labelled) {
				wrong.add(flow.getId() + (labelled ? " is labelled, but no answer" : " is an answer without label"));
			}
			if (!answer && flow.getConditionExpression() != null) {
				wrong.add(flow.getId() + " is conditional without a gateway");
			}
		}
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void endEventsOfOneLevelAreDifferentOutcomes(Model model) {
		assertThat(model.all(EndEvent.class)
			.collect(Collectors.groupingBy((end) -> level(end) + ": " + end.getName(), Collectors.counting()))
			.entrySet()).noneMatch((outcome) -> outcome.getValue() > 1);
	}

	@ParameterizedTest
	@MethodSource("models")
	void levelHasAtMostTwelveActivities(Model model) {
		assertThat(model.all(Activity.class)
			.filter((activity) -> !(activity instanceof SubProcess part && part.triggeredByEvent()))
			.collect(Collectors.groupingBy(ModelConventionsTests::level, Collectors.counting()))
			.entrySet())
			.noneMatch((level) -> !NUMBERED_CHARTS.contains(level.getKey())
					&& level.getValue() > MOST_ACTIVITIES_OF_A_LEVEL);
	}

	@ParameterizedTest
	@MethodSource("models")
	void userTaskIsDocumentedWorkForADepartmentDueInTime(Model model) {
		List<String> wrong = new ArrayList<>();
		model.all(UserTask.class).forEach((task) -> {
			require(wrong, task, "candidate groups",
					task.getCamundaCandidateGroupsList().stream().anyMatch((group) -> !group.isBlank()));
			require(wrong, task, "no person",
					task.getCamundaAssignee() == null && task.getCamundaCandidateUsers() == null);
			require(wrong, task, "due date", task.getCamundaDueDate() != null);
			require(wrong, task, "asyncAfter", task.isCamundaAsyncAfter());
			require(wrong, task, "clause", !clauses(task).isEmpty());
			require(wrong, task, "documentation", documentation(task).matches("(?s).*\\p{IsHan}.*"));
		});
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void automaticStepsAreDocumented(Model model) {
		assertThat(Stream
			.of(ServiceTask.class, SendTask.class, BusinessRuleTask.class, CallActivity.class, SubProcess.class)
			.flatMap(model::all)
			.filter((step) -> !documentation(step).matches("(?s).*\\p{IsHan}.*"))
			.map(BaseElement::getId)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void formsLieInTheFolderOfTheirProcess(Model model) {
		List<String> wrong = new ArrayList<>();
		model.all(UserTask.class)
			.forEach((task) -> wrong
				.addAll(formFaults(model, task, task.getCamundaFormRef(), task.getCamundaFormRefBinding())));
		model.all(StartEvent.class)
			.filter((start) -> start.getParentElement().equals(model.process()) && startableInTasklist(model.process()))
			.forEach((start) -> wrong
				.addAll(formFaults(model, start, start.getCamundaFormRef(), start.getCamundaFormRefBinding())));
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void clausesExistInTheRequirements(Model model) {
		Set<String> known = Clause.all().keySet();
		assertThat(model.all(BaseElement.class)
			.flatMap((element) -> clauses(element).stream().map((clause) -> element.getId() + " " + clause))
			.filter((use) -> !known.contains(use.substring(use.indexOf(' ') + 1)))).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void automaticStepsUseDelegatesThatExist(Model model) throws IOException {
		Set<String> classes = javaClasses();
		List<String> wrong = new ArrayList<>();
		model.all(ServiceTask.class)
			.forEach((task) -> wrong.addAll(beanFaults(task, DELEGATE, task.getCamundaDelegateExpression(), classes)));
		model.all(SendTask.class)
			.forEach((task) -> wrong.addAll(beanFaults(task, DELEGATE, task.getCamundaDelegateExpression(), classes)));
		model.dom("taskListener", "executionListener")
			.filter((listener) -> listener.getAttribute("delegateExpression") != null)
			.forEach((listener) -> wrong
				.addAll(beanFaults(model.process(), LISTENER, listener.getAttribute("delegateExpression"), classes)));
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void expressionsCallBeansThatExist(Model model) throws IOException {
		Set<String> classes = javaClasses();
		Set<String> unknown = new TreeSet<>();
		Matcher call = BEAN_CALL.matcher(model.xml());
		while (call.find()) {
			if (!classes.contains(className(call.group(1)))) {
				unknown.add(call.group(1));
			}
		}
		assertThat(unknown).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void decisionStepsAskATableThatExists(Model model) {
		List<String> wrong = new ArrayList<>();
		model.all(BusinessRuleTask.class).forEach((task) -> {
			String table = task.getCamundaDecisionRef();
			require(wrong, task, "table " + table, table != null && Files.exists(Path.of("dmn", table + ".dmn")));
			// Modeler leaves the binding out where it is the default.
			require(wrong, task, "binding latest",
					Set.of("latest", "").contains(Objects.requireNonNullElse(task.getCamundaDecisionRefBinding(), "")));
			// One value is mapped to a variable; a row of several is taken over by a
			// listener.
			boolean mapped = task.getCamundaResultVariable() != null && task.getCamundaMapDecisionResult() != null;
			boolean takenOver = task.getExtensionElements()
				.getElementsQuery()
				.filterByType(CamundaExecutionListener.class)
				.list()
				.stream()
				.anyMatch((listener) -> "end".equals(listener.getCamundaEvent()));
			require(wrong, task, "somebody who takes over the result", mapped || takenOver);
		});
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void modelsCarryNoCode(Model model) {
		assertThat(model.dom("script", "scriptTask", "connector", "field").map(DomElement::getLocalName)).isEmpty();
		assertThat(model.dom()
			.filter((element) -> Stream
				.of("class", "expression", "type", "resource", "formKey", "formHandlerClass", "variableMappingClass")
				.anyMatch((attribute) -> element.hasAttribute(CAMUNDA, attribute)))
			.map((element) -> element.getAttribute("id"))).isEmpty();
		assertThat(model.dom("taskListener", "executionListener", "in", "out")
			.filter((element) -> element.hasAttribute("class"))
			.map(DomElement::getLocalName)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void everyUserTaskHasAClockThatEscalatesWithoutTakingTheWorkAway(Model model) {
		List<String> wrong = new ArrayList<>();
		model.all(UserTask.class).forEach((task) -> {
			List<BoundaryEvent> timers = timers(model, task).toList();
			if (WITHOUT_CASE.contains(model.process().getId())) {
				require(wrong, task, "date without a clock", timers.stream().allMatch((timer) -> cycle(timer).isEmpty())
						&& DATE.matcher(task.getCamundaDueDate()).matches());
				return;
			}
			for (BoundaryEvent timer : timers) {
				require(wrong, timer, "no interruption", !timer.cancelActivity());
				require(wrong, timer, "a name that tells the time allowed", timer.getName().matches(".*\\d.*"));
				require(wrong, timer, "escalation end event", timer.getSucceedingNodes()
					.list()
					.stream()
					.allMatch((next) -> next instanceof EndEvent end && has(end, EscalationEventDefinition.class)));
			}
			require(wrong, task, "timer of the clock that gives its due date",
					timers.stream()
						.map(ModelConventionsTests::cycle)
						.map(ModelConventionsTests::policy)
						.anyMatch((policy) -> policy.equals(policy(task.getCamundaDueDate()))));
		});
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void everyEscalationErrorAndMessageIsDeclaredAndCaught(Model model) {
		List<String> wrong = new ArrayList<>();
		List<EscalationEventDefinition> escalations = model.all(EscalationEventDefinition.class).toList();
		boolean caughtByCode = escalations.stream()
			.anyMatch((escalation) -> escalation.getParentElement() instanceof StartEvent
					&& escalation.getAttributeValueNs(CAMUNDA, CODE_VARIABLE) != null
					&& escalation.getEscalation() == null);
		escalations.stream()
			.filter((escalation) -> escalation.getParentElement() instanceof EndEvent)
			.forEach((thrown) -> {
				FlowNode end = (FlowNode) thrown.getParentElement();
				require(wrong, end, "escalation with a code",
						thrown.getEscalation() != null && thrown.getEscalation().getEscalationCode() != null);
				require(wrong, end, "event sub-process that catches it", caughtByCode);
			});
		List<String> caughtErrors = model.all(BoundaryEvent.class)
			.flatMap((event) -> event.getEventDefinitions().stream())
			.filter(ErrorEventDefinition.class::isInstance)
			.map((error) -> ((ErrorEventDefinition) error).getError().getErrorCode())
			.toList();
		model.all(ErrorEventDefinition.class)
			.forEach((error) -> require(wrong, (FlowNode) error.getParentElement(), "error that is caught",
					error.getError() != null && caughtErrors.contains(error.getError().getErrorCode())));
		model.all(MessageEventDefinition.class)
			.forEach((message) -> require(wrong, (FlowNode) message.getParentElement(), "message",
					message.getMessage() != null));
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void everythingIsDrawnAndLabelsHaveTheirPlace(Model model) {
		Map<String, BpmnShape> shapes = model.shapes();
		Map<String, BpmnEdge> edges = model.all(BpmnEdge.class)
			.collect(Collectors.toMap((edge) -> edge.getBpmnElement().getId(), Function.identity()));
		List<String> wrong = new ArrayList<>();
		for (FlowNode node : model.all(FlowNode.class).toList()) {
			BpmnShape shape = shapes.get(node.getId());
			require(wrong, node, "shape", shape != null);
			boolean labelOutside = node.getName() != null && (node instanceof Event || node instanceof Gateway);
			require(wrong, node, "place for its label", !labelOutside
					|| (shape != null && shape.getBpmnLabel() != null && shape.getBpmnLabel().getBounds() != null));
		}
		for (SequenceFlow flow : model.all(SequenceFlow.class).toList()) {
			BpmnEdge edge = edges.get(flow.getId());
			require(wrong, flow, "edge", edge != null && edge.getWaypoints().size() > 1);
			require(wrong, flow, "place for its label", flow.getName() == null
					|| (edge != null && edge.getBpmnLabel() != null && edge.getBpmnLabel().getBounds() != null));
		}
		assertThat(wrong).isEmpty();
	}

	/** Redraw with {@code node tools/render/render.mjs} and look at the picture. */
	@ParameterizedTest
	@MethodSource("models")
	void pictureShowsTheModelAsItIs(Model model) throws IOException {
		Path picture = Path.of("docs/processes", model.process().getId() + ".svg");
		assertThat(picture).exists();
		String svg = Files.readString(picture);
		String text = withoutBlanks(svg.replaceAll("<[^>]+>", ""));
		List<String> stale = new ArrayList<>();
		for (FlowElement element : model.all(FlowElement.class).toList()) {
			require(stale, element, "drawing", svg.contains("data-element-id=\"" + element.getId() + '"'));
			require(stale, element, "name in the picture",
					element.getName() == null || text.contains(withoutBlanks(element.getName())));
		}
		model.shapes().forEach((id, shape) -> {
			String place = "matrix(1 0 0 1 %s %s)".formatted(number(shape.getBounds().getX()),
					number(shape.getBounds().getY()));
			require(stale, shape.getBpmnElement(), "place in the picture",
					Pattern.compile("data-element-id=\"" + id + "\"[^>]*" + Pattern.quote(place)).matcher(svg).find());
		});
		Matcher drawn = Pattern.compile("data-element-id=\"(\\w+?)(_label)?\"").matcher(svg);
		while (drawn.find()) {
			if (model.bpmn().getModelElementById(drawn.group(1)) == null) {
				stale.add(drawn.group(1) + " is no longer in the model");
			}
		}
		assertThat(stale).isEmpty();
	}

	private static void require(List<String> wrong, BaseElement element, String what, boolean fulfilled) {
		if (!fulfilled) {
			wrong.add(element.getId() + " lacks: " + what);
		}
	}

	private static String kind(FlowNode node) {
		if (node instanceof StartEvent) {
			return "StartEvent";
		}
		if (node instanceof EndEvent) {
			return "EndEvent";
		}
		if (node instanceof Event) {
			return "Event";
		}
		if (node instanceof Gateway) {
			return "Gateway";
		}
		if (node instanceof SubProcess) {
			return "SubProcess";
		}
		return (node instanceof CallActivity) ? "CallActivity" : "Task";
	}

	private static String bareName(FlowNode node) {
		return node.getId().substring(node.getId().indexOf('_') + 1);
	}

	private static List<String> misnamed(String prefix, String id, String code) {
		String pascal = (code != null) ? Stream.of(code.split("-"))
			.map((word) -> word.substring(0, 1).toUpperCase() + word.substring(1))
			.collect(Collectors.joining()) : "?";
		return id.equals(prefix + pascal) ? List.of() : List.of(id + " for " + code);
	}

	private static boolean isJoin(FlowNode node) {
		return node instanceof Gateway && node.getOutgoing().size() < 2;
	}

	private static String level(BaseElement element) {
		return ((BaseElement) element.getParentElement()).getId();
	}

	private static String documentation(BaseElement element) {
		return element.getDocumentations()
			.stream()
			.map(ModelElementInstance::getTextContent)
			.collect(Collectors.joining());
	}

	static List<String> clauses(BaseElement element) {
		if (element.getExtensionElements() == null) {
			return List.of();
		}
		return element.getExtensionElements()
			.getElementsQuery()
			.filterByType(CamundaProperties.class)
			.list()
			.stream()
			.map(CamundaProperties::getCamundaProperties)
			.flatMap(Collection::stream)
			.filter((property) -> "clause".equals(property.getCamundaName()))
			.map(CamundaProperty::getCamundaValue)
			// An element template leaves it blank until somebody fills it in.
			.filter((value) -> value != null && !value.isBlank())
			.flatMap((value) -> Stream.of(value.split(" ")))
			.toList();
	}

	private static boolean startableInTasklist(Process process) {
		return process.isCamundaStartableInTasklist();
	}

	private static List<String> formFaults(Model model, FlowNode node, String form, String binding) {
		List<String> wrong = new ArrayList<>();
		require(wrong, node, "form", form != null);
		// One start form serves several processes; every other lies with its own.
		boolean shared = "file-case".equals(form);
		require(wrong, node, "form binding", (shared ? "latest" : "deployment").equals(binding));
		Path file = model.file().resolveSibling((shared ? "../file-case/" : "") + form + ".form").normalize();
		require(wrong, node, file.toString(), Files.exists(file));
		require(wrong, node, "id " + form + " in " + file,
				!Files.exists(file) || read(file).matches("(?s).*\"id\"\\s*:\\s*\"" + form + "\".*"));
		return wrong;
	}

	private static List<String> beanFaults(BaseElement element, Pattern pattern, String expression,
			Set<String> classes) {
		List<String> wrong = new ArrayList<>();
		Matcher bean = pattern.matcher(String.valueOf(expression));
		boolean wellFormed = bean.matches();
		require(wrong, element, pattern + " instead of " + expression, wellFormed);
		require(wrong, element, "class for " + expression, !wellFormed || classes.contains(className(bean.group(1))));
		return wrong;
	}

	private static String className(String bean) {
		return Character.toUpperCase(bean.charAt(0)) + bean.substring(1);
	}

	private static Set<String> javaClasses() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			return files.map((file) -> file.getFileName().toString())
				.filter((file) -> file.endsWith(".java"))
				.map((file) -> file.substring(0, file.length() - ".java".length()))
				.collect(Collectors.toSet());
		}
	}

	private static Stream<BoundaryEvent> timers(Model model, UserTask task) {
		return model.all(BoundaryEvent.class)
			.filter((event) -> event.getAttachedTo().equals(task))
			.filter((event) -> has(event, TimerEventDefinition.class));
	}

	private static boolean has(Event event, Class<? extends EventDefinition> definition) {
		return event.getChildElementsByType(definition).size() == 1;
	}

	private static String cycle(BoundaryEvent timer) {
		TimerEventDefinition definition = timer.getChildElementsByType(TimerEventDefinition.class).iterator().next();
		return (definition.getTimeCycle() != null) ? definition.getTimeCycle().getTextContent() : "";
	}

	private static String policy(String expression) {
		Matcher call = POLICY.matcher(String.valueOf(expression));
		return call.matches() ? call.group(1) : "no policy in " + expression;
	}

	private static String withoutBlanks(String text) {
		return text.replaceAll("\\s", "");
	}

	private static String number(double value) {
		return (value == Math.rint(value)) ? String.valueOf((long) value) : String.valueOf(value);
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	record Model(Path file, BpmnModelInstance bpmn) {

		static Model of(Path file) {
			return new Model(file, Bpmn.readModelFromFile(file.toFile()));
		}

		Collection<Process> processes() {
			return this.bpmn.getModelElementsByType(Process.class);
		}

		Process process() {
			return processes().iterator().next();
		}

		<T extends ModelElementInstance> Stream<T> all(Class<T> type) {
			return this.bpmn.getModelElementsByType(type).stream();
		}

		Map<String, BpmnShape> shapes() {
			return all(BpmnShape.class)
				.collect(Collectors.toMap((shape) -> shape.getBpmnElement().getId(), Function.identity()));
		}

		/** Every element of the file, or those with one of the local names. */
		Stream<DomElement> dom(String... localNames) {
			return below(this.bpmn.getDocument().getRootElement())
				.filter((element) -> localNames.length == 0 || List.of(localNames).contains(element.getLocalName()));
		}

		private static Stream<DomElement> below(DomElement element) {
			return Stream.concat(Stream.of(element), element.getChildElements().stream().flatMap(Model::below));
		}

		String xml() {
			return read(this.file);
		}

		@Override
		public String toString() {
			return this.file.getFileName().toString();
		}

	}

}
