package io.kefu.planning;

import java.time.LocalDate;

import io.kefu.customerfile.ProductTerms;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Refuses a launch on a day for which the product has terms already: what was promised
 * from that day on would change afterwards.
 */
@Component
class LaunchProductListener implements ExecutionListener {

	private final ProductTerms terms;

	LaunchProductListener(ProductTerms terms) {
		this.terms = terms;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		String model = (String) execution.getVariable(ServicePlanningProcess.PRODUCT_MODEL);
		LocalDate launch = LocalDate.parse((String) execution.getVariable(ServicePlanningProcess.LAUNCH_DATE));
		this.terms.newestFrom(model).filter((newest) -> !launch.isAfter(newest)).ifPresent((newest) -> {
			throw InvalidInputException.of(ServicePlanningProcess.LAUNCH_DATE,
					"产品“" + model + "”已有自" + newest + "起生效的条款，“投放日期”须晚于该日");
		});
	}

}
