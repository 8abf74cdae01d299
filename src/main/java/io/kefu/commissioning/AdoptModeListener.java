package io.kefu.commissioning;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casework.CaseVariables;
import io.kefu.identity.Actor;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Takes over what the table {@code commissioning-mode} decided, a variable per column,
 * and notes it in the timeline.
 */
@Component
class AdoptModeListener implements ExecutionListener {

	private static final Map<String, String> LABELS = Map.of("small_lot", "零星仪器", "large_lot", "大批或大型仪器",
			"small_import", "小型进口仪器", "large_import", "大型进口仪器");

	private final CaseEvents events;

	AdoptModeListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateExecution execution) {
		Map<String, Object> decided = ((DmnDecisionResult) execution.getVariable("decisionResult")).getSingleResult();
		decided.forEach(execution::setVariable);
		execution.setVariable(CommissioningVariables.TRAINED, false);
		String help = Boolean.TRUE.equals(decided.get("factoryHelp")) ? "，需厂方协助安装调试" : "";
		this.events.record((String) execution.getVariable(CaseVariables.CASE_NO), "COMMISSIONING_MODE", Actor.SYSTEM,
				"开箱方式：" + LABELS.get((String) decided.get("mode")) + help);
	}

}
