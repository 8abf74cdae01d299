package io.kefu.report;

import java.util.List;

import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.cockpit.db.CommandExecutor;
import org.camunda.bpm.cockpit.db.QueryService;
import org.camunda.bpm.cockpit.impl.DefaultCockpitRuntimeDelegate;
import org.camunda.bpm.cockpit.impl.db.QueryServiceImpl;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.webapp.db.QueryParameters;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Asks administrators for their tenant in Cockpit's own lists too (S2-82). Cockpit reads
 * processes, running instances and incidents with statements of its own, past the
 * engine's {@link InternalReportPlugin tenant check}, and spares administrators.
 */
@Component
class InternalReportCockpitPlugin implements SmartInitializingSingleton {

	/** Cockpit has set its own delegate by now, and no request has come in yet. */
	@Override
	public void afterSingletonsInstantiated() {
		Cockpit.setCockpitRuntimeDelegate(new DefaultCockpitRuntimeDelegate() {

			@Override
			public QueryService getQueryService(String engineName) {
				return new OfOwnTenant(getCommandExecutor(engineName), getProcessEngine(engineName));
			}

		});
	}

	private static final class OfOwnTenant extends QueryServiceImpl {

		private final ProcessEngine engine;

		OfOwnTenant(CommandExecutor executor, ProcessEngine engine) {
			super(executor);
			this.engine = engine;
		}

		@Override
		public <T> List<T> executeQuery(String statement, QueryParameters parameters) {
			askForTenant(parameters);
			return super.executeQuery(statement, parameters);
		}

		@Override
		public Long executeQueryRowCount(String statement, ListQueryParameterObject parameters) {
			askForTenant(parameters);
			return super.executeQueryRowCount(statement, parameters);
		}

		private void askForTenant(ListQueryParameterObject parameters) {
			Authentication user = this.engine.getIdentityService().getCurrentAuthentication();
			if (user != null) {
				parameters.getTenantCheck().setTenantCheckEnabled(true);
				parameters.getTenantCheck().setAuthTenantIds(user.getTenantIds());
			}
		}

	}

}
