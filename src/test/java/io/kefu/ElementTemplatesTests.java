package io.kefu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.identity.Departments;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The templates that Modeler offers a process owner beside the diagrams (their folder is
 * where it looks for them): what is built from them keeps the rules of
 * {@link ModelConventionsTests}.
 */
class ElementTemplatesTests {

	private static final Path FILE = Path.of(".camunda/element-templates/kefu.json");

	private static final Path MESSAGES = Path.of("src/main/resources/templates/notification");

	private static final String CAMUNDA = "camunda:";

	private final Map<String, JsonNode> templates = new LinkedHashMap<>();

	ElementTemplatesTests() throws IOException {
		new ObjectMapper().readTree(FILE.toFile())
			.forEach((template) -> this.templates.put(template.path("id").asText(), template));
	}

	@Test
	void whatIsBuiltFromThemKeepsTheConventions(@TempDir Path folder) throws IOException {
		ModelConventionsTests.Model model = process(folder);
		ModelConventionsTests conventions = new ModelConventionsTests();
		conventions.userTaskIsDocumentedWorkForADepartmentDueInTime(model);
		conventions.everyUserTaskHasAClockThatEscalatesWithoutTakingTheWorkAway(model);
		conventions.formsLieInTheFolderOfTheirProcess(model);
		conventions.automaticStepsUseDelegatesThatExist(model);
		conventions.expressionsCallBeansThatExist(model);
		conventions.clausesExistInTheRequirements(model);
		conventions.modelsCarryNoCode(model);
	}

	@Test
	void workAndMessagesGoToDepartmentsAndTheirLeaders() {
		assertThat(choices("io.kefu.user-task", "camunda:candidateGroups")).isEqualTo(groups());
		Map<String, String> recipients = groups();
		recipients.put("customer", "客户");
		assertThat(choices("io.kefu.notification", "recipients")).isEqualTo(recipients);
	}

	@Test
	void messagesAreOfferedByTheirSubject() {
		assertThat(choices("io.kefu.notification", "template")).allSatisfy((template,
				subject) -> assertThat(MESSAGES.resolve(template + ".txt")).content().startsWith("主题：" + subject));
	}

	@Test
	void everyMessageThatAModelSendsIsOffered() throws IOException {
		assertThat(ModelConventionsTests.models()).flatMap((model) -> model.all(CamundaInputParameter.class).toList())
			.filteredOn((parameter) -> "template".equals(parameter.getCamundaName()))
			.extracting(CamundaInputParameter::getTextContent)
			.isNotEmpty()
			.isSubsetOf(choices("io.kefu.notification", "template").keySet());
	}

	@Test
	void whatTheModelsHoldFitsTheFields() throws IOException {
		Pattern form = pattern("io.kefu.user-task", "camunda:formRef");
		Pattern clause = pattern("io.kefu.user-task", "clause");
		assertThat(ModelConventionsTests.models()).flatMap((model) -> model.all(UserTask.class).toList())
			.isNotEmpty()
			.allSatisfy((task) -> assertThat(task.getCamundaFormRef()).matches(form))
			.allSatisfy((task) -> assertThat(String.join(" ", ModelConventionsTests.clauses(task))).matches(clause));
		assertThat(property("io.kefu.user-task", "camunda:dueDate").path("value").asText())
			.matches(pattern("io.kefu.user-task", "camunda:dueDate"));
	}

