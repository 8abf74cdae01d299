package io.kefu.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.incident.IncidentHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Incident;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells the outbox when the engine has used up the attempts to send a message, and when
 * an operator grants new ones: both are known only as an incident that comes and goes.
 * The engine's own handling of incidents stays. Incident handlers have no public API,
 * hence the {@code impl} classes.
 */
@Component
class FailedMessagePlugin extends AbstractProcessEnginePlugin {

	private final ObjectProvider<Delivery> delivery;

	FailedMessagePlugin(ObjectProvider<Delivery> delivery) {
		this.delivery = delivery;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setCompositeIncidentHandlersEnabled(true);
		List<IncidentHandler> handlers = configuration.getCustomIncidentHandlers();
		if (handlers == null) {
			handlers = new ArrayList<>();
			configuration.setCustomIncidentHandlers(handlers);
		}
		handlers.add(new FailedMessages());
	}

	private final class FailedMessages implements IncidentHandler {

		@Override
		public String getIncidentHandlerType() {
			return Incident.FAILED_JOB_HANDLER_TYPE;
		}

		@Override
		public Incident handleIncident(IncidentContext context, String message) {
			notification(context).ifPresent((id) -> FailedMessagePlugin.this.delivery.getObject().giveUp(id, message));
			// The main handler's incident is the one that counts.
			return null;
		}

		/** Also called whenever a job is done: then nothing is given up any more. */
		@Override
		public void resolveIncident(IncidentContext context) {
			notification(context).ifPresent((id) -> FailedMessagePlugin.this.delivery.getObject().resume(id));
		}

		/** The instance was deleted: the outbox keeps what it knows. */
		@Override
		public void deleteIncident(IncidentContext context) {
		}

		private Optional<Long> notification(IncidentContext context) {
			if (context.getExecutionId() == null) {
				return Optional.empty();
			}
			ExecutionEntity execution = Context.getCommandContext()
				.getExecutionManager()
				.findExecutionById(context.getExecutionId());
			if (execution == null || !DeliveryProcess.KEY.equals(execution.getProcessDefinition().getKey())) {
				return Optional.empty();
			}
			return Optional.ofNullable((Long) execution.getVariable(DeliveryProcess.NOTIFICATION_ID));
		}

	}

}
