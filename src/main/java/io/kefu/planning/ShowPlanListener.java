package io.kefu.planning;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.kefu.identity.Departments;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lays the newest version of the plan beside the one before it, with its cost-benefit
 * sheet and what the management has said so far, for the form of the step. An answer of
 * an earlier round is taken away.
 */
@Component
class ShowPlanListener implements TaskListener {

	private final ServicePlans plans;

	private final Departments departments;

	private final DateTimeFormatter minute;

	ShowPlanListener(ServicePlans plans, Departments departments, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.plans = plans;
		this.departments = departments;
		this.minute = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
	}

	@Override
	public void notify(DelegateTask task) {
		String planNo = (String) task.getVariable(ServicePlanningProcess.PLAN_NO);
		List<PlanRevision> revisions = this.plans.revisions(planNo);
		PlanRevision now = revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
		PlanRevision before = (revisions.size() > 1) ? revisions.get(revisions.size() - 2) : null;
		// The cards in Tasklist name a case here; the plan's number stands in its place.
		task.setVariableLocal("shownCaseNo", planNo);
		task.setVariableLocal("revisionTitle", title(now));
		task.setVariableLocal("previousTitle", title(before));
		task.setVariableLocal("planRows",
				(now != null) ? PlanComparison.rows((before != null) ? before.terms() : null, now.terms()) : List.of());
		task.setVariableLocal("costBenefit",
				(now != null) ? now.terms().costBenefit().map(CostBenefit::rows).orElse(List.of()) : List.of());
		task.setVariableLocal("planApprovals", this.plans.approvals(planNo).stream().map(this::row).toList());
		if ("Task_ApproveServicePlan".equals(task.getTaskDefinitionKey())) {
			task.getExecution().setVariable(ServicePlanningProcess.APPROVED, null);
			task.getExecution().setVariable(ServicePlanningProcess.APPROVAL_NOTE, null);
		}
	}

	private String title(PlanRevision revision) {
		return (revision != null) ? "第%d版（%s，%s，%s）".formatted(revision.no(), revision.step(),
				this.departments.displayName(revision.author()), at(revision.at())) : "";
	}

	private Map<String, Object> row(PlanApproval approval) {
		return Map.of("revision", "第" + approval.revisionNo() + "版", "result", approval.approved() ? "通过" : "不通过",
				"note", Objects.requireNonNullElse(approval.note(), ""), "by",
				this.departments.displayName(approval.decidedBy()), "at", at(approval.at()));
	}

	private String at(Instant moment) {
		return this.minute.format(moment);
	}

}
