package io.kefu.retention;

import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;

import org.camunda.bpm.engine.impl.batch.history.HistoricBatchEntity;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryRemovalTimeProvider;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionInstanceEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Makes the engine remove only what was archived: it removes what has a removal time, and
 * gives none itself. The removal happens at night.
 */
@Component
class RetentionPlugin extends AbstractProcessEnginePlugin {

	/** The engine would read a time without offset in the JVM's zone, which is UTC. */
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mmxx");

	private final RetentionProperties properties;

	private final ZoneId zone;

	RetentionPlugin(RetentionProperties properties, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.properties = properties;
		this.zone = zone;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setHistoryRemovalTimeStrategy(ProcessEngineConfigurationImpl.HISTORY_REMOVAL_TIME_STRATEGY_END);
		configuration.setHistoryRemovalTimeProvider(new ArchiveFirst());
		configuration.setHistoryCleanupBatchWindowStartTime(time(this.properties.window().from()));
		configuration.setHistoryCleanupBatchWindowEndTime(time(this.properties.window().to()));
	}

	private String time(LocalTime time) {
		ZoneOffset offset = this.zone.getRules().getOffset(Clock.systemUTC().instant());
		return TIME.format(time.atOffset(offset));
	}

	/**
	 * Null for everything: the archive sets the removal time when it has written the
	 * file.
	 */
	private static final class ArchiveFirst implements HistoryRemovalTimeProvider {

		@Override
		public Date calculateRemovalTime(HistoricProcessInstanceEventEntity instance, ProcessDefinition definition) {
			return null;
		}

		@Override
		public Date calculateRemovalTime(HistoricDecisionInstanceEntity decision, DecisionDefinition definition) {
			return null;
		}

		@Override
		public Date calculateRemovalTime(HistoricBatchEntity batch) {
			return null;
		}

	}

}
