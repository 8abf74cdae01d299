package io.kefu.returns;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casework.CaseVariables;
import io.kefu.identity.Actor;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Issues the RMA number and tells the customer number and packing (S0-11, S4-333). A
 * request that comes by again, as a repair instead of an exchange, keeps its number.
 */
@Component
class IssueRmaDelegate implements JavaDelegate {

	private final Rmas rmas;

	private final CaseEvents events;

	private final Notifications notifications;

	IssueRmaDelegate(Rmas rmas, CaseEvents events, Notifications notifications) {
		this.rmas = rmas;
		this.events = events;
		this.notifications = notifications;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = (String) execution.getVariable(CaseVariables.CASE_NO);
		String kind = (String) execution.getVariable(ReturnProcess.KIND);
		String issued = (String) execution.getVariable(ReturnProcess.RMA_NUMBER);
		if (issued != null) {
			this.rmas.changeKind(issued, kind);
			return;
		}
		String rmaNo = this.rmas.issue(caseNo, execution.getProcessInstanceId(), kind,
				(String) execution.getVariable("productModel"), (String) execution.getVariable("serialNo"));
		execution.setVariable(ReturnProcess.RMA_NUMBER, rmaNo);
		this.events.record(caseNo, "RMA_ISSUED", Actor.SYSTEM,
				"已编发RMA编号" + rmaNo + "（" + ReturnLabels.kind(kind) + "）");
		this.notifications.toCustomer(caseNo, "rma-issued", rmaNo, Map.of("rmaNo", rmaNo));
	}

}
