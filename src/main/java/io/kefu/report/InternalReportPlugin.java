package io.kefu.report;

import java.util.ArrayList;
import java.util.List;

import io.kefu.identity.SupervisionTenant;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.TenantManager;

import org.springframework.stereotype.Component;

/**
 * Protects who reports and what is reported (S2-82). Every instance of the process
 * belongs to the tenant of the supervision group, so the engine hides it, its tasks,
 * values, jobs and history from everybody else, administrators included; and the engine
 * does not record who started it.
 */
@Component
class InternalReportPlugin extends AbstractProcessEnginePlugin {

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setTenantIdProvider(new ReportsOfSupervision());
		configuration.getCustomHistoryEventHandlers().add(new WithoutReporter());
		List<SessionFactory> factories = new ArrayList<>();
		if (configuration.getCustomSessionFactories() != null) {
			factories.addAll(configuration.getCustomSessionFactories());
		}
		factories.add(new TenantsForEverybody());
		configuration.setCustomSessionFactories(factories);
	}

	private static boolean isReport(HistoryEvent event) {
		return InternalReportProcess.KEY.equals(event.getProcessDefinitionKey());
	}

	private static final class ReportsOfSupervision implements TenantIdProvider {

		@Override
		public String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext context) {
			return InternalReportProcess.KEY.equals(context.getProcessDefinition().getKey()) ? SupervisionTenant.ID
					: null;
		}

		@Override
		public String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext context) {
			return null;
		}

		@Override
		public String provideTenantIdForHistoricDecisionInstance(
				TenantIdProviderHistoricDecisionInstanceContext context) {
			return null;
		}

	}

	/** Comes before the handler that writes, and takes out who started a report. */
	private static final class WithoutReporter implements HistoryEventHandler {

		@Override
		public void handleEvent(HistoryEvent event) {
			if (isReport(event)) {
				if (event instanceof HistoricProcessInstanceEventEntity start
						&& event.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_START)) {
					start.setStartUserId(null);
				}
				// Only the start names the instance without a task or a job.
				if (event instanceof UserOperationLogEntryEventEntity operation
						&& "Create".equals(operation.getOperationType())) {
					operation.setUserId(null);
				}
			}
		}

		@Override
		public void handleEvents(List<HistoryEvent> events) {
			events.forEach(this::handleEvent);
		}

	}

	/** The engine spares administrators the question for their tenant. */
	private static final class TenantsForEverybody implements SessionFactory {

		@Override
		public Class<?> getSessionType() {
			return TenantManager.class;
		}

		@Override
		public Session openSession() {
			return new TenantManager() {

				@Override
				public boolean isTenantCheckEnabled() {
					return Context.getProcessEngineConfiguration().isTenantCheckEnabled()
							&& Context.getCommandContext().isTenantCheckEnabled() && getCurrentAuthentication() != null;
				}

			};
		}

	}

}
