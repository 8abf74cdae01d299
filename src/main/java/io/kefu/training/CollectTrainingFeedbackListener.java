package io.kefu.training;

import java.math.BigDecimal;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Keeps the 培训反馈表 with the training (S1-10), and words what came of it.
 */
@Component
class CollectTrainingFeedbackListener implements ExecutionListener {

	private final Trainings trainings;

	CollectTrainingFeedbackListener(Trainings trainings) {
		this.trainings = trainings;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		String instance = execution.getProcessInstanceId();
		BigDecimal score = new BigDecimal(execution.getVariable(TrainingProcess.AVERAGE_SCORE).toString()).setScale(1);
		this.trainings.rate(instance, score, TrainingProcess.text(execution, "feedbackComments"));
		execution.setVariable(TrainingProcess.CONCLUSION,
				"培训“%s”已于 %s 举办，%d 人参加，反馈平均 %s 分".formatted(execution.getVariable(TrainingProcess.TOPIC),
						execution.getVariable(TrainingProcess.HELD_ON), this.trainings.attended(instance), score));
	}

}
