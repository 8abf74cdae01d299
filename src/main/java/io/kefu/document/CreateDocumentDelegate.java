package io.kefu.document;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Creates the document that a service task names by its input parameter
 * {@code documentKind}. The template gets all variables of the process.
 */
@Component
class CreateDocumentDelegate implements JavaDelegate {

	private static final String KIND = "documentKind";

	private final Documents documents;

	CreateDocumentDelegate(Documents documents) {
		this.documents = documents;
	}

	@Override
	public void execute(DelegateExecution execution) {
		if (!(execution.getVariableLocal(KIND) instanceof String kind)) {
			throw new IllegalArgumentException(
					execution.getCurrentActivityId() + " needs the input parameter '" + KIND + "'");
		}
		this.documents.create((String) execution.getVariable("caseNo"), kind, execution.getActivityInstanceId(),
				execution.getVariables());
	}

}
