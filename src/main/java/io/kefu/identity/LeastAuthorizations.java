package io.kefu.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.task.Task;

import org.springframework.stereotype.Component;

/**
 * The rights that come with a deployment, an account or a task. Whoever deploys may not
 * delete the deployment, with its cases and their history, and nobody deletes the own
 * account. Whoever has a task may hand it to a colleague; the leaders of a department may
 * take a task of theirs from one member and give it to another.
 */
@Component
class LeastAuthorizations extends DefaultAuthorizationProvider {

	@Override
	public AuthorizationEntity[] newDeployment(Deployment deployment) {
		return new AuthorizationEntity[0];
	}

	@Override
	public AuthorizationEntity[] newUser(User user) {
		return new AuthorizationEntity[] { createGrantAuthorization(user.getId(), null, Resources.USER, user.getId(),
				Permissions.READ, Permissions.UPDATE) };
	}

	@Override
	public AuthorizationEntity[] newTaskAssignee(Task task, String oldAssignee, String newAssignee) {
		AuthorizationEntity[] usual = super.newTaskAssignee(task, oldAssignee, newAssignee);
		if (newAssignee == null) {
			return usual;
		}
		List<AuthorizationEntity> all = new ArrayList<>(Arrays.asList(usual));
		all.add(createOrUpdateAuthorization(task, null, newAssignee, Resources.TASK, false, TaskPermissions.READ,
				TaskPermissions.TASK_WORK, TaskPermissions.TASK_ASSIGN));
		return all.toArray(AuthorizationEntity[]::new);
	}

	@Override
	public AuthorizationEntity[] newTaskGroupIdentityLink(Task task, String groupId, String type) {
		List<AuthorizationEntity> all = new ArrayList<>(
				Arrays.asList(super.newTaskGroupIdentityLink(task, groupId, type)));
		Department.departments()
			.filter((department) -> department.id().equals(groupId))
			.map((department) -> createOrUpdateAuthorization(task, department.leadId(), null, Resources.TASK, false,
					TaskPermissions.READ, TaskPermissions.TASK_ASSIGN))
			.forEach(all::add);
		return all.toArray(AuthorizationEntity[]::new);
	}

}
