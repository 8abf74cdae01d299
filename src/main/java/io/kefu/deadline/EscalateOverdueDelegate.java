package io.kefu.deadline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.identity.Departments;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;

import org.springframework.stereotype.Component;

/**
 * Does the next step of a clock that has run on: reminds the assignee, says that it is
 * overdue, tells the department's leader, tells the management (S2-50). A task nobody has
 * claimed is the whole department's. Exactly one step each time; none where the clock has
 * ended or waits by now.
 */
@Component
class EscalateOverdueDelegate implements JavaDelegate {

	/** Who is told where no task shows the clock at the moment. */
	private static final String CASE_OWNER = "customerService";

	private static final String MANAGEMENT = "management";

	private final Clocks clocks;

	private final Notifications notifications;

	private final Departments departments;

	private final CaseEvents events;

	private final Calendars calendars;

	private final Actor actor;

	EscalateOverdueDelegate(Clocks clocks, Notifications notifications, Departments departments, CaseEvents events,
			Calendars calendars, Actor actor) {
		this.clocks = clocks;
		this.notifications = notifications;
		this.departments = departments;
		this.events = events;
		this.calendars = calendars;
		this.actor = actor;
	}

	@Override
	public void execute(DelegateExecution execution) {
		TaskService tasks = execution.getProcessEngineServices().getTaskService();
		this.clocks.nextStep(Deadlines.caseNo(execution), policy(execution), this.actor.current())
			.ifPresent((clock) -> tell(clock, work(clock, tasks)));
	}

	/**
	 * The analysis of a cause has one escalation for two promises (S2-41, S2-43).
	 */
	private static String policy(DelegateExecution execution) {
		String policy = (String) execution.getVariable("overduePolicy");
		boolean complex = Boolean.TRUE.equals(execution.getVariable("complex"));
		return ("solution".equals(policy) && complex) ? "progress" : policy;
	}

	private void tell(CaseClock clock, List<Work> work) {
		Step step = Step.to(clock.level()).orElseThrow();
		List<String> told = new ArrayList<>();
		for (Work open : work) {
			switch (step) {
				case WARN -> told.addAll(tellWorker(clock, "deadline-reminder", open));
				case BREACH -> told.addAll(tellWorker(clock, "deadline-overdue", open));
				case ESCALATE_LEAD ->
					open.groups().forEach((group) -> told.add(tellGroup(clock, Departments.leaderOf(group), open)));
				case ESCALATE_MANAGEMENT -> told.add(tellGroup(clock, MANAGEMENT, open));
			}
		}
		String names = told.stream().distinct().collect(Collectors.joining("、"));
		String due = clock.dueText(this.calendars.zone());
		this.events.record(clock.caseNo(), "CLOCK_" + step.name(), this.actor.current(), switch (step) {
			case WARN -> "“%s”的到期时间为 %s，已提醒%s".formatted(clock.label(), due, names);
			case BREACH -> "“%s”已超期（到期时间 %s），已通知%s".formatted(clock.label(), due, names);
			case ESCALATE_LEAD, ESCALATE_MANAGEMENT -> "“%s”超期仍未完成（到期时间 %s），已上报%s".formatted(clock.label(), due, names);
		});
	}

	private List<String> tellWorker(CaseClock clock, String template, Work open) {
		if (open.assignee() != null) {
			this.notifications.toUser(clock.caseNo(), template, open.assignee(), stepKey(clock), model(clock, open));
			return List.of(this.departments.displayName(open.assignee()));
		}
		return open.groups().stream().map((group) -> tellGroup(clock, template, group, open)).toList();
	}

	private String tellGroup(CaseClock clock, String group, Work open) {
		return tellGroup(clock, "deadline-escalation", group, open);
	}

	private String tellGroup(CaseClock clock, String template, String group, Work open) {
		this.notifications.toGroup(clock.caseNo(), template, group, stepKey(clock), model(clock, open));
		return this.departments.label(group);
	}

	/**
	 * One message per step and date: a step that happens again for a later date is told
	 * again.
	 */
	private static String stepKey(CaseClock clock) {
		return "clock-%d-%d-%d".formatted(clock.id(), clock.level(), clock.dueAt().getEpochSecond());
	}

	private Map<String, Object> model(CaseClock clock, Work open) {
		Map<String, Object> model = new HashMap<>();
		model.put("policyName", clock.label());
		model.put("dueAt", clock.dueAt());
		model.put("taskName", open.taskName());
		model.put("assigneeName", (open.assignee() != null) ? this.departments.displayName(open.assignee()) : null);
		return model;
	}

	private static List<Work> work(CaseClock clock, TaskService tasks) {
		List<Task> open = (clock.activityId() == null) ? List.of()
				: tasks.createTaskQuery()
					.processInstanceId(clock.processInstanceId())
					.taskDefinitionKey(clock.activityId())
					.list();
		return open.isEmpty() ? List.of(new Work(null, null, List.of(CASE_OWNER)))
				: open.stream().map((task) -> work(task, tasks)).toList();
	}

	private static Work work(Task task, TaskService tasks) {
		List<String> groups = tasks.getIdentityLinksForTask(task.getId())
			.stream()
			.filter((link) -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
			.map(IdentityLink::getGroupId)
			.sorted()
			.toList();
		return new Work(task.getName(), task.getAssignee(), groups.isEmpty() ? List.of(CASE_OWNER) : groups);
	}

	/**
	 * The work that is late.
	 *
	 * @param taskName name of the open task, null where there is none
	 * @param assignee login, null while nobody has claimed it
	 * @param groups the departments it is for, at least one
	 */
	private record Work(String taskName, String assignee, List<String> groups) {
	}

}
