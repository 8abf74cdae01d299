package io.kefu.engine;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.kefu.ApplicationTest;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@ApplicationTest
class ModelDeployerTests {

	@Autowired
	private ModelDeployer deployer;

	@Autowired
	private RepositoryService repository;

	@Test
	void secondStartMakesNoNewVersion() {
		long before = this.repository.createDeploymentQuery().count();
		this.deployer.afterSingletonsInstantiated();
		assertThat(this.repository.createDeploymentQuery().count()).isEqualTo(before);
	}

	@Test
	void namesDoNotDependOnHowTheApplicationIsStarted() {
		ProcessDefinition process = this.repository.createProcessDefinitionQuery()
			.processDefinitionKey("complaint-closed-loop")
			.latestVersion()
			.singleResult();
		assertThat(process.getResourceName()).isEqualTo("complaint-closed-loop/complaint-closed-loop.bpmn");
		List<String> names = this.repository.getDeploymentResourceNames(process.getDeploymentId());
		assertThat(names).contains("complaint-closed-loop/accept-complaint.form")
			.allMatch((name) -> name.startsWith("complaint-closed-loop/"));
		assertThat(latest("deadline").getResourceName()).isEqualTo("deadline.dmn");
	}

	@Test
	void versionOfAProcessOwnerIsNeverReplaced() throws Exception {
		String changed;
		try (InputStream shipped = getClass().getResourceAsStream("/dmn/universality-check.dmn")) {
			changed = new String(shipped.readAllBytes(), StandardCharsets.UTF_8).replace("versionTag=\"1.0\"",
					"versionTag=\"owner\"");
		}
		Deployment owners = this.repository.createDeployment()
			.name("from Modeler")
			.addInputStream("universality-check.dmn",
					new ByteArrayInputStream(changed.getBytes(StandardCharsets.UTF_8)))
			.deploy();
		try {
			this.deployer.afterSingletonsInstantiated();
			assertThat(latest("universality-check").getDeploymentId()).isEqualTo(owners.getId());
			assertThat(latest("universality-check").getVersionTag()).isEqualTo("owner");
		}
		finally {
			this.repository.deleteDeployment(owners.getId());
		}
	}

	/** The owner's version lies between two of the application's, as after an upgrade. */
	@Test
	void sharedFormOfAProcessOwnerIsNeverReplacedByANewerOneOfTheApplication() throws Exception {
		String shipped;
		try (InputStream form = getClass().getResourceAsStream("/bpmn/file-case/file-case.form")) {
			shipped = new String(form.readAllBytes(), StandardCharsets.UTF_8);
		}
		Deployment before = this.repository.createDeployment()
			.name("bpmn/file-case")
			.source(ModelDeployer.SOURCE)
			.addString("file-case/file-case.form", shipped.replace("客户名称", "客户"))
			.deploy();
		Deployment owners = this.repository.createDeployment()
			.name("from Modeler")
			.addString("file-case.form", shipped.replace("客户名称", "顾客"))
			.deploy();
		try {
			this.deployer.afterSingletonsInstantiated();
			assertThat(this.repository.createDeploymentQuery()
				.deploymentName("bpmn/file-case")
				.deploymentAfter(before.getDeploymentTime())
				.count()).isZero();
		}
		finally {
			this.repository.deleteDeployment(owners.getId());
			this.repository.deleteDeployment(before.getId());
		}
	}

	private DecisionDefinition latest(String key) {
		return this.repository.createDecisionDefinitionQuery()
			.decisionDefinitionKey(key)
			.latestVersion()
			.singleResult();
	}

}
