package io.kefu.casework;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;

import io.kefu.casefile.CaseState;
import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.deadline.ClockControl;
import io.kefu.deadline.ClockControl.Extension;
import io.kefu.notification.Notifications;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Carries out what a clerk has registered about a running case: the customer withdraws,
 * is asked, has answered, passing on needs up to four hours (S2-30), or a repair needs a
 * later date (S4-322). Refuses what the case does not allow, in the clerk's own request.
 */
@Component
class ApplyInstructionDelegate implements JavaDelegate {

	private final Cases cases;

	private final CaseMessageService messages;

	private final ClockControl clocks;

	private final Notifications notifications;

	ApplyInstructionDelegate(Cases cases, CaseMessageService messages, ClockControl clocks,
			Notifications notifications) {
		this.cases = cases;
		this.messages = messages;
		this.clocks = clocks;
		this.notifications = notifications;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = ((String) execution.getVariable(CaseVariables.CASE_NO)).strip();
		String note = (String) execution.getVariable(CaseVariables.NOTE);
		ServiceCase target = this.cases.lookUp(caseNo)
			.orElseThrow(() -> InvalidInputException.of(CaseVariables.CASE_NO, "案件“" + caseNo + "”不存在"));
		execution.setProcessBusinessKey(caseNo);
		require(!target.state().isFinal(), "案件“%s”" + target.state().label() + "，不再接受新的事项", caseNo);
		boolean waiting = target.state() == CaseState.WAITING;
		switch ((String) execution.getVariable("instruction")) {
			case "withdraw" -> this.messages.withdraw(caseNo, note);
			case "request_info" -> {
				require(!waiting, "案件“%s”已在等待客户补充资料", caseNo);
				this.messages.requestInfo(caseNo, note);
			}
			case "info_received" -> {
				require(waiting, "案件“%s”没有在等待客户补充资料", caseNo);
				this.messages.infoReceived(caseNo, note);
			}
			case "extend_deadline" -> extend(execution, caseNo, note);
			default -> this.clocks.retarget(caseNo, "relay", "relay-extended", note);
		}
	}

	/** The customer is told before the old date has passed (S4-322). */
	private void extend(DelegateExecution execution, String caseNo, String note) {
		Instant due = OffsetDateTime.parse((String) execution.getVariable("newDueAt")).toInstant();
		Extension extension = this.clocks.extend(caseNo, (String) execution.getVariable("policy"), due, note);
		this.notifications.toCustomer(caseNo, "deadline-extended", execution.getActivityInstanceId(),
				Map.of("policyName", extension.label(), "formerDueAt", extension.before(), "newDueAt",
						extension.after(), "reason", note));
	}

	private static void require(boolean allowed, String message, String caseNo) {
		if (!allowed) {
			throw InvalidInputException.conflict(message.formatted(caseNo));
		}
	}

}
