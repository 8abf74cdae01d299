package io.kefu.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ModelGateTests {

	private final ModelGate gate = new ModelGate(ModelBeansFixture.create(), "known-table"::equals,
			(form) -> Optional.of("p").filter((process) -> "of-p".equals(form)));

	@Test
	void ordinaryProcessWithFormTableAndPicturePasses() {
		assertThatNoException().isThrownBy(() -> deploy(Map.of("p/p.bpmn", process("""
				<startEvent id="StartEvent_A" camunda:formRef="file-it" camunda:formRefBinding="deployment"/>
				<userTask id="Task_A" name="受理" camunda:candidateGroups="quality" camunda:asyncAfter="true"
				  camunda:dueDate="${deadlines.due(execution, complex ? 'progress' : 'solution')}">
				  <documentation>受理“${caseNo}”。</documentation>
				  <extensionElements>
				    <camunda:properties><camunda:property name="clause" value="S0-46"/></camunda:properties>
				    <camunda:taskListener event="complete" delegateExpression="#{fooTaskListener}"/>
				    <camunda:taskListener event="create" expression="${deadlines.due(task, 'x')}"/>
				    <camunda:executionListener event="start" delegateExpression="${fooListener}"/>
				  </extensionElements>
				</userTask>
				<serviceTask id="Task_B" camunda:delegateExpression="#{fooDelegate}" camunda:asyncBefore="true">
				  <extensionElements><camunda:inputOutput>
				    <camunda:inputParameter name="template">reminder</camunda:inputParameter>
				    <camunda:outputParameter name="who">${responsibleDepartment}Lead</camunda:outputParameter>
				  </camunda:inputOutput></extensionElements>
				</serviceTask>
				<businessRuleTask id="Task_C" camunda:decisionRef="my-table" camunda:resultVariable="r"/>
				<businessRuleTask id="Task_D" camunda:decisionRef="known-table" camunda:resultVariable="r"/>
				<sequenceFlow id="Flow_1" sourceRef="Task_A" targetRef="Task_B">
				  <conditionExpression xsi:type="tFormalExpression">${a == null &amp;&amp; b}</conditionExpression>
				</sequenceFlow>
				"""), "p/file-it.form", form("{\"type\":\"textfield\",\"key\":\"a\"}"), "my-table.dmn",
				table("<inputExpression expressionLanguage=\"juel\"><text>severity == 'A'</text></inputExpression>"),
				"p/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect id=\"r\"/></svg>")));
	}

	@Test
	void formOfAProcessIsRefusedWithoutItsProcess() {
		String form = "{\"id\":\"of-p\",\"components\":[]}";
		assertThat(refusal(Map.of("p/of-p.form", form))).extracting(FieldError::message)
			.singleElement()
			.asString()
			.contains("of-p.form", "“p”", "单独部署不起作用");
		assertThatNoException().isThrownBy(() -> deploy(Map.of("p/of-p.form", form, "p/p.bpmn", process(""))));
		assertThatNoException()
			.isThrownBy(() -> deploy(Map.of("x/other.form", "{\"id\":\"other\",\"components\":[]}")));
	}

	static Stream<Arguments> refusedInProcesses() {
		return Stream.of(
				Arguments.of("<scriptTask id='T' scriptFormat='groovy'><script>x</script></scriptTask>", "scriptTask"),
				Arguments.of("<x:scriptTask xmlns:x='urn:any' id='T'/>", "scriptTask"),
				Arguments.of(io("<camunda:script scriptFormat='feel'>1</camunda:script>"), "脚本"),
				Arguments.of("<userTask id='T'><extensionElements><camunda:taskListener event='create'>"
						+ "<camunda:script scriptFormat='javascript'>1</camunda:script>"
						+ "</camunda:taskListener></extensionElements></userTask>", "脚本"),
				Arguments.of("<serviceTask id='T' camunda:class='io.evil.Run'/>", "Java 类名"),
				Arguments.of("<serviceTask id='T' xmlns:a='http://activiti.org/bpmn' a:class='io.evil.Run'/>",
						"Java 类名"),
				Arguments.of(listener("executionListener", "class='io.evil.Run'"), "Java 类名"),
				Arguments.of(listener("taskListener", "class='io.evil.Run'"), "Java 类名"),
				Arguments.of("<userTask id='T' camunda:formHandlerClass='io.evil.Run'/>", "formHandlerClass"),
				Arguments.of("<callActivity id='T' calledElement='x' camunda:variableMappingClass='io.evil.Run'/>",
						"variableMappingClass"),
				Arguments.of(
						"<callActivity id='T' calledElement='x' camunda:variableMappingDelegateExpression='#{fooDelegate}'/>",
						"fooDelegate"),
				Arguments.of(
						"<serviceTask id='T'><extensionElements><camunda:connector><camunda:connectorId>http-connector"
								+ "</camunda:connectorId></camunda:connector></extensionElements></serviceTask>",
						"连接器"),
				Arguments.of(condition("language='groovy'", "1 == 1"), "脚本语言"),
				Arguments.of(condition("language='feel'", "1 = 1"), "脚本语言"),
				Arguments.of(condition("camunda:resource='deployment://x.groovy'", "x"), "外部脚本资源"),
				Arguments.of("<serviceTask id='T' camunda:type='mail'/>", "mail"),
				Arguments.of("<serviceTask id='T' camunda:type='shell'/>", "shell"),
				Arguments.of("<serviceTask id='T' camunda:type='external' camunda:topic='t'/>", "external"),
				Arguments.of("<serviceTask id='T' camunda:delegateExpression='#{secrets}'/>", "secrets"),
				Arguments.of("<serviceTask id='T' camunda:delegateExpression='#{unknownDelegate}'/>",
						"unknownDelegate"),
				Arguments.of("<serviceTask id='T' camunda:delegateExpression='#{fooTaskListener}'/>",
						"fooTaskListener"),
				Arguments.of("<serviceTask id='T' camunda:delegateExpression='${a.b()}'/>", "必须写成"),
				Arguments.of(
						"<serviceTask id='T' camunda:delegateExpression='#{fooDelegate}'><extensionElements>"
								+ "<camunda:field name='x' stringValue='y'/></extensionElements></serviceTask>",
						"输入参数"),
				Arguments.of(listener("taskListener", "delegateExpression='#{fooDelegate}'"), "fooDelegate"),
				Arguments.of(listener("executionListener", "expression='${secrets.read()}'"), "secrets.read"),
				Arguments.of("<serviceTask id='T' camunda:expression=\"${''.getClass().forName('x')}\"/>", "getClass"),
				Arguments.of("<serviceTask id='T' camunda:expression=\"${x['getClass']()}\"/>", "名称.方法"),
				Arguments.of("<serviceTask id='T' camunda:expression='${execution.getProcessEngineServices()}'/>",
						"getProcessEngineServices"),
				Arguments.of("<serviceTask id='T' camunda:expression='${execution.processEngine}'/>", "processEngine"),
				Arguments.of("<serviceTask id='T' camunda:expression='${text.class}'/>", "class"),
				Arguments.of("<serviceTask id='T' camunda:expression='${deadlines.inherited()}'/>", "inherited"),
				Arguments.of("<serviceTask id='T' camunda:expression='${deadlines.due(1)}'/>", "due"),
				Arguments.of("<serviceTask id='T' camunda:expression='${system()}'/>", "system"),
				Arguments.of("<serviceTask id='T' camunda:expression='${a +}'/>", "语法有误"),
				Arguments.of("<serviceTask id='T' camunda:expression='${" + "a+".repeat(1500) + "1}'/>", "过长"),
				Arguments.of("<userTask id='T' name='${secrets.read()}'/>", "secrets"),
				Arguments.of("<userTask id='T'><documentation>${secrets.read()}</documentation></userTask>", "secrets"),
				Arguments.of("<boundaryEvent id='T' attachedToRef='x'><timerEventDefinition><timeDate>${secrets.read()}"
						+ "</timeDate></timerEventDefinition></boundaryEvent>", "secrets"),
				Arguments.of(io("<camunda:list><camunda:value>${secrets.read()}</camunda:value></camunda:list>"),
						"secrets"),
				Arguments.of("<userTask id='T' camunda:formKey='embedded:http://evil/x.html'/>", "formRef"),
				Arguments.of("<userTask id='T' camunda:formRef='gone' camunda:formRefBinding='deployment'/>", "gone"),
				Arguments.of("<businessRuleTask id='T' camunda:decisionRef='gone'/>", "gone"),
				Arguments.of(
						"<businessRuleTask id='T' camunda:decisionRef='known-table' camunda:decisionRefBinding='deployment'/>",
						"known-table"),
				Arguments
					.of("<userTask id='T'><extensionElements><camunda:formData><camunda:formField id='f' type='string'>"
							+ "<camunda:validation><camunda:constraint name='validator' config='io.evil.Run'/>"
							+ "</camunda:validation></camunda:formField></camunda:formData></extensionElements></userTask>",
							"校验类"),
				Arguments.of("<serviceTask id='T' camunda:brandNew='x'/>", "brandNew"),
				Arguments.of("<adHocSubProcess id='T'/>", "adHocSubProcess"),
				Arguments.of("<task id='T' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
						+ "xsi:schemaLocation='urn:x http://evil/x.xsd'/>", "schemaLocation"));
	}

	@ParameterizedTest
	@MethodSource("refusedInProcesses")
	void processThatBringsCodeIsRefusedWithItsElement(String content, String reason) {
		List<FieldError> errors = refusal(Map.of("p.bpmn", process(content)));
		assertThat(errors).anySatisfy((error) -> {
			assertThat(error.field()).startsWith("p.bpmn/").doesNotEndWith("/definitions");
			assertThat(error.message()).contains(reason);
		});
	}

	@Test
	void everyProblemOfADeploymentIsNamed() {
		List<FieldError> errors = refusal(Map.of("p.bpmn", process("""
				<serviceTask id="Task_A" camunda:class="io.evil.Run"/>
				<serviceTask id="Task_B" camunda:delegateExpression="#{gone}"/>"""), "x.groovy", "1"));
		assertThat(errors).extracting(FieldError::field)
			.containsExactlyInAnyOrder("p.bpmn/Task_A", "p.bpmn/Task_B", "x.groovy");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x.groovy", "x.js", "x.html", "x.cmmn", "x.class", "x.jar", "x", "xbpmn", "x.BPMN",
			"x.xml", "../x.bpmn", "a\\x.bpmn", "x.bpmn.exe" })
	void otherFilesAreRefused(String name) {
		assertThat(refusal(Map.of(name, process("")))).extracting(FieldError::field).containsExactly(name);
	}

	@Test
	void hugeFileIsRefused() {
		assertThat(refusal(Map.of("x.form", " ".repeat(ModelGate.MAX_SIZE + 1)))).singleElement()
			.satisfies((error) -> assertThat(error.message()).contains("2 MiB"));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"<!DOCTYPE definitions [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><definitions>&x;</definitions>",
			"<!DOCTYPE definitions SYSTEM 'http://127.0.0.1:1/x.dtd'><definitions/>",
			"<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><d>&b;</d>", "<definitions", "not xml", "" })
	void xmlWithDoctypeOrFaultsIsRefused(String xml) {
		assertThat(refusal(Map.of("p.bpmn", xml))).singleElement()
			.satisfies((error) -> assertThat(error.message()).contains("DOCTYPE"));
	}

	@Test
	void bloatedOrDeepXmlIsRefused() {
		assertThat(refusal(Map.of("p.bpmn", process("<task/>".repeat(ModelXml.MAX_ELEMENTS))))).singleElement()
			.satisfies((error) -> assertThat(error.message()).contains("元素过多"));
		assertThat(refusal(Map.of("t.dmn", "<a>".repeat(70) + "</a>".repeat(70)))).singleElement()
			.satisfies((error) -> assertThat(error.message()).contains("嵌套过深"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "javascript", "groovy", "Feel-Unary-Tests", "http://www.omg.org/spec/FEEL/20140401/x" })
	void tableInAnotherLanguageIsRefused(String language) {
		assertThat(refusal(Map.of("t.dmn",
				table("<inputExpression expressionLanguage='" + language + "'><text>x</text></inputExpression>"))))
			.singleElement()
			.satisfies((error) -> assertThat(error).isEqualTo(
					new FieldError("t.dmn/Input_1", "t.dmn/Input_1:不允许使用表达式语言“" + language + "”，只能使用 FEEL 或 JUEL")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<inputExpression expressionLanguage='juel'><text>secrets.read()</text></inputExpression>",
			"<inputExpression expressionLanguage='JUEL'><text>${''.getClass()}</text></inputExpression>",
			"<invocation/>", "<import namespace='x' locationURI='http://evil/x' importType='y'/>",
			"<inputExpression xmlns:c='http://camunda.org/schema/1.0/dmn' c:resource='x'/>" })
	void tableThatReachesFurtherIsRefused(String content) {
		assertThat(refusal(Map.of("t.dmn", table(content)))).singleElement()
			.satisfies((error) -> assertThat(error.field()).isEqualTo("t.dmn/Input_1"));
	}

	@Test
	void literalExpressionInAnotherLanguageIsRefused() {
		assertThat(refusal(Map.of("t.dmn",
				"<definitions><decision id='d'><literalExpression expressionLanguage='groovy'><text>1</text>"
						+ "</literalExpression></decision></definitions>")))
			.singleElement()
			.satisfies((error) -> assertThat(error.message()).contains("groovy"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"filepicker\",\"key\":\"a\"}", "{\"type\":\"documentPreview\",\"key\":\"a\"}",
			"{\"type\":\"image\",\"key\":\"a\",\"source\":\"https://evil/x.png\"}",
			"{\"type\":\"image\",\"key\":\"a\",\"source\":\"//evil/x.png\"}",
			"{\"type\":\"image\",\"key\":\"a\",\"source\":\"=link\"}",
			"{\"type\":\"iframe\",\"key\":\"a\",\"url\":\"https://evil\"}",
			"{\"type\":\"iframe\",\"key\":\"a\",\"url\":\"javascript:alert(1)\"}",
			"{\"type\":\"html\",\"key\":\"a\",\"content\":\"<script>1</script>\"}",
			"{\"type\":\"html\",\"key\":\"a\",\"content\":\"<img src=https://evil onerror=x>\"}",
			"{\"type\":\"html\",\"key\":\"a\",\"content\":\"<style>b{background:url(//evil)}</style>\"}",
			"{\"type\":\"text\",\"key\":\"a\",\"text\":\"![x](https://evil/x.png)\"}",
			"{\"type\":\"group\",\"components\":[{\"type\":\"filepicker\",\"key\":\"a\"}]}" })
	void formThatTasklistCannotShowOrThatLoadsFromElsewhereIsRefused(String component) {
		assertThat(refusal(Map.of("f.form", form(component)))).singleElement()
			.satisfies((error) -> assertThat(error.field()).isEqualTo("f.form/a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"id\":\"\"}", "{\"id\":\"a\"} x", "null" })
	void unreadableFormIsRefused(String json) {
		assertThat(refusal(Map.of("f.form", json))).hasSize(1);
	}

	@Test
	void formWithEveryKindOfFieldPasses() {
		StringBuilder components = new StringBuilder("{\"type\":\"text\",\"text\":\"# 案件 {{caseNo}}\"}");
		for (String type : List.of("textfield", "textarea", "number", "checkbox", "radio", "select", "checklist",
				"taglist", "datetime", "table", "dynamiclist", "separator")) {
			components.append(",{\"type\":\"").append(type).append("\",\"key\":\"k\"}");
		}
		components.append(",{\"type\":\"html\",\"content\":\"<b>{{a}}</b>\"}");
		components.append(",{\"type\":\"image\",\"source\":\"data:image/png;base64,AA==\"}");
		assertThatNoException().isThrownBy(() -> deploy(Map.of("f.form", form(components.toString()))));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "<svg><script>1</script></svg>", "<svg onload='x'/>", "<svg><a href='javascript:x'/></svg>",
					"<svg><image href='https://evil/x.png'/></svg>", "<svg><foreignObject/></svg>", "no picture" })
	void pictureWithActiveContentIsRefused(String svg) {
		assertThat(refusal(Map.of("p.svg", svg))).hasSize(1);
	}

	@Test
	void pictureThatIsNoneIsRefused() {
		assertThat(refusal(Map.of("p.png", "<html>"))).hasSize(1);
	}

	@Test
	void definitionLoadedAgainIsNotCheckedAgain() {
		DeploymentEntity deployment = deployment(Map.of("p.bpmn", process("<scriptTask id='T'/>")));
		deployment.setNew(false);
		assertThatNoException().isThrownBy(() -> this.gate.deploy(deployment));
	}

	private List<FieldError> refusal(Map<String, String> files) {
		InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> deploy(files));
		assertThat(refused).isNotNull();
		assertThat(refused.getResponse().getStatus()).isEqualTo(400);
		return refused.errors();
	}

	private void deploy(Map<String, String> files) {
		this.gate.deploy(deployment(files));
	}

	private static DeploymentEntity deployment(Map<String, String> files) {
		DeploymentEntity deployment = new DeploymentEntity();
		deployment.setNew(true);
		files.forEach((name, content) -> {
			ResourceEntity resource = new ResourceEntity();
			resource.setName(name);
			resource.setBytes(content.getBytes(StandardCharsets.UTF_8));
			deployment.addResource(resource);
		});
		return deployment;
	}

	private static String process(String content) {
		return """
				<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
				  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
				  targetNamespace="http://kefu.io"><process id="p" isExecutable="true" camunda:historyTimeToLive="P5D">
				"""
				+ content + "</process></definitions>";
	}

	private static String table(String content) {
		return "<definitions><decision id='my-table'><decisionTable><input id='Input_1'>" + content
				+ "</input></decisionTable></decision></definitions>";
	}

	private static String form(String components) {
		return "{\"id\":\"file-it\",\"type\":\"default\",\"components\":[" + components + "]}";
	}

	private static String io(String value) {
		return "<serviceTask id='T'><extensionElements><camunda:inputOutput><camunda:inputParameter name='x'>" + value
				+ "</camunda:inputParameter></camunda:inputOutput></extensionElements></serviceTask>";
	}

	private static String listener(String kind, String attributes) {
		return "<userTask id='T'><extensionElements><camunda:" + kind + " event='start' " + attributes
				+ "/></extensionElements></userTask>";
	}

	private static String condition(String attributes, String text) {
		return "<sequenceFlow id='F' sourceRef='a' targetRef='b'><conditionExpression " + attributes + ">" + text
				+ "</conditionExpression></sequenceFlow>";
	}

}
