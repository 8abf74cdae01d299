package io.kefu.audit;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.kefu.CaseDriver;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;

import org.springframework.boot.test.context.TestComponent;

/**
 * A small process of its own for each test, with a decision table, whose history is known
 * to the hour: Task_Write, then Task_Check, which may send it back.
 */
@TestComponent
public class ProbeProcess {

	private static final AtomicInteger COUNT = new AtomicInteger();

	private final RepositoryService repository;

	private final RuntimeService runtime;

	private final TaskService tasks;

	private final DecisionService decisions;

	private final IdentityService identity;

	private final AuthorizationService authorizations;

	ProbeProcess(RepositoryService repository, RuntimeService runtime, TaskService tasks, DecisionService decisions,
			IdentityService identity, AuthorizationService authorizations) {
		this.repository = repository;
		this.runtime = runtime;
		this.tasks = tasks;
		this.decisions = decisions;
		this.identity = identity;
		this.authorizations = authorizations;
	}

	/**
	 * A key that no other test has.
	 */
	static String key() {
		return "probe-" + COUNT.incrementAndGet() + "-" + UUID.randomUUID().toString().substring(0, 8);
	}

	/**
	 * Deploys the process.
	 * @param key its key
	 * @param name its name
	 * @return the deployment's id, to take it away with all of its history
	 */
	String deploy(String key, String name) {
		BpmnModelInstance model = Bpmn.createExecutableProcess(key)
			.name(name)
			.camundaHistoryTimeToLiveString("P1D")
			.startEvent("StartEvent_Probe")
			.userTask("Task_Write")
			.name("填写")
			.userTask("Task_Check")
			.name("审核")
			.exclusiveGateway("Gateway_Again")
			.name("退回？")
			.sequenceFlowId("Flow_Done")
			.endEvent("EndEvent_Probe")
			.moveToNode("Gateway_Again")
			.condition("是", "${again}")
			.connectTo("Task_Write")
			.done();
		model.<ExclusiveGateway>getModelElementById("Gateway_Again").setDefault(model.getModelElementById("Flow_Done"));
		return this.repository.createDeployment().addModelInstance(key + ".bpmn", model).deploy().getId();
	}

	/**
	 * Deploys a table: up to 10 is small, up to 100 medium, more is large; a rule for
	 * less than nothing never fires.
	 * @param key its key
	 * @param limit where large begins
	 * @return the deployment's id
	 */
	String deployTable(String key, int limit) {
		String rules = rule("Small", "[0..10]", "小", "少于十") + rule("Medium", "(10.." + limit + "]", "中", "十以上")
				+ rule("Large", "> " + limit, "大", null) + rule("Negative", "< 0", "负", "不会出现");
		String dmn = """
				<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
				  id="Definitions" name="规模" namespace="http://camunda.org/schema/1.0/dmn">
				  <decision id="%s" name="规模" camunda:historyTimeToLive="P1D">
				    <decisionTable id="Table">
				      <input id="Input_Amount" label="数量"><inputExpression id="Expression" typeRef="integer"><text>amount</text>
				      </inputExpression></input>
				      <output id="Output_Size" label="规模" name="size" typeRef="string"/>
				      <output id="Output_Note" label="说明" name="note" typeRef="string"/>
				      %s
				    </decisionTable>
				  </decision>
				</definitions>"""
			.formatted(key, rules);
		return this.repository.createDeployment()
			.addInputStream(key + ".dmn", new ByteArrayInputStream(dmn.getBytes(StandardCharsets.UTF_8)))
			.deploy()
			.getId();
	}

	private static String rule(String id, String input, String size, String note) {
		return """
				<rule id="Rule_%s"><description>%s</description><inputEntry id="In_%s"><text>%s</text></inputEntry>
				<outputEntry id="Size_%s"><text>"%s"</text></outputEntry>
				<outputEntry id="Note_%s"><text>%s</text></outputEntry></rule>""".formatted(id, "规则" + size, id,
				input.replace("<", "&lt;").replace(">", "&gt;"), id, size, id,
				(note != null) ? "\"" + note + "\"" : "");
	}

	void remove(String deployment) {
		this.repository.deleteDeployment(deployment, true);
	}

	/**
	 * Starts an instance at a time.
	 */
	String start(String key, String caseNo, String time) {
		CaseDriver.now(time);
		return this.runtime.startProcessInstanceByKey(key, caseNo, Map.of("again", false)).getId();
	}

	/**
	 * Completes the open task of an instance at a time.
	 */
	void complete(String instance, String time, boolean again) {
		CaseDriver.now(time);
		this.tasks.complete(task(instance).getId(), Map.of("again", again));
	}

	Task task(String instance) {
		return this.tasks.createTaskQuery().processInstanceId(instance).singleResult();
	}

	void evaluate(String table, int amount, String time) {
		CaseDriver.now(time);
		this.decisions.evaluateDecisionTableByKey(table, Map.of("amount", amount));
	}

	/**
	 * Acts as a person. What the person may do is no matter of these tests.
	 */
	void as(String login, Runnable work) {
		this.identity.setAuthentication(login, List.of("camunda-admin"));
		try {
			work.run();
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

	/**
	 * Makes a user who may open Cockpit.
	 * @param login the login; the password is {@code demo}
	 */
	void user(String login) {
		User user = this.identity.newUser(login);
		user.setFirstName("小");
		user.setLastName("审");
		user.setPassword("demo");
		this.identity.saveUser(user);
		grant(login, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
	}

	void mayReadHistory(String login, String processKey) {
		grant(login, Resources.PROCESS_DEFINITION, processKey, ProcessDefinitionPermissions.READ_HISTORY);
	}

	void mayReadDecision(String login, String decisionKey) {
		grant(login, Resources.DECISION_DEFINITION, decisionKey, Permissions.READ_HISTORY);
	}

	private void grant(String login, Resource resource, String id, Permission permission) {
		Authorization grant = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		grant.setUserId(login);
		grant.setResource(resource);
		grant.setResourceId(id);
		grant.addPermission(permission);
		this.authorizations.saveAuthorization(grant);
	}

	void removeUser(String login) {
		ClockUtil.reset();
		this.authorizations.createAuthorizationQuery()
			.userIdIn(login)
			.list()
			.forEach((grant) -> this.authorizations.deleteAuthorization(grant.getId()));
		this.identity.deleteUser(login);
	}

}
