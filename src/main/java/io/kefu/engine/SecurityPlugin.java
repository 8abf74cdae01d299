package io.kefu.engine;

import java.util.ArrayList;
import java.util.List;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;

import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.ArtifactFactory;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.cfg.auth.ResourceAuthorizationProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantCommandChecker;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.scripting.engine.DefaultScriptEngineResolver;

import org.springframework.stereotype.Component;

/**
 * Makes the engine safe for models of process owners: expressions are restricted, no
 * script runs, no class is created by name, every deployment passes {@link ModelGate}
 * (docs/adr/0006).
 */
@Component
class SecurityPlugin extends AbstractProcessEnginePlugin {

	private final ModelBeans modelBeans;

	private final ResourceAuthorizationProvider authorizations;

	SecurityPlugin(ModelBeans modelBeans, ResourceAuthorizationProvider authorizations) {
		this.modelBeans = modelBeans;
		this.authorizations = authorizations;
	}

	/**
	 * Before the engine's defaults: with an expression manager present neither the engine
	 * nor its Spring factory creates one of its own, and the DMN engine takes this one
	 * too.
	 */
	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setExpressionManager(new ModelExpressionManager(this.modelBeans));
		configuration.setDmnEngineConfiguration(decisions());
		configuration.setScriptEngineResolver(new NoScripts());
		configuration.setArtifactFactory(new NoClasses());
		configuration.setResourceAuthorizationProvider(this.authorizations);
		configuration.setCommandCheckers(new ArrayList<>(List.of(new TenantCommandChecker(), new EnginesJobs())));
		List<Deployer> deployers = new ArrayList<>();
		if (configuration.getCustomPreDeployers() != null) {
			deployers.addAll(configuration.getCustomPreDeployers());
		}
		deployers.add(new ModelGate(this.modelBeans));
		configuration.setCustomPreDeployers(deployers);
	}

	private static DefaultDmnEngineConfiguration decisions() {
		DefaultDmnEngineConfiguration decisions = new DefaultDmnEngineConfiguration();
		ScalaFeelEngineFactory feel = new ScalaFeelEngineFactory(List.of());
		decisions.setFeelEngineFactory(() -> new PlainValuesFeelEngine(feel.createInstance()));
		return decisions;
	}

	/**
	 * The engine's own jobs, such as the history cleanup, belong to no process, and so
	 * the engine lets everybody change them. Here only administrators may.
	 */
	private static final class EnginesJobs extends AuthorizationCommandChecker {

		@Override
		public void checkUpdateJob(JobEntity job) {
			requireAdministrator(job);
			super.checkUpdateJob(job);
		}

		@Override
		public void checkUpdateRetriesJob(JobEntity job) {
			requireAdministrator(job);
			super.checkUpdateRetriesJob(job);
		}

		private void requireAdministrator(JobEntity job) {
			if (job.getProcessDefinitionKey() == null) {
				getAuthorizationManager().checkCamundaAdmin();
			}
		}

	}

	/**
	 * Finds no script engine. FEEL's jar brings one, and with it a condition in FEEL
	 * could reach every bean.
	 */
	private static final class NoScripts extends DefaultScriptEngineResolver {

		NoScripts() {
			super(new ScriptEngineManager());
		}

		@Override
		public ScriptEngine getScriptEngine(String language, boolean resolveFromCache) {
			return null;
		}

	}

	/** Creates nothing: models name beans, never classes. */
	private static final class NoClasses implements ArtifactFactory {

		@Override
		public <T> T getArtifact(Class<T> type) {
			throw new ProcessEngineException("Models may not name classes: " + type.getName());
		}

	}

}
