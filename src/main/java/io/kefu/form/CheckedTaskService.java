package io.kefu.form;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.kefu.deadline.Clocks;
import io.kefu.form.FormSchema.Extent;
import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.PropertyChange;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;

/**
 * The engine's task service, which lets nothing pass that the task's form would refuse,
 * lets people hand a task only to who may work on it, and leaves the due date of a step
 * with a clock to the clock.
 */
class CheckedTaskService extends TaskServiceImpl {

	private final FormCheckService forms;

	private final Clocks clocks;

	CheckedTaskService(FormCheckService forms, Clocks clocks) {
		this.forms = forms;
		this.clocks = clocks;
	}

	@Override
	public void claim(String taskId, String userId) {
		if (userId != null) {
			refuseOutsider(taskId, userId);
		}
		super.claim(taskId, userId);
	}

	@Override
	public void setAssignee(String taskId, String userId) {
		if (userId != null) {
			refuseOutsider(taskId, userId);
		}
		super.setAssignee(taskId, userId);
	}

	@Override
	public void saveTask(Task task) {
		if (isHandedOver((TaskEntity) task)) {
			refuseOutsider(task.getId(), task.getAssignee());
		}
		keepDueDate((TaskEntity) task);
		super.saveTask(task);
	}

	/** Tasklist sends whole seconds, also when only something else was changed. */
	private void keepDueDate(TaskEntity task) {
		PropertyChange due = task.getPropertyChanges().get(TaskEntity.DUE_DATE);
		if (due != null && task.getProcessInstanceId() != null) {
			if (Objects.equals(second(due.getOrgValue()), second(task.getDueDate()))) {
				task.setDueDate((Date) due.getOrgValue());
			}
			else {
				refuseOtherDate(task);
			}
		}
	}

	private static Instant second(Object date) {
		return (date != null) ? Instant.ofEpochMilli(((Date) date).getTime()).truncatedTo(ChronoUnit.SECONDS) : null;
	}

	/**
	 * A later date in the list would hide that the deadline passes, and say neither why
	 * nor to the customer. Both are done by 案件事项登记 (S4-322). Administrators may, for
	 * emergencies.
	 */
	private void refuseOtherDate(Task task) {
		if (!this.commandExecutor.execute(FormCheckService::isTrusted)
				&& this.clocks.isWatched(task.getProcessInstanceId(), task.getTaskDefinitionKey())) {
			throw InvalidInputException.of("due", "到期时间由办理时限决定，不能直接修改；确需延期的，请启动“案件事项登记”并写明理由");
		}
	}

	private static boolean isHandedOver(TaskEntity task) {
		return task.getRevision() > 0 && task.getAssignee() != null
				&& task.getPropertyChanges().containsKey(TaskEntity.ASSIGNEE);
	}

	@Override
	public void addCandidateUser(String taskId, String userId) {
		refuseOutsider(taskId, userId);
		super.addCandidateUser(taskId, userId);
	}

	@Override
	public void addUserIdentityLink(String taskId, String userId, String identityLinkType) {
		refuseOutsider(taskId, userId);
		super.addUserIdentityLink(taskId, userId, identityLinkType);
	}

	@Override
	public void delegateTask(String taskId, String userId) {
		refuseOutsider(taskId, userId);
		super.delegateTask(taskId, userId);
	}

