package io.kefu.casefile;

import java.util.Map;
import java.util.Objects;

import io.kefu.identity.Actor;
import io.kefu.identity.Departments;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;

import org.springframework.stereotype.Component;

/**
 * Keeps the timeline of people's work: who took, handed over and completed which step
 * (S1-04), and which departments have to do with the case.
 */
@Component
class CaseTaskListener implements TaskListener {

	private static final Map<String, String> ON_THE_CARD = Map.of("caseNo", "shownCaseNo", "customerName",
			"shownCustomerName", "severity", "shownSeverity");

	private final CaseEvents events;

	private final Cases cases;

	private final Departments departments;

	CaseTaskListener(CaseEvents events, Cases cases, Departments departments) {
		this.events = events;
		this.cases = cases;
		this.departments = departments;
	}

	@Override
	public void notify(DelegateTask task) {
		if (!(task.getVariable("caseNo") instanceof String caseNo)) {
			return;
		}
		switch (task.getEventName()) {
			case EVENTNAME_CREATE -> created(task, caseNo);
			case EVENTNAME_ASSIGNMENT -> record(task, caseNo, "TASK_ASSIGNED",
					(task.getAssignee() != null)
							? "“%s”由%s领取".formatted(task.getName(), this.departments.displayName(task.getAssignee()))
							: "“%s”退回部门待领取".formatted(task.getName()));
			default -> record(task, caseNo, "TASK_COMPLETED", "“%s”已完成".formatted(task.getName()));
		}
	}

	/**
	 * A process that another one of the case has called begins or ends.
	 */
	void called(DelegateExecution execution) {
		ExecutionEntity instance = (ExecutionEntity) execution;
		if (instance.getSuperExecutionId() == null || !(execution.getVariable("caseNo") instanceof String caseNo)) {
			return;
		}
		String name = instance.getProcessDefinition().getName();
		boolean starts = ExecutionListener.EVENTNAME_START.equals(execution.getEventName());
		this.events.record(caseNo, starts ? "PROCESS_STARTED" : "PROCESS_ENDED", Actor.SYSTEM,
				starts ? "转入“%s”".formatted(name) : "“%s”已结束".formatted(name));
	}

	private void created(DelegateTask task, String caseNo) {
		task.getCandidates()
			.stream()
			.filter((link) -> IdentityLinkType.CANDIDATE.equals(link.getType()))
			.map(IdentityLink::getGroupId)
			.filter(Objects::nonNull)
			.forEach((group) -> this.cases.involve(caseNo, group));
		// Cards in Tasklist show variables of the task: not every department may read
		// those of the process.
		ON_THE_CARD.forEach((variable, shown) -> task.setVariableLocal(shown, task.getVariable(variable)));
		record(task, caseNo, "TASK_CREATED", "待办“%s”".formatted(task.getName()));
	}

	private void record(DelegateTask task, String caseNo, String type, String text) {
		this.events.record(caseNo, type, Actor.of(task), text);
	}

}
