package io.kefu.form;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.kefu.form.FormSchema.Extent;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * The engine's task service, which lets nothing pass that the task's form would refuse.
 */
class CheckedTaskService extends TaskServiceImpl {

	private final FormCheckService forms;

	CheckedTaskService(FormCheckService forms) {
		this.forms = forms;
	}

	@Override
	public void complete(String taskId, Map<String, Object> variables) {
		this.forms.submit(this.commandExecutor, taskId, variables, Extent.WHOLE, (checked) -> {
			super.complete(taskId, checked);
			return null;
		});
	}

	@Override
	public VariableMap completeWithVariablesInReturn(String taskId, Map<String, Object> variables,
			boolean deserializeValues) {
		return this.forms.submit(this.commandExecutor, taskId, variables, Extent.WHOLE,
				(checked) -> super.completeWithVariablesInReturn(taskId, checked, deserializeValues));
	}

	@Override
	public void resolveTask(String taskId) {
		resolveTask(taskId, null);
	}

	@Override
	public void resolveTask(String taskId, Map<String, Object> variables) {
		this.forms.submit(this.commandExecutor, taskId, variables, Extent.PARTIAL, (checked) -> {
			super.resolveTask(taskId, checked);
			return null;
		});
	}

	@Override
	protected void setVariables(String taskId, Map<String, ? extends Object> variables, boolean local) {
		super.setVariables(taskId, this.forms.checkVariables(this.commandExecutor, taskId, variables, List.of()),
				local);
	}

	@Override
	protected void updateVariables(String taskId, Map<String, ? extends Object> modifications,
			Collection<String> deletions, boolean local) {
		super.updateVariables(taskId, this.forms.checkVariables(this.commandExecutor, taskId, modifications, deletions),
				deletions, local);
	}

	@Override
	public void removeVariable(String taskId, String variableName) {
		this.forms.checkVariables(this.commandExecutor, taskId, Map.of(), List.of(variableName));
		super.removeVariable(taskId, variableName);
	}

	@Override
	public void removeVariableLocal(String taskId, String variableName) {
		this.forms.checkVariables(this.commandExecutor, taskId, Map.of(), List.of(variableName));
		super.removeVariableLocal(taskId, variableName);
	}

	@Override
	public void removeVariables(String taskId, Collection<String> variableNames) {
		this.forms.checkVariables(this.commandExecutor, taskId, Map.of(), variableNames);
		super.removeVariables(taskId, variableNames);
	}

	@Override
	public void removeVariablesLocal(String taskId, Collection<String> variableNames) {
		this.forms.checkVariables(this.commandExecutor, taskId, Map.of(), variableNames);
		super.removeVariablesLocal(taskId, variableNames);
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode) {
		this.forms.refusePassingBy(this.commandExecutor, taskId);
		super.handleBpmnError(taskId, errorCode);
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode, String errorMessage) {
		this.forms.refusePassingBy(this.commandExecutor, taskId);
		super.handleBpmnError(taskId, errorCode, errorMessage);
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode, String errorMessage, Map<String, Object> variables) {
		this.forms.refusePassingBy(this.commandExecutor, taskId);
		super.handleBpmnError(taskId, errorCode, errorMessage, variables);
	}

	@Override
	public void handleEscalation(String taskId, String escalationCode) {
		this.forms.refusePassingBy(this.commandExecutor, taskId);
		super.handleEscalation(taskId, escalationCode);
	}

	@Override
	public void handleEscalation(String taskId, String escalationCode, Map<String, Object> variables) {
		this.forms.refusePassingBy(this.commandExecutor, taskId);
		super.handleEscalation(taskId, escalationCode, variables);
	}

}
