package io.kefu.form;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import io.kefu.deadline.Clocks;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Hooks the form check into the engine, so that it holds for every interface.
 */
@Component
class FormCheckPlugin extends AbstractProcessEnginePlugin {

	private final FormCheckService forms;

	private final Clocks clocks;

	FormCheckPlugin(@Qualifier("engineClock") Clock clock, Clocks clocks) {
		this.forms = new FormCheckService(clock);
		this.clocks = clocks;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setTaskService(new CheckedTaskService(this.forms, this.clocks));
		configuration.setFormService(new CheckedFormService(this.forms));
		List<BpmnParseListener> listeners = new ArrayList<>();
		if (configuration.getCustomPreBPMNParseListeners() != null) {
			listeners.addAll(configuration.getCustomPreBPMNParseListeners());
		}
		listeners.add(new StartFormListener(this.forms));
		configuration.setCustomPreBPMNParseListeners(listeners);
	}

}
