package io.kefu.commissioning;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Notes who was trained by whom (S4-353); a further attempt does not train again.
 */
@Component
class TrainUsersListener implements TaskListener {

	private final CaseEvents events;

	TrainUsersListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		task.getExecution().setVariable(CommissioningVariables.TRAINED, true);
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "USERS_TRAINED", Actor.of(task),
				"已培训使用人员：%s，培训人员%s".formatted(task.getVariable("trainees"), task.getVariable("trainer")));
	}

}
