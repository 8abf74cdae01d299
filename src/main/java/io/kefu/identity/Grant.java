package io.kefu.identity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;

/**
 * What one group may do with one resource. Few rows, for groups only and without
 * revocations, because every query of the engine joins them.
 *
 * @param groupId who
 * @param resource kind of resource
 * @param resourceId which one, or {@code *}
 * @param permissions what is allowed
 */
record Grant(String groupId, Resource resource, String resourceId, Set<Permission> permissions) {

	private static final String ANY = Authorization.ANY;

	/**
	 * All grants of the product, least rights for each group.
	 * @return one grant per group and resource
	 */
	static List<Grant> all() {
		List<Grant> grants = new ArrayList<>();
		Department.departments().forEach((department) -> addDepartment(grants, department));
		addSupervision(grants);
		addAuditor(grants);
		addProcessOwner(grants);
		for (Resource resource : Resources.values()) {
			grants.add(of(Groups.CAMUNDA_ADMIN, resource, ANY, Permissions.ALL));
		}
		return grants;
	}

	private static void addDepartment(List<Grant> grants, Department department) {
		for (String group : department.groupIds()) {
			grants.add(of(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS));
			// Whom a task waits for is shown by name, not by id.
			grants.add(of(group, Resources.GROUP, ANY, Permissions.READ));
			boolean starts = false;
			for (ProcessAccess process : ProcessAccess.TABLE) {
				Set<Permission> permissions = new LinkedHashSet<>();
				if (process.workers().contains(department)) {
					permissions.add(ProcessDefinitionPermissions.READ);
				}
				if (process.starters().contains(department)) {
					permissions.addAll(
							List.of(ProcessDefinitionPermissions.READ, ProcessDefinitionPermissions.CREATE_INSTANCE));
					starts = true;
				}
				if (process.followers().contains(department)) {
					permissions.addAll(List.of(ProcessDefinitionPermissions.READ,
							ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_HISTORY));
				}
				if (!permissions.isEmpty()) {
					grants.add(new Grant(group, Resources.PROCESS_DEFINITION, process.processKey(), permissions));
				}
			}
			if (starts) {
				grants.add(of(group, Resources.PROCESS_INSTANCE, ANY, Permissions.CREATE));
			}
		}
	}

	/**
	 * Internal reports are looked into in Cockpit by the supervision group alone (S2-82).
	 */
	private static void addSupervision(List<Grant> grants) {
		for (String group : Department.SUPERVISION.groupIds()) {
			grants.add(of(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS));
		}
	}

	private static void addAuditor(List<Grant> grants) {
		String auditor = Department.AUDITOR.id();
		grants.add(of(auditor, Resources.APPLICATION, "cockpit", Permissions.ACCESS));
		grants.add(of(auditor, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ,
				ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE,
				ProcessDefinitionPermissions.READ_TASK, ProcessDefinitionPermissions.READ_TASK_VARIABLE,
				ProcessDefinitionPermissions.READ_HISTORY, ProcessDefinitionPermissions.READ_HISTORY_VARIABLE));
		grants.add(of(auditor, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY));
		grants.add(of(auditor, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ));
		grants.add(of(auditor, Resources.DEPLOYMENT, ANY, Permissions.READ));
		grants.add(of(auditor, Resources.BATCH, ANY, BatchPermissions.READ, BatchPermissions.READ_HISTORY));
		grants.add(of(auditor, Resources.OPERATION_LOG_CATEGORY, ANY, UserOperationLogCategoryPermissions.READ));
		grants.add(of(auditor, Resources.USER, ANY, Permissions.READ));
		grants.add(of(auditor, Resources.GROUP, ANY, Permissions.READ));
		grants.add(of(auditor, Resources.AUTHORIZATION, ANY, Permissions.READ));
	}

	private static void addProcessOwner(List<Grant> grants) {
		String owner = Department.PROCESS_OWNER.id();
		grants.add(of(owner, Resources.APPLICATION, "cockpit", Permissions.ACCESS));
		grants.add(of(owner, Resources.APPLICATION, "tasklist", Permissions.ACCESS));
		grants.add(of(owner, Resources.DEPLOYMENT, ANY, Permissions.READ, Permissions.CREATE));
		grants.add(of(owner, Resources.PROCESS_DEFINITION, ANY, ProcessDefinitionPermissions.READ,
				ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_HISTORY));
		grants.add(of(owner, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY));
		grants.add(of(owner, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, Permissions.READ));
	}

	private static Grant of(String groupId, Resource resource, String resourceId, Permission... permissions) {
		return new Grant(groupId, resource, resourceId, new LinkedHashSet<>(Arrays.asList(permissions)));
	}

}
