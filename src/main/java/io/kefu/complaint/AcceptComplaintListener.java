package io.kefu.complaint;

import java.time.Clock;
import java.util.Date;
import java.util.List;

import io.kefu.casefile.Cases;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Notes the acceptance: its time, from which the 72 hours of the corrective measures run
 * (S0-49), and what was found. A question left open counts as no.
 */
@Component
class AcceptComplaintListener implements TaskListener {

	private static final List<String> QUESTIONS = List.of("batchProblem", "veryDissatisfied", "demandsReturn",
			"consultation", "urgent", "important", "complex", "unreasonableDemand");

	private final Cases cases;

	private final Clock clock;

	AcceptComplaintListener(Cases cases, Clock engineClock) {
		this.cases = cases;
		this.clock = engineClock;
	}

	@Override
	public void notify(DelegateTask task) {
		for (String question : QUESTIONS) {
			if (task.getVariable(question) == null) {
				task.getExecution().setVariable(question, false);
			}
		}
		task.getExecution().setVariable(ComplaintProcess.ACCEPTED_AT, Date.from(this.clock.instant()));
		this.cases.accept((String) task.getVariable(ComplaintProcess.CASE_NO), (String) task.getVariable("kind"),
				(String) task.getVariable("faultCode"), (String) task.getVariable("productModel"),
				(String) task.getVariable("serialNo"));
	}

}
