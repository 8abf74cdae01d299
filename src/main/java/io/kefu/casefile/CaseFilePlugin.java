package io.kefu.casefile;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Connects the case file with the engine: every user task of every process writes the
 * timeline, and messages to cases are checked.
 */
@Component
class CaseFilePlugin extends AbstractProcessEnginePlugin {

	private final ObjectProvider<CaseTaskListener> taskListener;

	private final ObjectProvider<Cases> cases;

	CaseFilePlugin(ObjectProvider<CaseTaskListener> taskListener, ObjectProvider<Cases> cases) {
		this.taskListener = taskListener;
		this.cases = cases;
	}

	@Override
	public void preInit(ProcessEngineConfigurationImpl configuration) {
		configuration.setRuntimeService(new CaseRuntimeService(configuration, this.cases::getObject));
		List<BpmnParseListener> listeners = configuration.getCustomPreBPMNParseListeners();
		if (listeners == null) {
			listeners = new ArrayList<>();
			configuration.setCustomPreBPMNParseListeners(listeners);
		}
		listeners.add(new Timeline());
	}

	private final class Timeline extends AbstractBpmnParseListener {

		@Override
		public void parseProcess(Element element, ProcessDefinitionEntity process) {
			ExecutionListener listener = (execution) -> CaseFilePlugin.this.taskListener.getObject().called(execution);
			process.addBuiltInListener(ExecutionListener.EVENTNAME_START, listener);
			process.addBuiltInListener(ExecutionListener.EVENTNAME_END, listener);
		}

		@Override
		public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
			TaskDefinition definition = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
			TaskListener listener = (task) -> CaseFilePlugin.this.taskListener.getObject().notify(task);
			for (String event : List.of(TaskListener.EVENTNAME_CREATE, TaskListener.EVENTNAME_ASSIGNMENT,
					TaskListener.EVENTNAME_COMPLETE)) {
				definition.addBuiltInTaskListener(event, listener);
			}
		}

	}

}
