package io.kefu.followup;

import java.util.List;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CompanyTime;
import io.kefu.casework.OpenCaseService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Opens the case of a follow-up, which the company itself begins, and lets the clock of
 * the call count from the end of the installation (S4-420): that is the date from which
 * the table counts.
 */
@Component
class OpenFollowUpDelegate implements JavaDelegate {

	/** Fields of the start form that a submission may leave out, and later answers. */
	private static final List<String> UNKNOWN = List.of("contactName", "contactEmail", "productModel", "serialNo",
			FollowUpVariables.CONTRACT_NO, FollowUpVariables.ADDRESS, FollowUpVariables.SOURCE_CASE_NO,
			FollowUpVariables.DEPUTY, "calledText", "evaluation", "satisfied", "satisfactionScore");

	private final OpenCaseService cases;

	private final CaseEvents events;

	private final CompanyTime times;

	OpenFollowUpDelegate(OpenCaseService cases, CaseEvents events, CompanyTime times) {
		this.cases = cases;
		this.events = events;
		this.times = times;
	}

	@Override
	public void execute(DelegateExecution execution) {
		UNKNOWN.stream()
			.filter((name) -> !execution.hasVariable(name))
			.forEach((name) -> execution.setVariable(name, null));
		boolean spotCheck = "spot_check".equals(execution.getVariable(FollowUpVariables.FOLLOW_UP_KIND));
		String installed = this.times.text(execution.getVariable(FollowUpVariables.INSTALLED_AT));
		execution.setVariable("installedText", installed);
		execution.setVariable("acceptedAt", execution.getVariable(FollowUpVariables.INSTALLED_AT));
		execution.setVariable("channel", "follow_up");
		execution.setVariable("description",
				spotCheck ? "抽查上门回访（%s 安装或办结）".formatted(installed) : "安装后致电回访（%s 安装结束）".formatted(installed));
		execution.setVariable("remedySought", null);
		String caseNo = this.cases.open(execution, "follow_up_visit", "follow-up-announcement");
		if (execution.getVariable(FollowUpVariables.SOURCE_CASE_NO) instanceof String source) {
			this.events.record(caseNo, "FOLLOW_UP_OF", Actor.of(execution), "因案件 %s 回访".formatted(source));
		}
	}

}
