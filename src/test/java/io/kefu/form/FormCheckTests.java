package io.kefu.form;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.kefu.TestDatabase;
import io.kefu.deadline.Clocks;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The form check inside an engine, without Spring: every way to start a process and to
 * end a task.
 */
class FormCheckTests {

	private static final Map<String, Object> GOOD_START = Map.of("customer", "王伟", "phone", "13800138000");

	private static ProcessEngine engine;

	private static RuntimeService runtime;

	private static TaskService tasks;

	private static FormService forms;

	private static IdentityService identity;

	private static String sampleDefinition;

	@BeforeAll
	static void startEngine() {
		StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
		configuration.setProcessEngineName("form-check");
		configuration.setJdbcUrl(TestDatabase.create());
		configuration.setJdbcUsername("postgres");
		configuration.setJdbcPassword("");
		configuration.setJdbcDriver("org.postgresql.Driver");
		configuration.setDatabaseSchemaUpdate("true");
		configuration.setJobExecutorActivate(false);
		configuration.setHistory("full");
		configuration.setEnforceHistoryTimeToLive(false);
		configuration.setProcessEnginePlugins(List.of(new FormCheckPlugin(Clock.systemUTC(), mock(Clocks.class))));
		engine = configuration.buildProcessEngine();
		runtime = engine.getRuntimeService();
		tasks = engine.getTaskService();
		forms = engine.getFormService();
		identity = engine.getIdentityService();
		createUser("clerk", "伟", "王");
		createUser("colleague", "娜", "李");
		createUser("stranger", "", "");
		deploy(sampleProcess());
		allow("clerk", "colleague", "boss");
		configuration.setAuthorizationEnabled(true);
	}

	@AfterAll
	static void stopEngine() {
		engine.close();
	}

	@AfterEach
	void logOut() {
		identity.clearAuthentication();
		ClockUtil.reset();
	}

