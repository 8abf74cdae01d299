package io.kefu.complaint;

import java.time.Duration;

import io.kefu.casefile.Cases;
import io.kefu.casefile.Recurrence;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Counts earlier reports of the same problem (S0-35).
 */
@Component
class CountRecurrenceDelegate implements JavaDelegate {

	private final Cases cases;

	private final Duration window;

	CountRecurrenceDelegate(Cases cases, @Value("${kefu.recurrence.window}") Duration window) {
		this.cases = cases;
		this.window = window;
	}

	@Override
	public void execute(DelegateExecution execution) {
		Recurrence recurrence = this.cases.countRecurrence((String) execution.getVariable(ComplaintProcess.CASE_NO),
				this.window);
		execution.setVariable(ComplaintProcess.SAME_CUSTOMER_COUNT, recurrence.sameCustomerCount());
		execution.setVariable(ComplaintProcess.DISTINCT_CUSTOMER_COUNT, recurrence.distinctCustomerCount());
	}

}
