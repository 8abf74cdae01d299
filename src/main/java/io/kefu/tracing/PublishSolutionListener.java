package io.kefu.tracing;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

import io.kefu.casework.CaseVariables;
import io.kefu.faq.Faqs;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes the solution of a product problem (S1-08) over, and makes it an entry of the FAQ
 * where it is to be one. The department that analysed the problem answers for the entry.
 */
@Component
class PublishSolutionListener implements TaskListener {

	private final Faqs faqs;

	private final Clock clock;

	private final ZoneId zone;

	PublishSolutionListener(Faqs faqs, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.faqs = faqs;
		this.clock = engineClock;
		this.zone = zone;
	}

	@Override
	public void notify(DelegateTask task) {
		String answer = (String) task.getVariable("answer");
		task.getExecution().setVariable(ProblemTracingProcess.SOLUTION, answer);
		task.getExecution().setVariable(ProblemTracingProcess.TRACING_CONCLUSION, "产品问题已查明并解决：" + answer);
		if (Boolean.TRUE.equals(task.getVariable("publishToFaq"))) {
			this.faqs.add((String) task.getVariable("question"), answer,
					(String) task.getVariable(ProblemTracingProcess.PRODUCT_MODEL),
					(String) task.getVariable("analysisDepartment"),
					LocalDate.ofInstant(this.clock.instant(), this.zone), null,
					(String) task.getVariable(CaseVariables.CASE_NO));
		}
	}

}
