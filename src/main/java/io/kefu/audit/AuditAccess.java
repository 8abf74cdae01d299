package io.kefu.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.kefu.identity.SupervisionTenant;
import io.kefu.problem.InvalidInputException;
import io.kefu.report.InternalReportProcess;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the logged-in user may see of the history, by the engine's own authorizations. Our
 * SQL goes past the engine, so every query of this package is limited by these keys.
 */
@Component
class AuditAccess {

	private final IdentityService identity;

	private final AuthorizationService authorizations;

	private final JdbcClient jdbc;

	AuditAccess(IdentityService identity, AuthorizationService authorizations, JdbcClient jdbc) {
		this.identity = identity;
		this.authorizations = authorizations;
		this.jdbc = jdbc;
	}

	/**
	 * The processes whose history the user may read.
	 * @return keys of process definitions, maybe none
	 * @throws InvalidInputException (403) for who may not open Cockpit
	 */
	Set<String> current() {
		Authentication user = auditor();
		return permitted(user, Resources.PROCESS_DEFINITION, ProcessDefinitionPermissions.READ_HISTORY,
				keys("act_re_procdef"));
	}

	/**
	 * The decisions whose history the user may read. An evaluation within a process also
	 * needs the process to be visible.
	 * @return keys of decision definitions, maybe none
	 * @throws InvalidInputException (403) for who may not open Cockpit
	 */
	Set<String> decisions() {
		return permitted(auditor(), Resources.DECISION_DEFINITION, Permissions.READ_HISTORY,
				keys("act_re_decision_def"));
	}

	/**
	 * Whether the user reads the operation log, also where it is about no process:
	 * logins, groups, deployments. What is about a process that is not visible stays
	 * hidden.
	 * @param category category of the operation log, as {@code Operator}
	 * @return true with READ on the category
	 * @throws InvalidInputException (403) for who may not open Cockpit
	 */
	boolean readsOperations(String category) {
		return may(auditor(), UserOperationLogCategoryPermissions.READ, Resources.OPERATION_LOG_CATEGORY, category);
	}

	/**
	 * Whether the user reads everything: all processes, but for reports about colleagues,
	 * and all of the operation log.
	 * @return true for auditors and administrators
	 * @throws InvalidInputException (403) for who may not open Cockpit
	 */
	boolean readsEverything() {
		List<String> processes = new ArrayList<>(keys("act_re_procdef"));
		processes.remove(InternalReportProcess.KEY);
		return current().containsAll(processes) && readsOperations(Authorization.ANY);
	}

	private Authentication auditor() {
		Authentication user = this.identity.getCurrentAuthentication();
		if (user == null || !may(user, Permissions.ACCESS, Resources.APPLICATION, "cockpit")) {
			throw InvalidInputException.forbidden("您没有使用流程监控（Cockpit）的权限，不能查看审计资料");
		}
		return user;
	}

	private Set<String> permitted(Authentication user, Resource resource, Permission permission,
			Collection<String> keys) {
		Set<String> permitted = new LinkedHashSet<>();
		for (String key : keys) {
			if (may(user, permission, resource, key)
					&& (!InternalReportProcess.KEY.equals(key) || isSupervision(user))) {
				permitted.add(key);
			}
		}
		return permitted;
	}

	/** Reports about colleagues are for them only, whoever else reads all. */
	private static boolean isSupervision(Authentication user) {
		return user.getTenantIds() != null && user.getTenantIds().contains(SupervisionTenant.ID);
	}

	private List<String> keys(String table) {
		return this.jdbc.sql("select distinct key_ from " + table + " order by key_").query(String.class).list();
	}

	private boolean may(Authentication user, Permission permission, Resource resource, String id) {
		return this.authorizations.isUserAuthorized(user.getUserId(), user.getGroupIds(), permission, resource, id);
	}

}
