package io.kefu.engine;

import java.io.ByteArrayInputStream;

import io.kefu.ApplicationTest;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.dmn.el.ProcessEngineJuelElProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The guards are in force in the running engine, behind the gate as well: the variable
 * {@code expression} names what a model would say.
 */
@ApplicationTest
class SecurityPluginTests {

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private RepositoryService repository;

	private ProcessEngineConfigurationImpl configuration;

	private String deploymentId;

	@BeforeEach
	void findConfiguration() {
		this.configuration = (ProcessEngineConfigurationImpl) this.engine.getProcessEngineConfiguration();
	}

	@AfterEach
	void forgetModel() {
		if (this.deploymentId != null) {
			this.repository.deleteDeployment(this.deploymentId, true);
		}
	}

	@Test
	void expressionsOfModelsTablesAndQueriesAreRestricted() {
		assertThat(this.configuration.getExpressionManager()).isInstanceOf(ModelExpressionManager.class);
		DefaultDmnEngineConfiguration decisions = this.configuration.getDmnEngineConfiguration();
		assertThat(decisions.getFeelEngine()).isInstanceOf(PlainValuesFeelEngine.class);
		assertThat(decisions.getElProvider()).isInstanceOf(ProcessEngineJuelElProvider.class)
			.isSameAs(((ModelExpressionManager) this.configuration.getExpressionManager()).toElProvider());
	}

	@ParameterizedTest
	@ValueSource(strings = { "feel", "juel", "javascript", "groovy", "feel-unary-tests" })
	void noScriptRuns(String language) {
		assertThatExceptionOfType(ProcessEngineException.class)
			.isThrownBy(() -> this.configuration.getCommandExecutorTxRequired()
				.execute((CommandContext context) -> this.configuration.getScriptingEngines()
					.getScriptEngineForLanguage(language)));
	}

	@Test
	void noClassIsCreatedByName() {
		assertThatExceptionOfType(ProcessEngineException.class)
			.isThrownBy(() -> this.configuration.getArtifactFactory().getArtifact(Thread.class));
	}

	@Test
	void variableThatLooksLikeAnExpressionIsOnlyText() {
		deploy("${title}");
		assertThat(start("${environment}")).isEqualTo("${environment}");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "${title.bytes}", "${file['class']}", "${execution['processEngineServices']}", "${nowhere}" })
	void whatTheGateCannotTellTheEngineRefuses(String expression) {
		assertThatNoException().isThrownBy(() -> deploy(expression));
		assertThatExceptionOfType(ProcessEngineException.class).isThrownBy(() -> start("x"));
	}

	private void deploy(String expression) {
		this.deploymentId = this.repository.createDeployment().addString("security-check.bpmn", """
				<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
				  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://kefu.io">
				  <process id="security-check" isExecutable="true" camunda:historyTimeToLive="P1D">
				    <startEvent id="StartEvent_A"/>
				    <sequenceFlow id="Flow_1" sourceRef="StartEvent_A" targetRef="Task_A"/>
				    <userTask id="Task_A" name="%s" camunda:candidateGroups="quality"/>
				  </process>
				</definitions>
				""".formatted(expression)).deploy().getId();
	}

	private String start(String title) {
		String instance = this.runtime
			.startProcessInstanceByKey("security-check",
					Variables.putValue("title", title)
						.putValueTyped("file",
								Variables.fileValue("a.txt").file(new ByteArrayInputStream(new byte[] { 1 })).create()))
			.getId();
		return this.engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult().getName();
	}

}
