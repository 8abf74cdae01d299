package io.kefu.commissioning;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.casework.CompanyTime;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Notes the agreed time in the timeline, and as people read it for the message to the
 * customer (S4-353).
 */
@Component
class AgreeOpeningListener implements TaskListener {

	private final CaseEvents events;

	private final CompanyTime times;

	AgreeOpeningListener(CaseEvents events, CompanyTime times) {
		this.events = events;
		this.times = times;
	}

	@Override
	public void notify(DelegateTask task) {
		String time = this.times.text(task.getVariable(CommissioningVariables.APPOINTMENT_AT));
		task.getExecution().setVariable(CommissioningVariables.APPOINTMENT_TEXT, time);
		String way = Boolean.TRUE.equals(task.getVariable("phoneGuidance")) ? "电话指导开箱" : "上门开箱调试";
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "OPENING_APPOINTED", Actor.of(task),
				"约定 %s %s，开箱人员%s".formatted(time, way, task.getVariable(CommissioningVariables.OPENED_BY)));
	}

}