	/**
	 * A misspelt login would take the task out of everybody's list, and what other
	 * departments have to do is theirs. Whether somebody may take it for himself, the
	 * engine checks. The application itself may give it to anybody.
	 */
	private void refuseOutsider(String taskId, String userId) {
		Authentication user = this.commandExecutor.execute(CommandContext::getAuthentication);
		if (user == null || user.getUserId().equals(userId)) {
			return;
		}
		List<String> departments = getIdentityLinksForTask(taskId).stream()
			.filter((link) -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
			.map(IdentityLink::getGroupId)
			.toList();
		boolean colleague = this.commandExecutor
			.execute((context) -> context.runWithoutAuthorization(() -> isColleague(context, userId, departments)));
		if (!colleague) {
			throw InvalidInputException.of("userId", "“" + userId + "”不能办理此任务：没有这个登录名，或不属于办理部门");
		}
	}

	private static boolean isColleague(CommandContext context, String userId, List<String> departments) {
		if (context.getReadOnlyIdentityProvider().findUserById(userId) == null) {
			return false;
		}
		List<String> groups = context.getReadOnlyIdentityProvider()
			.createGroupQuery(context)
			.groupMember(userId)
			.list()
			.stream()
			.map(Group::getId)
			.toList();
		return departments.isEmpty() || groups.contains(Groups.CAMUNDA_ADMIN) || departments.stream()
			.anyMatch((department) -> groups.contains(department) || groups.contains(Departments.leaderOf(department)));
	}

	@Override
	public void complete(String taskId, Map<String, Object> variables) {
		this.forms.submit(this.commandExecutor, taskId, variables, Extent.WHOLE, (checked) -> {
			super.complete(taskId, checked);
			return null;
		});
	}

	@Override
	public VariableMap completeWithVariablesInReturn(String taskId, Map<String, Object> variables,
			boolean deserializeValues) {
		return this.forms.submit(this.commandExecutor, taskId, variables, Extent.WHOLE,
				(checked) -> super.completeWithVariablesInReturn(taskId, checked, deserializeValues));
	}

	@Override
	public void resolveTask(String taskId) {
		resolveTask(taskId, null);
	}

	@Override
	public void resolveTask(String taskId, Map<String, Object> variables) {
		this.forms.submit(this.commandExecutor, taskId, variables, Extent.PARTIAL, (checked) -> {
			super.resolveTask(taskId, checked);
			return null;
		});
	}

	@Override
	protected void setVariables(String taskId, Map<String, ? extends Object> variables, boolean local) {
		super.setVariables(taskId, this.forms.checkVariables(this.commandExecutor, taskId, variables, List.of()),
				local);
	}

	@Override
	protected void updateVariables(String taskId, Map<String, ? extends Object> modifications,
			Collection<String> deletions, boolean local) {
		super.updateVariables(taskId, this.forms.checkVariables(this.commandExecutor, taskId, modifications, deletions),
				deletions, local);
	}

	@Override
	public void removeVariable(String taskId, String variableName) {
		this.forms.checkVariables(this.commandExecutor, taskId, Map.of(), List.of(variableName));
		super.removeVariable(taskId, variableName);
	}

	@Override
	public void removeVariableLocal(String taskId, String variableName) {
		this.forms.checkVariables(this.commandExecutor, taskId, Map.of(), List.of(variableName));
		super.removeVariableLocal(taskId, variableName);
	}

	@Override
	public void removeVariables(String taskId, Collection<String> variableNames) {
		this.forms.checkVariables(this.commandExecutor, taskId, Map.of(), variableNames);
		super.removeVariables(taskId, variableNames);
	}

	@Override
	public void removeVariablesLocal(String taskId, Collection<String> variableNames) {
		this.forms.checkVariables(this.commandExecutor, taskId, Map.of(), variableNames);
		super.removeVariablesLocal(taskId, variableNames);
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode) {
		this.forms.refusePassingBy(this.commandExecutor, taskId);
		super.handleBpmnError(taskId, errorCode);
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode, String errorMessage) {
		this.forms.refusePassingBy(this.commandExecutor, taskId);
		super.handleBpmnError(taskId, errorCode, errorMessage);
	}

	@Override
	public void handleBpmnError(String taskId, String errorCode, String errorMessage, Map<String, Object> variables) {
		this.forms.refusePassingBy(this.commandExecutor, taskId);
		super.handleBpmnError(taskId, errorCode, errorMessage, variables);
	}

	@Override
	public void handleEscalation(String taskId, String escalationCode) {
		this.forms.refusePassingBy(this.commandExecutor, taskId);
		super.handleEscalation(taskId, escalationCode);
	}

	@Override
	public void handleEscalation(String taskId, String escalationCode, Map<String, Object> variables) {
		this.forms.refusePassingBy(this.commandExecutor, taskId);
		super.handleEscalation(taskId, escalationCode, variables);
	}

}
