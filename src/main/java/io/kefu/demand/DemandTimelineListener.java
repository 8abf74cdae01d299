package io.kefu.demand;

import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Keeps in the case what a step has found, so that the whole course can be read there
 * (S1-04) and the monthly report can quote the customers' suggestions (S1-42).
 */
@Component
class DemandTimelineListener implements TaskListener {

	private static final Map<String, Finding> FINDINGS = Map.of("Task_AssignDedicated",
			new Finding("专人的处理安排", "dedicatedNote"), "Task_RecordServiceProblem", new Finding("服务问题", "problemDetail"),
			"Task_Investigate", new Finding("调查情况", "findings"), "Task_ReportInvestigation",
			new Finding("调查结果", "investigationResult"), "Task_InformCustomer", new Finding("已告知客户", "resultSummary"),
			"Task_CollectFeedback", new Finding("客户反馈总结", "feedbackSummary"), "Task_TrackInTime",
			new Finding("跟踪", "trackingNote"), "Task_FindCause", new Finding("查找的原因", "causeNote"),
			"Task_ExplainToCustomer", new Finding("已向客户说明", "explanation"), "Task_Charge",
			new Finding("已收费，发票号", "invoiceNo"));

	private final CaseEvents events;

	DemandTimelineListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		Finding finding = FINDINGS.get(task.getTaskDefinitionKey());
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "FINDING", Actor.of(task),
				finding.label() + "：" + task.getVariable(finding.variable()));
	}

	/** What a step answers, and how it is called. */
	private record Finding(String label, String variable) {
	}

}