	@Test
	void startWithoutDataIsRefusedByWhicheverWay() {
		long before = runtime.createProcessInstanceQuery().count();
		List<ThrowingCallable> ways = List.of(() -> runtime.startProcessInstanceByKey("sample"),
				() -> runtime.createProcessInstanceByKey("sample").execute(),
				() -> runtime.createProcessInstanceByKey("sample").startBeforeActivity("start").execute(),
				() -> forms.submitStartForm(sampleDefinition, Map.of()),
				() -> runtime.startProcessInstanceByMessage("go"));
		for (ThrowingCallable way : ways) {
			assertThat(refusal(way).errors()).containsExactly(new FieldError("customer", "请填写“客户名称”"),
					new FieldError("phone", "“联系电话”和“电子邮件”请至少填写一项"));
		}
		assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before);
	}

	@Test
	void refusedStartLeavesNothingBehind() {
		long before = engine.getHistoryService().createHistoricProcessInstanceQuery().count();
		refusal(() -> runtime.startProcessInstanceByKey("sample", Map.of("customer", "王")));
		assertThat(engine.getHistoryService().createHistoricProcessInstanceQuery().count()).isEqualTo(before);
	}

	@Test
	void startStoresTheCheckedValues() {
		Date receivedAt = new Date(1_790_000_000_000L);
		ProcessInstance instance = runtime.startProcessInstanceByKey("sample", "B-1",
				Variables.createVariables()
					.putValueTyped("customer", Variables.stringValue("  王伟 "))
					.putValue("phone", "13800138000")
					.putValue("email", "")
					.putValue("receivedAt", receivedAt));
		assertThat(runtime.getVariables(instance.getId())).containsEntry("customer", "王伟")
			.containsEntry("email", null)
			.containsEntry("receivedAt", "2026-09-21T22:13:20+08:00");
	}

	@Test
	void everyWrongFieldOfAStartIsNamed() {
		login("clerk");
		InvalidInputException refusal = refusal(() -> forms.submitStartForm(sampleDefinition, Map.of("customer",
				"王\u0000", "phone", "1", "email", "x", "receivedAt", "2999-01-01T00:00+08:00", "caseNo", "KF-1")));
		assertThat(refusal.getResponse().getStatus()).isEqualTo(400);
		assertThat(refusal.errors()).extracting(FieldError::field)
			.containsExactly("customer", "phone", "email", "receivedAt", "caseNo");
	}

	@Test
	void personCannotStartWithVariablesThatAreNotInTheForm() {
		login("clerk");
		Map<String, Object> forged = new HashMap<>(GOOD_START);
		forged.put("severity", "D");
		assertThat(refusal(() -> runtime.startProcessInstanceByKey("sample", forged)).errors())
			.containsExactly(new FieldError("severity", "未知字段“severity”"));
		runtime.startProcessInstanceByKey("sample", GOOD_START);
	}

	@Test
	void ourOwnCodeMayStartWithMore() {
		Map<String, Object> more = new HashMap<>(GOOD_START);
		more.put("caseNo", "KF-1");
		ProcessInstance instance = runtime.startProcessInstanceByKey("sample", more);
		assertThat(runtime.getVariable(instance.getId(), "caseNo")).isEqualTo("KF-1");
	}

	@Test
	void personCannotStartInTheMiddle() {
		login("clerk");
		InvalidInputException refusal = refusal(() -> runtime.createProcessInstanceByKey("sample")
			.setVariables(GOOD_START)
			.startBeforeActivity("approve")
			.execute());
		assertThat(refusal.getResponse().getStatus()).isEqualTo(403);
		logOut();
		assertThat(runtime.createProcessInstanceByKey("sample").startBeforeActivity("approve").execute()).isNotNull();
	}

	@Test
	void initiatorOfTheProcessIsNoUnknownField() {
		login("clerk");
		ProcessInstance instance = runtime.startProcessInstanceByKey("sample", GOOD_START);
		logOut();
		assertThat(runtime.getVariable(instance.getId(), "initiator")).isEqualTo("clerk");
	}

	@Test
	void calledProcessIsNotChecked() {
		ProcessInstance instance = runtime.startProcessInstanceByKey("caller");
		assertThat(tasks.createTaskQuery().processInstanceId(instance.getId()).count()).isZero();
		assertThat(runtime.createProcessInstanceQuery().superProcessInstanceId(instance.getId()).count()).isOne();
	}

	@Test
	void taskIsCheckedByWhicheverWay() {
		String task = task();
		login("clerk");
		List<ThrowingCallable> ways = List.of(() -> tasks.complete(task), () -> tasks.complete(task, Map.of()),
				() -> tasks.complete(task, null), () -> tasks.completeWithVariablesInReturn(task, Map.of(), false),
				() -> forms.submitTaskForm(task, Map.of()),
				() -> forms.submitTaskFormWithVariablesInReturn(task, Map.of(), false));
		for (ThrowingCallable way : ways) {
			assertThat(refusal(way).errors()).containsExactly(new FieldError("approved", "请选择“是否同意”"),
					new FieldError("reason", "请填写“理由”"));
		}
		forms.submitTaskForm(task, Map.of("approved", true));
		logOut();
		assertThat(tasks.createTaskQuery().taskId(task).count()).isZero();
	}

	@Test
	void fieldTypesThatNoFormCanHaveAreRefused() {
		String task = task();
		Map<String, Object> strange = Variables.createVariables()
			.putValueTyped("approved",
					Variables.serializedObjectValue("[]").objectTypeName("x").serializationDataFormat("x").create())
			.putValueTyped("reason", Variables.fileValue("a.txt").file("x".getBytes(StandardCharsets.UTF_8)).create());
		assertThat(refusal(() -> tasks.complete(task, strange)).errors()).extracting(FieldError::field)
			.containsExactly("approved", "reason");
	}

	@Test
	void completionStoresTheCheckedValues() {
		String task = task();
		String instance = tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId();
		tasks.complete(task, Map.of("approved", false, "reason", " 资料不全\n请补充 "));
		assertThat(runtime.getVariables(instance)).containsEntry("approved", false)
			.containsEntry("reason", "资料不全\n请补充");
	}

	@Test
	void conditionOfAFieldReadsTheCase() {
		String task = task();
		runtime.setVariable(tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId(), "urgent", true);
		assertThat(refusal(() -> tasks.complete(task, Map.of("approved", true))).errors())
			.containsExactly(new FieldError("reason", "请填写“理由”"));
	}

	@Test
	void variablesThatAPersonSetsMustBeFieldsOfTheForm() {
		String task = task();
		login("clerk");
		List<ThrowingCallable> forged = List.of(() -> tasks.setVariable(task, "caseNo", "x"),
				() -> tasks.setVariableLocal(task, "caseNo", "x"),
				() -> tasks.setVariables(task, Map.of("caseNo", "x")),
				() -> tasks.setVariablesLocal(task, Map.of("caseNo", "x")),
				() -> update(task, Map.of("caseNo", "x"), List.of()), () -> update(task, Map.of(), List.of("caseNo")),
				() -> tasks.removeVariable(task, "caseNo"), () -> tasks.removeVariableLocal(task, "caseNo"),
				() -> tasks.removeVariables(task, List.of("caseNo")),
				() -> tasks.removeVariablesLocal(task, List.of("caseNo")),
				() -> tasks.resolveTask(task, Map.of("caseNo", "x")));
		for (ThrowingCallable way : forged) {
			assertThat(refusal(way).errors()).containsExactly(new FieldError("caseNo", "未知字段“caseNo”"));
		}
		assertThat(refusal(() -> tasks.setVariable(task, "approved", "maybe")).errors()).hasSize(1);
		tasks.setVariable(task, "reason", "  草稿 ");
		logOut();
		assertThat(tasks.getVariable(task, "reason")).isEqualTo("草稿");
		tasks.setVariable(task, "caseNo", "KF-2");
		assertThat(tasks.getVariable(task, "caseNo")).isEqualTo("KF-2");
	}

	@Test
	void personCannotPassTheFormBy() {
		String task = task();
		login("clerk");
		List<ThrowingCallable> ways = List.of(() -> tasks.handleBpmnError(task, "x"),
				() -> tasks.handleBpmnError(task, "x", "y"), () -> tasks.handleBpmnError(task, "x", "y", Map.of()),
				() -> tasks.handleEscalation(task, "x"), () -> tasks.handleEscalation(task, "x", Map.of()));
		for (ThrowingCallable way : ways) {
			assertThat(refusal(way).getResponse().getStatus()).isEqualTo(403);
		}
	}

	@Test
	void strangerIsTurnedAwayBeforeTheFormIsChecked() {
		String task = task();
		login("stranger");
		List<ThrowingCallable> ways = List.of(() -> tasks.complete(task, Map.of("nonsense", 1)),
				() -> forms.submitTaskForm(task, Map.of()), () -> tasks.resolveTask(task, Map.of("nonsense", 1)),
				() -> tasks.setVariable(task, "nonsense", 1), () -> tasks.removeVariable(task, "nonsense"),
				() -> tasks.handleBpmnError(task, "x"),
				() -> forms.submitStartForm(sampleDefinition, Map.of("nonsense", 1)));
		for (ThrowingCallable way : ways) {
			assertThatExceptionOfType(AuthorizationException.class).isThrownBy(way);
		}
	}

	@Test
	void taskOfAColleagueIsLeftAlone() {
		String task = task();
		tasks.claim(task, "colleague");
		login("clerk");
		InvalidInputException refusal = refusal(() -> tasks.complete(task, Map.of("approved", true)));
		assertThat(refusal.getResponse().getStatus()).isEqualTo(409);
		assertThat(refusal.detail()).isEqualTo("该任务已由李娜领取");
		identity.setAuthentication("boss", List.of("camunda-admin"));
		tasks.complete(task, Map.of("approved", true));
	}

	@Test
	void ownTaskCanBeCompleted() {
		String task = task();
		tasks.claim(task, "clerk");
		login("clerk");
		tasks.complete(task, Map.of("approved", true));
	}

	@Test
	void secondSubmissionIsToldWhenTheTaskWasDone() {
		String task = task();
		ClockUtil.setCurrentTime(new Date(1_790_000_000_000L));
		tasks.complete(task, Map.of("approved", true));
		login("clerk");
		for (ThrowingCallable again : List.<ThrowingCallable>of(() -> tasks.complete(task, Map.of("approved", true)),
				() -> forms.submitTaskForm(task, Map.of("approved", true)),
				() -> tasks.setVariable(task, "reason", "x"))) {
			InvalidInputException refusal = refusal(again);
			assertThat(refusal.getResponse().getStatus()).isEqualTo(409);
			assertThat(refusal.detail()).isEqualTo("该任务已于2026-09-21 22:13完成，请勿重复提交");
		}
	}

	@Test
	void taskOfAnEndedCaseIsCancelled() {
		String task = task();
		runtime.deleteProcessInstance(tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId(), "撤回");
		InvalidInputException refusal = refusal(() -> tasks.complete(task, Map.of("approved", true)));
		assertThat(refusal.getResponse().getStatus()).isEqualTo(409);
		assertThat(refusal.detail()).isEqualTo("该任务已取消，无需提交");
	}

	@Test
	void taskThatNeverWasIsNotFound() {
		assertThat(refusal(() -> tasks.complete("no-such-task")).getResponse().getStatus()).isEqualTo(404);
		assertThat(refusal(() -> forms.submitTaskForm("no-such-task", Map.of())).getResponse().getStatus())
			.isEqualTo(404);
	}

	@Test
	void ofTwoSimultaneousSubmissionsOneIsRefused() throws Exception {
		ExecutorService clerks = Executors.newFixedThreadPool(2);
		try {
			for (int round = 0; round < 20; round++) {
				String task = task();
				CyclicBarrier together = new CyclicBarrier(2);
				Callable<Integer> submission = () -> {
					together.await();
					try {
						tasks.complete(task, Map.of("approved", true));
						return 200;
					}
					catch (InvalidInputException ex) {
						return ex.getResponse().getStatus();
					}
				};
				List<Future<Integer>> answers = clerks.invokeAll(List.of(submission, submission));
				assertThat(Arrays.asList(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(200,
						409);
			}
		}
		finally {
			clerks.shutdown();
		}
	}

	@Test
	void taskWithoutFormTakesAnything() {
		ProcessInstance instance = runtime.startProcessInstanceByKey("formless", Map.of("a", 1));
		Task task = tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
		tasks.setVariable(task.getId(), "b", List.of(2));
		tasks.complete(task.getId(), Map.of("c", 3));
		assertThat(runtime.createProcessInstanceQuery().processInstanceId(instance.getId()).count()).isZero();
	}

	@Test
	void missingOrUnusableFormIsNeverTakenForNoForm() {
		BpmnModelInstance process = Bpmn.createExecutableProcess("lost")
			.startEvent()
			.userTask("work")
			.camundaFormRef("lost-form")
			.camundaFormRefBinding("deployment")
			.endEvent()
			.done();
		deploy(engine.getRepositoryService().createDeployment().addModelInstance("lost.bpmn", process));
		runtime.startProcessInstanceByKey("lost");
		String lost = tasks.createTaskQuery().processDefinitionKey("lost").singleResult().getId();
		assertThat(refusal(() -> tasks.complete(lost)).detail()).contains("没有找到表单“lost-form”");
		deploy(engine.getRepositoryService()
			.createDeployment()
			.addModelInstance("lost.bpmn", process)
			.addString("lost-form.form",
					"{\"id\": \"lost-form\", \"components\": [{\"type\": \"filepicker\", \"key\": \"f\"}]}"));
		ProcessInstance instance = runtime.startProcessInstanceByKey("lost");
		String unusable = tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult().getId();
		assertThat(refusal(() -> tasks.complete(unusable)).detail())
			.isEqualTo("表单“lost-form”无法用于检查（不支持组件“filepicker”），请联系流程负责人");
	}

	@Test
	void asynchronousStartWithFormIsNotDeployed() {
		BpmnModelInstance process = Bpmn.createExecutableProcess("late")
			.startEvent("begin")
			.camundaAsyncBefore()
			.camundaFormRef("sample-start")
			.camundaFormRefBinding("deployment")
			.endEvent()
			.done();
		assertThatExceptionOfType(ParseException.class).isThrownBy(
				() -> deploy(engine.getRepositoryService().createDeployment().addModelInstance("late.bpmn", process)))
			.withMessageContaining("asyncBefore");
	}

	private static void update(String task, Map<String, Object> modifications, List<String> deletions) {
		((CheckedTaskService) tasks).updateVariables(task, modifications, deletions);
	}

	private static String task() {
		ProcessInstance instance = runtime.startProcessInstanceByKey("sample", "B-2", GOOD_START);
		return tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult().getId();
	}

	private static InvalidInputException refusal(ThrowingCallable attempt) {
		InvalidInputException refusal = catchThrowableOfType(InvalidInputException.class, attempt);
		assertThat(refusal).as("refused").isNotNull();
		return refusal;
	}

	private static void login(String user) {
		identity.setAuthentication(user, List.of());
	}

	private static void createUser(String id, String firstName, String lastName) {
		User user = identity.newUser(id);
		user.setFirstName(firstName);
		user.setLastName(lastName);
		identity.saveUser(user);
	}

	private static void allow(String... users) {
		for (String user : users) {
			grant(user, Resources.PROCESS_DEFINITION, Permissions.READ, Permissions.CREATE_INSTANCE,
					Permissions.TASK_WORK, Permissions.UPDATE_TASK);
			grant(user, Resources.PROCESS_INSTANCE, Permissions.CREATE);
		}
		sampleDefinition = engine.getRepositoryService()
			.createProcessDefinitionQuery()
			.processDefinitionKey("sample")
			.singleResult()
			.getId();
	}

	private static void grant(String user, Resources resource, Permissions... permissions) {
		Authorization authorization = engine.getAuthorizationService()
			.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		authorization.setUserId(user);
		authorization.setResource(resource);
		authorization.setResourceId(Authorization.ANY);
		for (Permissions permission : permissions) {
			authorization.addPermission(permission);
		}
		engine.getAuthorizationService().saveAuthorization(authorization);
	}

	private static void deploy(DeploymentBuilder deployment) {
		deployment.deploy();
	}

	private static DeploymentBuilder sampleProcess() {
		BpmnModelInstance sample = Bpmn.createExecutableProcess("sample")
			.startEvent("start")
			.camundaInitiator("initiator")
			.camundaFormRef("sample-start")
			.camundaFormRefBinding("deployment")
			.userTask("approve")
			.camundaFormRef("sample-approve")
			.camundaFormRefBinding("deployment")
			.userTask("file")
			.endEvent()
			.done();
		BpmnModelInstance withMessage = addMessageStart(sample);
		BpmnModelInstance caller = Bpmn.createExecutableProcess("caller")
			.startEvent()
			.callActivity()
			.calledElement("sample")
			.endEvent()
			.done();
		BpmnModelInstance formless = Bpmn.createExecutableProcess("formless").startEvent().userTask().endEvent().done();
		return engine.getRepositoryService()
			.createDeployment()
			.addModelInstance("sample.bpmn", withMessage)
			.addModelInstance("caller.bpmn", caller)
			.addModelInstance("formless.bpmn", formless)
			.addString("sample-start.form",
					"""
							{"id": "sample-start", "type": "default", "components": [
							  {"type": "textfield", "key": "customer", "label": "客户名称", "validate": {"required": true, "maxLength": 100}},
							  {"type": "textfield", "key": "phone", "label": "联系电话", "validate": {"validationType": "phone"}},
							  {"type": "textfield", "key": "email", "label": "电子邮件", "validate": {"validationType": "email"}},
							  {"type": "datetime", "subtype": "datetime", "key": "receivedAt", "dateLabel": "反馈时间", "properties": {"notInFuture": "true"}}]}""")
			.addString("sample-approve.form", """
					{"id": "sample-approve", "type": "default", "components": [
					  {"type": "radio", "key": "approved", "label": "是否同意", "validate": {"required": true},
					   "values": [{"label": "是", "value": true}, {"label": "否", "value": false}]},
					  {"type": "textarea", "key": "reason", "label": "理由", "validate": {"required": true},
					   "conditional": {"hide": "=approved = true and urgent != true"}}]}""")
			.addInputStream("sample-start-check.dmn",
					new ByteArrayInputStream(
							"""
									<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
									  <decision id="sample-start-check" name="检查">
									    <decisionTable id="t" hitPolicy="COLLECT">
									      <input id="i1"><inputExpression id="e1" typeRef="string"><text>phone</text></inputExpression></input>
									      <input id="i2"><inputExpression id="e2" typeRef="string"><text>email</text></inputExpression></input>
									      <input id="i3"><inputExpression id="e3" typeRef="boolean"><text>now &gt; date and time("2020-01-01T00:00:00+08:00")</text></inputExpression></input>
									      <output id="o1" name="field" typeRef="string" />
									      <output id="o2" name="message" typeRef="string" />
									      <rule id="r1">
									        <inputEntry id="c1"><text>null</text></inputEntry>
									        <inputEntry id="c2"><text>null</text></inputEntry>
									        <inputEntry id="c5"><text>true</text></inputEntry>
									        <outputEntry id="c3"><text>"phone"</text></outputEntry>
									        <outputEntry id="c4"><text>"“联系电话”和“电子邮件”请至少填写一项"</text></outputEntry>
									      </rule>
									    </decisionTable>
									  </decision>
									</definitions>"""
								.getBytes(StandardCharsets.UTF_8)));
	}

	private static BpmnModelInstance addMessageStart(BpmnModelInstance sample) {
		return Bpmn.readModelFromStream(new ByteArrayInputStream(Bpmn.convertToString(sample)
			.replaceFirst("(<process [^>]*>|<bpmn:process [^>]*>)", "$1"
					+ "<startEvent id=\"byMessage\"><messageEventDefinition messageRef=\"Message_Go\"/></startEvent>"
					+ "<sequenceFlow id=\"f9\" sourceRef=\"byMessage\" targetRef=\"approve\"/>")
			.replaceFirst("(<process )", "<message id=\"Message_Go\" name=\"go\"/>$1")
			.getBytes(StandardCharsets.UTF_8)));
	}

}
