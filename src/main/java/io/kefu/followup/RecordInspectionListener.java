package io.kefu.followup;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Notes what came of a visit in the timeline, and says how the follow-up goes on (S4-423,
 * S4-424).
 */
@Component
class RecordInspectionListener implements TaskListener {

	private final CaseEvents events;

	RecordInspectionListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		boolean met = Boolean.TRUE.equals(task.getVariable("customerPresent"));
		boolean last = (Integer) task.getVariable(FollowUpVariables.VISIT_ROUND) >= FollowUpVariables.ROUNDS;
		task.getExecution().setVariable(FollowUpVariables.VISIT_OUTCOME, met ? "met" : last ? "missed" : "again");
		task.getExecution().setVariable(FollowUpVariables.RESULT, met ? "上门回访已完成" : "三次上门回访客户均不在");
		String found = Boolean.TRUE.equals(task.getVariable("standardMet")) ? "符合验收标准" : "不符合验收标准";
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "FOLLOW_UP_VISIT", Actor.of(task),
				"第 %s 次上门回访：%s".formatted(task.getVariable(FollowUpVariables.VISIT_ROUND), met ? found : "客户不在"));
	}

}
