package io.kefu.form;

import java.util.Map;

import io.kefu.form.FormSchema.Extent;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * The engine's form service, which checks a submitted task form before the engine takes
 * it. Start forms are checked where every start passes, by {@link StartFormListener}.
 */
class CheckedFormService extends FormServiceImpl {

	private final FormCheckService forms;

	CheckedFormService(FormCheckService forms) {
		this.forms = forms;
	}

	@Override
	public void submitTaskForm(String taskId, Map<String, Object> properties) {
		this.forms.submit(this.commandExecutor, taskId, properties, Extent.WHOLE, (checked) -> {
			super.submitTaskForm(taskId, checked);
			return null;
		});
	}

	@Override
	public VariableMap submitTaskFormWithVariablesInReturn(String taskId, Map<String, Object> properties,
			boolean deserializeValues) {
		return this.forms.submit(this.commandExecutor, taskId, properties, Extent.WHOLE,
				(checked) -> super.submitTaskFormWithVariablesInReturn(taskId, checked, deserializeValues));
	}

}
