package io.kefu.returns;

import java.util.HashMap;
import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Tells the customer what is on its way (S0-20, S4-334).
 */
@Component
class ShipReturnListener implements TaskListener {

	private final CaseEvents events;

	private final Notifications notifications;

	ShipReturnListener(CaseEvents events, Notifications notifications) {
		this.events = events;
		this.notifications = notifications;
	}

	@Override
	public void notify(DelegateTask task) {
		String caseNo = (String) task.getVariable(CaseVariables.CASE_NO);
		boolean replacement = "Task_ShipReplacement".equals(task.getTaskDefinitionKey());
		String goods = replacement ? "更换的新品"
				: ReturnProcess.KIND_REPAIR.equals(task.getVariable(ReturnProcess.SETTLEMENT)) ? "修好的产品" : "退回的原产品";
		Object trackingNo = task.getVariable("trackingNo");
		this.events.record(caseNo, "GOODS_SHIPPED", Actor.of(task),
				"已返还客户：" + goods + ((trackingNo != null) ? "，运单号" + trackingNo : ""));
		Map<String, Object> model = new HashMap<>();
		model.put("goodsName", goods);
		model.put("trackingNo", trackingNo);
		model.put("explanation", replacement ? null : task.getVariable("explanation"));
		this.notifications.toCustomer(caseNo, "return-shipped", task.getId(), model);
	}

}
