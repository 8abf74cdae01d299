package io.kefu.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys the models that come with the application: one deployment per folder (a process
 * and its forms, or a form that processes share) and one per decision table. Names do not
 * depend on how the application is started, so that an unchanged model makes no new
 * version; a version that somebody deployed from Modeler is never replaced. The engine
 * keeps every version and says when it came (S0-01).
 */
@Component
class ModelDeployer implements SmartInitializingSingleton {

	/** Source of our own deployments; whatever has another source is somebody else's. */
	static final String SOURCE = "kefu";

	private static final Logger log = LoggerFactory.getLogger(ModelDeployer.class);

	private final ProcessEngine engine;

	private final RepositoryService repository;

	ModelDeployer(ProcessEngine engine) {
		this.engine = engine;
		this.repository = engine.getRepositoryService();
	}

	@Override
	public void afterSingletonsInstantiated() {
		try {
			deployAll();
		}
		catch (IOException ex) {
			throw new IllegalStateException("流程模型无法读取", ex);
		}
	}

	private void deployAll() throws IOException {
		PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
		Resource[] decisions = resolver.getResources("classpath:/dmn/*.dmn");
		Map<String, List<Resource>> folders = new TreeMap<>();
		for (Resource resource : resolver.getResources("classpath:/bpmn/*/*.*")) {
			folders.computeIfAbsent(folderOf(resource), (key) -> new ArrayList<>()).add(resource);
		}
		if (decisions.length == 0 || folders.isEmpty()) {
			throw new IllegalStateException("没有找到流程模型：bpmn/ 或 dmn/ 为空");
		}
		for (Resource decision : decisions) {
			String key = decision.getFilename().substring(0, decision.getFilename().length() - ".dmn".length());
			deploy("dmn/" + key, deploymentOfDecision(key), List.of(decision), "");
		}
		for (Map.Entry<String, List<Resource>> folder : folders.entrySet()) {
			deploy("bpmn/" + folder.getKey(), deploymentOfFolder(folder.getKey()), folder.getValue(),
					folder.getKey() + "/");
		}
	}

	private void deploy(String name, String latestDeploymentId, List<Resource> resources, String prefix)
			throws IOException {
		if (latestDeploymentId != null) {
			Deployment latest = this.repository.createDeploymentQuery().deploymentId(latestDeploymentId).singleResult();
			if (!SOURCE.equals(latest.getSource())) {
				log.warn("{}：最新版本由他人部署（部署“{}”，{}），保持不变，程序自带的版本不部署", name, latest.getName(),
						latest.getDeploymentTime().toInstant());
				return;
			}
		}
		DeploymentBuilder deployment = this.repository.createDeployment()
			.name(name)
			.source(SOURCE)
			.enableDuplicateFiltering(false);
		for (Resource resource : resources) {
			try (InputStream content = resource.getInputStream()) {
				deployment.addInputStream(prefix + resource.getFilename(), content);
			}
		}
		Deployment deployed = deployment.deploy();
		if (!deployed.getId().equals(latestDeploymentId)) {
			log.info("{}：已部署", name);
		}
	}

	private String deploymentOfFolder(String key) {
		ProcessDefinition latest = this.repository.createProcessDefinitionQuery()
			.processDefinitionKey(key)
			.latestVersion()
			.singleResult();
		return (latest != null) ? latest.getDeploymentId() : deploymentOfForm(key);
	}

	private String deploymentOfDecision(String key) {
		DecisionDefinition latest = this.repository.createDecisionDefinitionQuery()
			.decisionDefinitionKey(key)
			.latestVersion()
			.singleResult();
		return (latest != null) ? latest.getDeploymentId() : null;
	}

	/** A form that several processes share lies in a folder of its own. */
	private String deploymentOfForm(String id) {
		CamundaFormDefinition latest = ((ProcessEngineConfigurationImpl) this.engine.getProcessEngineConfiguration())
			.getCommandExecutorTxRequired()
			.execute((context) -> context.getCamundaFormDefinitionManager().findLatestDefinitionByKey(id));
		return (latest != null) ? latest.getDeploymentId() : null;
	}

	private static String folderOf(Resource resource) throws IOException {
		String[] parts = resource.getURL().getPath().split("/");
		return parts[parts.length - 2];
	}

}
