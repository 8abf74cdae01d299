package io.kefu.complaint;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Writes the severity that was decided again after the assessment of universality into
 * the case file.
 */
@Component
class RecordClassificationListener implements ExecutionListener {

	private final RecordClassificationDelegate classification;

	RecordClassificationListener(RecordClassificationDelegate classification) {
		this.classification = classification;
	}

	@Override
	public void notify(DelegateExecution execution) {
		this.classification.execute(execution);
	}

}
