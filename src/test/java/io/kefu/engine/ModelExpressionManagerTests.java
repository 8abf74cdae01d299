package io.kefu.engine;

import java.io.ByteArrayInputStream;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.el.CommandContextFunctions;
import org.camunda.bpm.engine.impl.el.DateTimeFunctions;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.util.ReflectUtil;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ModelExpressionManagerTests {

	private final ModelExpressionManager manager = new ModelExpressionManager(ModelBeansFixture.create());

	private final Map<String, Object> variables = new HashMap<>();

	private ExecutionEntity execution;

	private TaskEntity task;

	@BeforeEach
	void startEngine() throws NoSuchMethodException {
		StandaloneProcessEngineConfiguration engine = new StandaloneProcessEngineConfiguration();
		engine.setDelegateInterceptor((invocation) -> invocation.proceed());
		Context.setProcessEngineConfiguration(engine);
		this.manager.addFunction("now", ReflectUtil.getMethod(DateTimeFunctions.class, "now"));
		this.manager.addFunction("dateTime", ReflectUtil.getMethod(DateTimeFunctions.class, "dateTime"));
		this.manager.addFunction("currentUser", ReflectUtil.getMethod(CommandContextFunctions.class, "currentUser"));
		this.manager.addFunction("currentUserGroups",
				ReflectUtil.getMethod(CommandContextFunctions.class, "currentUserGroups"));
		this.manager.addFunction("getProperty", System.class.getMethod("getProperty", String.class));
		this.execution = mock(ExecutionEntity.class);
		this.task = mock(TaskEntity.class);
		for (VariableScope scope : List.of(this.execution, this.task)) {
			given(scope.hasVariable(anyString()))
				.willAnswer((call) -> this.variables.containsKey(call.<String>getArgument(0)));
			given(scope.getVariable(anyString())).willAnswer((call) -> this.variables.get(call.<String>getArgument(0)));
		}
		given(this.execution.getProcessBusinessKey()).willReturn("KF-20261122-0001");
		given(this.execution.getProcessInstanceId()).willReturn("4711");
		given(this.task.getAssignee()).willReturn("quality");
		given(this.task.getExecution()).willReturn(this.execution);
		this.variables.putAll(Map.of("complex", true, "severity", "B", "verificationRound", 4, "responsibleDepartment",
				"quality", "map", new HashMap<>(Map.of("class", "key", "a", 1)), "list", List.of("x", "y"), "array",
				new String[] { "p", "q" }, "stream", new ByteArrayInputStream(new byte[1]), "text", "Abc"));
		this.variables.put("universal", null);
	}

	@AfterEach
	void stopEngine() {
		Context.removeProcessEngineConfiguration();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
			${complex ? 'progress' : 'solution'}              ; progress
			${severity == 'A' || severity == 'B'}             ; true
			${complex && universal == null}                   ; true
			${verificationRound > 3}                          ; true
			${verificationRound + 1}                          ; 5
			${responsibleDepartment}                          ; quality
			${responsibleDepartment}Lead                      ; qualityLead
			plain text                                        ; plain text
			${empty universal}                                ; true
			${map.a}                                          ; 1
			${map['class']}                                   ; key
			${map.containsKey('a')}                           ; true
			${list[1]}                                        ; y
			${list[7] == null}                                ; true
			${list.size()}                                    ; 2
			${list.contains('x')}                             ; true
			${array[0]}                                       ; p
			${text.toLowerCase().startsWith('ab')}            ; true
			${text.endsWith('c') && text.length() == 3}       ; true
			${text.equals('Abc') && !text.isEmpty()}          ; true
			${execution.processBusinessKey}                   ; KF-20261122-0001
			${execution.getProcessInstanceId()}               ; 4711
			${deadlines.twice('21')}                          ; 42
			""")
	void modelsDecideAndAssignWithVariables(String expression, String expected) {
		assertThat(evaluate(expression, this.execution)).hasToString(expected);
	}

	@Test
	void modelsCallTheirBeansWithTheExecutionOrTask() {
		assertThat(evaluate("${deadlines.due(execution, 'x')}", this.execution)).isEqualTo(new Date(1));
		assertThat(evaluate("${deadlines.due(task, 'xyz')}", this.task)).isEqualTo(new Date(3));
		assertThat(evaluate("${task.assignee}", this.task)).isEqualTo("quality");
		assertThat(evaluate("${execution.processBusinessKey}", this.task)).isEqualTo("KF-20261122-0001");
	}

	@Test
	void modelsHandDelegatesAndListenersToTheEngine() {
		assertThat(evaluate("#{fooDelegate}", this.execution)).isInstanceOf(ModelBeansFixture.FooDelegate.class);
		assertThat(evaluate("${fooTaskListener}", this.task)).isInstanceOf(ModelBeansFixture.FooTaskListener.class);
	}

	@Test
	void submittedVariableDoesNotReplaceABean() {
		this.variables.put("fooDelegate", "mine");
		this.variables.put("execution", "mine");
		assertThat(evaluate("#{fooDelegate}", this.execution)).isInstanceOf(ModelBeansFixture.FooDelegate.class);
		assertThat(evaluate("${execution}", this.execution)).isSameAs(this.execution);
	}

	@Test
	void modelSetsOnlyVariables() {
		this.manager.createExpression("${severity}").setValue("A", this.execution);
		org.mockito.Mockito.verify(this.execution).setVariable("severity", "A");
		for (String target : List.of("${fooDelegate}", "${map.a}", "${list[0]}", "${execution.variables}")) {
			assertThatThrownBy(() -> this.manager.createExpression(target).setValue("x", this.execution))
				.isInstanceOf(ProcessEngineException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "${''.getClass()}", "${''.class}", "${''['class']}", "${''['getClass']()}",
			"${''.getClass().forName('java.lang.Runtime').getMethods()[6].invoke(null).exec('id')}",
			"${text.getClass()}", "${text.bytes}", "${text.repeat(1000000)}", "${text.matches('(a+)+$')}",
			"${text.format('x')}", "${list.getClass()}", "${list.class}", "${list.add('z')}", "${list.stream()}",
			"${list.iterator()}", "${map.getClass()}", "${map.put('a', 2)}", "${map.clear()}", "${map.entrySet()}",
			"${array.getClass()}", "${array.class}", "${array.length}", "${stream.getClass()}", "${stream.class}",
			"${stream.readAllBytes()}", "${complex.getClass()}", "${verificationRound.class}", "${(1).getClass()}",
			"${now().getClass()}", "${now().class}", "${now().time}", "${now().toInstant()}",
			"${dateTime().getClass()}", "${dateTime().class}", "${dateTime().getZone()}", "${dateTime().chronology}",
			"${dateTime().plusDays(1).getClass()}", "${dateTime().toString('x')}",
			"${execution.getProcessEngineServices()}", "${execution.processEngineServices.runtimeService}",
			"${execution.processEngine}", "${execution.class}", "${execution.getClass()}",
			"${execution.setVariable('x', 1)}", "${execution.getVariables()}", "${execution.bpmnModelInstance}",
			"${execution['class']}", "${execution['getClass']()}", "${execution.getProcessBusinessKey().getClass()}",
			"${secrets}", "${secrets.read()}", "${unknown}", "${environment}", "${systemProperties}",
			"${applicationContext}", "${beanFactory.getBean('secrets')}", "${variableContext}",
			"${fooDelegate.execute(execution)}", "${fooDelegate.class}", "${fooDelegate.getClass()}",
			"${deadlines.getClass()}", "${deadlines.class}", "${deadlines.hashCode()}", "${deadlines.toString()}",
			"${deadlines.equals(deadlines)}", "${deadlines.inherited()}", "${deadlines.statics()}",
			"${deadlines.hidden()}", "${deadlines.due('x')}", "${deadlines['getClass']()}",
			"${deadlines.due(execution, 'x').getClass()}", "${deadlines.wait()}", "${getProperty('user.home')}" })
	void modelReachesNothingElse(String expression) {
		assertThatThrownBy(() -> evaluate(expression, this.execution)).isInstanceOfAny(ProcessEngineException.class,
				InvalidInputException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "${task.getClass()}", "${task.complete()}", "${task.setAssignee('x')}",
			"${task.processEngineServices}", "${task.execution}", "${task.bpmnModelElementInstance}",
			"${execution.processEngineServices}" })
	void listenerReachesNothingElse(String expression) {
		assertThatThrownBy(() -> evaluate(expression, this.task)).isInstanceOf(ProcessEngineException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "${currentUser()}", "${currentUserGroups()}", "${now()}", "${dateTime().plusDays(1)}",
			"${dateTime().plusMinutes(480).withTimeAtStartOfDay().plusDays(1).minusMinutes(480).toDate()}",
			"${dateTime().minusWeeks(1).withDayOfWeek(1)}" })
	void queryAsksForUserAndTime(String expression) {
		assertThat(this.manager.createExpression(expression)).satisfies((parsed) -> parsed.getValue(null));
	}

	@Test
	void queryComputesWithTime() {
		Date now = (Date) evaluate("${now()}", null);
		Date tomorrow = (Date) evaluate("${dateTime().plusDays(1).toDate()}", null);
		assertThat(tomorrow.getTime() - now.getTime()).isBetween(86_000_000L, 87_000_000L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "${''.getClass()}", "${''.getClass().forName('java.lang.System')}", "${''.class}",
			"${''.length()}", "${dateTime().getClass()}", "${dateTime().class}", "${dateTime().zone}",
			"${dateTime().plusDays(1).getClass()}", "${dateTime()['getClass']()}", "${now().getClass()}",
			"${now().toInstant()}", "${currentUser().getClass()}", "${currentUserGroups().getClass()}", "${deadlines}",
			"${deadlines.twice(1)}", "${fooDelegate}", "${execution}", "${secrets.read()}", "${authenticatedUserId}",
			"${getProperty('user.home')}", "${", "${dateTime().plusDays(}" })
	void queryReachesNothingElse(String expression) {
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> evaluate(expression, null))
			.satisfies((refused) -> assertThat(refused.getResponse().getStatus()).isEqualTo(400));
	}

	@Test
	void tableInJuelSeesOnlyItsVariables() {
		assertThat(decide("${severity == 'B'}")).isEqualTo(true);
		for (String expression : List.of("${variableContext}", "${severity.getClass()}", "${stream.class}",
				"${secrets}", "${map.getClass()}")) {
			assertThatThrownBy(() -> decide(expression)).isInstanceOfAny(ELException.class,
					InvalidInputException.class);
		}
	}

	@Test
	void endlessExpressionIsRefused() {
		String nested = "${" + "(".repeat(100_000) + "1" + ")".repeat(100_000) + "}";
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> this.manager.createExpression(nested));
	}

	private Object evaluate(String expression, VariableScope scope) {
		return this.manager.createExpression(expression).getValue(scope);
	}

	private Object decide(String expression) {
		return this.manager.createValueExpression(expression)
			.getValue(this.manager.createElContext(Variables.fromMap(this.variables).asVariableContext()));
	}

}
