package io.kefu.tracing;

import io.kefu.casework.CaseVariables;
import io.kefu.faq.Faqs;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Takes the solution of a product problem (S1-08) over, and makes it an entry of the FAQ
 * where it is to be one. The department that analysed the problem answers for the entry.
 */
@Component
class PublishSolutionListener implements TaskListener {

	private final Faqs faqs;

	PublishSolutionListener(Faqs faqs) {
		this.faqs = faqs;
	}

	@Override
	public void notify(DelegateTask task) {
		String answer = (String) task.getVariable("answer");
		task.getExecution().setVariable(ProblemTracingProcess.SOLUTION, answer);
		task.getExecution().setVariable(ProblemTracingProcess.TRACING_CONCLUSION, "产品问题已查明并解决：" + answer);
		if (Boolean.TRUE.equals(task.getVariable("publishToFaq"))) {
			this.faqs.add((String) task.getVariable("question"), answer,
					(String) task.getVariable(ProblemTracingProcess.PRODUCT_MODEL),
					(String) task.getVariable("analysisDepartment"), this.faqs.today(), null,
					(String) task.getVariable(CaseVariables.CASE_NO));
		}
	}

}
