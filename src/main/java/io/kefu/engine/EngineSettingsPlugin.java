package io.kefu.engine;

import java.util.List;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * Engine settings that have no property. The engine waits for Flyway, which creates its
 * tables.
 */
@Component
@DependsOn("flywayInitializer")
class EngineSettingsPlugin extends AbstractProcessEnginePlugin {

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		// It has the name of the level that is configured; of two with one name the
		// engine takes the custom one.
		configuration.setCustomHistoryLevels(List.of(new FullWithoutJobNoise()));
		configuration.setCustomPreVariableSerializers(List.of(new ListSerializer()));
	}

	/**
	 * Full history, without a row for each job that was created and done: nobody reads
	 * them, and they are a third of what a case writes. Failures stay. How long it is
	 * kept says each model (S0-40).
	 */
	private static final class FullWithoutJobNoise extends HistoryLevelFull {

		@Override
		public boolean isHistoryEventProduced(HistoryEventType eventType, Object entity) {
			return eventType != HistoryEventTypes.JOB_CREATE && eventType != HistoryEventTypes.JOB_SUCCESS;
		}

	}

}