	/**
	 * A process as an owner makes it who follows the templates and their descriptions.
	 */
	private ModelConventionsTests.Model process(Path folder) throws IOException {
		BpmnModelInstance bpmn = Bpmn.createExecutableProcess("sample")
			.startEvent("StartEvent_Sample")
			.userTask("Task_Sample")
			.documentation("按约定办理。")
			.camundaTaskListenerExpression("complete", expressionIn("io.kefu.user-task", "stop"))
			.boundaryEvent("Event_SampleOverdue")
			.name("办理临期/超期（1个工作日）")
			.timerWithCycle(expressionIn("io.kefu.deadline-timer", "cycle"))
			.endEvent("EndEvent_SampleEscalated")
			.escalation("policy")
			.moveToActivity("Task_Sample")
			.sendTask("Task_NotifySample")
			.documentation("告知客户。")
			.endEvent("EndEvent_Sample")
			.done();
		bpmn.<Process>getModelElementById("sample").setCamundaIsStartableInTasklist(false);
		apply("io.kefu.user-task", bpmn.getModelElementById("Task_Sample"),
				Map.of("camunda:formRef", "sample-form", "clause", "S0-46 S2-41"));
		apply("io.kefu.deadline-timer", bpmn.getModelElementById("Event_SampleOverdue"), Map.of());
		apply("io.kefu.deadline-escalation", bpmn.getModelElementById("EndEvent_SampleEscalated"), Map.of());
		apply("io.kefu.notification", bpmn.getModelElementById("Task_NotifySample"),
				Map.of("template", "repair-progress"));
		Path file = folder.resolve("sample.bpmn");
		Bpmn.writeModelToFile(file.toFile(), bpmn);
		Files.writeString(folder.resolve("sample-form.form"), "{ \"id\": \"sample-form\" }");
		return ModelConventionsTests.Model.of(file);
	}

	/** Does what Modeler does, and fills in what the owner is asked for. */
	private void apply(String id, BaseElement element, Map<String, String> answers) {
		JsonNode template = this.templates.get(id);
		if (element.getExtensionElements() == null) {
			element.setExtensionElements(element.getModelInstance().newInstance(ExtensionElements.class));
		}
		ExtensionElements extension = element.getExtensionElements();
		for (JsonNode property : template.path("properties")) {
			String name = property.path("binding").path("name").asText();
			String value = answers.getOrDefault(name, property.path("value").asText());
			switch (property.path("binding").path("type").asText()) {
				case "property" -> attribute(element, name, value);
				case "camunda:property" -> {
					CamundaProperty added = element.getModelInstance().newInstance(CamundaProperty.class);
					added.setCamundaName(name);
					added.setCamundaValue(value);
					extension.addExtensionElement(CamundaProperties.class).getCamundaProperties().add(added);
				}
				case "camunda:inputParameter" -> {
					CamundaInputParameter added = element.getModelInstance().newInstance(CamundaInputParameter.class);
					added.setCamundaName(name);
					added.setTextContent(value);
					extension.addExtensionElement(CamundaInputOutput.class).getCamundaInputParameters().add(added);
				}
				default -> throw new IllegalArgumentException("Modeler knows no such binding: " + property);
			}
		}
	}

	private static void attribute(BaseElement element, String name, String value) {
		if (name.startsWith(CAMUNDA)) {
			element.setAttributeValueNs(ModelConventionsTests.CAMUNDA, name.substring(CAMUNDA.length()), value);
		}
		else {
			element.setAttributeValue(name, value);
		}
	}

	/** What a template cannot set, its description gives for copying. */
	private String expressionIn(String template, String method) {
		Matcher expression = Pattern.compile("\\$\\{deadlines\\." + method + "\\(.+?\\)}")
			.matcher(this.templates.get(template).path("description").asText());
		assertThat(expression.find()).as("expression with %s", method).isTrue();
		return expression.group();
	}

	private JsonNode property(String template, String name) {
		return stream(this.templates.get(template).path("properties"))
			.filter((property) -> property.path("binding").path("name").asText().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private Pattern pattern(String template, String name) {
		return Pattern.compile(property(template, name).path("constraints").path("pattern").path("value").asText());
	}

	private Map<String, String> choices(String template, String name) {
		Map<String, String> choices = new LinkedHashMap<>();
		property(template, name).path("choices")
			.forEach((choice) -> choices.put(choice.path("value").asText(), choice.path("name").asText()));
		return choices;
	}

	/** Nobody in these three roles works on cases. */
	@SuppressWarnings("unchecked")
	private static Map<String, String> groups() {
		Map<String, String> groups = new LinkedHashMap<>(
				(Map<String, String>) ReflectionTestUtils.getField(Departments.class, "LABELS"));
		groups.keySet().removeAll(List.of("processOwner", "auditor", "camunda-admin"));
		return groups;
	}

	private static Stream<JsonNode> stream(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

}
