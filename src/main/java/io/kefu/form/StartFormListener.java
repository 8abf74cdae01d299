package io.kefu.form;

import org.camunda.bpm.engine.BpmnParseException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Puts itself in front of everything else in each process that has a start form, and
 * checks there what the instance starts with: by form, by key or by message.
 */
class StartFormListener extends AbstractBpmnParseListener implements ExecutionListener {

	private final FormCheckService forms;

	StartFormListener(FormCheckService forms) {
		this.forms = forms;
	}

	@Override
	public void parseProcess(Element processElement, ProcessDefinitionEntity processDefinition) {
		if (hasStartForm(processDefinition)) {
			processDefinition.addBuiltInListener(ExecutionListener.EVENTNAME_START, this, 0);
		}
	}

	@Override
	public void parseStartEvent(Element startEventElement, ScopeImpl scope, ActivityImpl startEventActivity) {
		// An asynchronous start would check only after the clerk was told that all is
		// well.
		if (scope instanceof ProcessDefinitionEntity processDefinition && hasStartForm(processDefinition)
				&& startEventActivity.isAsyncBefore()) {
			throw new BpmnParseException("带有启动表单的开始事件不能设置“异步前置”（asyncBefore），否则提交内容无法当场检查", startEventElement);
		}
	}

	@Override
	public void notify(DelegateExecution execution) {
		this.forms.checkStart((ExecutionEntity) execution, Context.getCommandContext());
	}

	private static boolean hasStartForm(ProcessDefinitionEntity processDefinition) {
		FormDefinition form = processDefinition.getStartFormDefinition();
		return form != null && form.getCamundaFormDefinitionKey() != null;
	}

}
