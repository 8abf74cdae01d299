package io.kefu.complaint;

import io.kefu.casework.CloseCaseService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Closes the case and asks the customer for satisfaction.
 */
@Component
class CloseCaseDelegate implements JavaDelegate {

	private final CloseCaseService closing;

	CloseCaseDelegate(CloseCaseService closing) {
		this.closing = closing;
	}

	@Override
	public void execute(DelegateExecution execution) {
		this.closing.close(execution, reason(execution), "complaint-closed");
	}

	private static String reason(DelegateExecution execution) {
		if (Boolean.TRUE.equals(execution.getVariable("satisfied"))) {
			return "客户满意";
		}
		return "close".equals(execution.getVariable("decision")) ? "管理层裁决结案：" + execution.getVariable("reason")
				: "咨询已解答";
	}

}
