package io.kefu.training;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Words the need of a training as the description that every case has.
 */
@Component
class RequestTrainingListener implements ExecutionListener {

	@Override
	public void notify(DelegateExecution execution) {
		String topic = "培训主题：" + TrainingProcess.text(execution, TrainingProcess.TOPIC);
		String reason = TrainingProcess.text(execution, TrainingProcess.REASON);
		execution.setVariable("description", (reason != null) ? topic + "\n培训原因：" + reason : topic);
	}

}
