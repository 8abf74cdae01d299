package io.kefu.complaint;

import io.kefu.casefile.CaseState;
import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.deadline.ClockControl;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Carries out what a clerk has registered about a running case: the customer withdraws,
 * is asked, has answered, or passing on needs up to four hours (S2-30). Refuses what the
 * case does not allow, in the clerk's own request.
 */
@Component
class ApplyInstructionDelegate implements JavaDelegate {

	private final Cases cases;

	private final ComplaintProcess complaints;

	private final ClockControl clocks;

	ApplyInstructionDelegate(Cases cases, ComplaintProcess complaints, ClockControl clocks) {
		this.cases = cases;
		this.complaints = complaints;
		this.clocks = clocks;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String caseNo = ((String) execution.getVariable(ComplaintProcess.CASE_NO)).strip();
		String note = (String) execution.getVariable(ComplaintProcess.NOTE);
		ServiceCase target = this.cases.lookUp(caseNo)
			.orElseThrow(() -> InvalidInputException.of(ComplaintProcess.CASE_NO, "案件“" + caseNo + "”不存在"));
		execution.setProcessBusinessKey(caseNo);
		boolean waiting = target.state() == CaseState.WAITING;
		switch ((String) execution.getVariable("instruction")) {
			case "withdraw" -> this.complaints.withdraw(caseNo, note);
			case "request_info" -> {
				require(!waiting, "案件“%s”已在等待客户补充资料", caseNo);
				this.complaints.requestInfo(caseNo, note);
			}
			case "info_received" -> {
				require(waiting, "案件“%s”没有在等待客户补充资料", caseNo);
				this.complaints.infoReceived(caseNo, note);
			}
			default -> this.clocks.retarget(caseNo, "relay", "relay-extended", note);
		}
	}

	private static void require(boolean allowed, String message, String caseNo) {
		if (!allowed) {
			throw InvalidInputException.conflict(message.formatted(caseNo));
		}
	}

}
