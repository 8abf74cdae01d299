package io.kefu.pickup;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Notes what was picked up and what was missing or damaged, and with which result the
 * case will be closed.
 */
@Component
class PickUpListener implements TaskListener {

	private final CaseEvents events;

	PickUpListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		boolean repair = Boolean.TRUE.equals(task.getVariable("fromFactoryRepair"));
		task.getExecution().setVariable("pickupResult", repair ? "返厂维修件已取回并转交维修" : "货物已取回并送交");
		Object note = task.getVariable("goodsNote");
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "PICKED_UP", Actor.of(task),
				"已取货 %s 件（订货 %s 件）%s".formatted(task.getVariable(PickupVariables.RECEIVED_QUANTITY),
						task.getVariable(PickupVariables.QUANTITY), (note != null) ? "：" + note : ""));
	}

}
