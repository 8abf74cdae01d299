package io.kefu.identity;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Creates groups, a tenant, grants and Tasklist filters when the application starts,
 * before it answers requests. Whatever is there stays; what is missing is added, so every
 * start does the same and new processes get their grants.
 */
@Component
class IdentitySetup implements InitializingBean {

	/** Any number no other lock of ours has. */
	private static final long LOCK = 20_261_122L;

	private final IdentityService identity;

	private final AuthorizationService authorizations;

	private final TasklistFilters filters;

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	IdentitySetup(IdentityService identity, AuthorizationService authorizations, TasklistFilters filters,
			JdbcClient jdbc, TransactionOperations transaction) {
		this.identity = identity;
		this.authorizations = authorizations;
		this.filters = filters;
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	@Override
	public void afterPropertiesSet() {
		alone(() -> {
			for (Department department : Department.values()) {
				addGroup(department.id(), department.label(), "WORKFLOW");
				if (department.isDepartment()) {
					addGroup(department.leadId(), department.leadLabel(), "WORKFLOW");
				}
			}
			addGroup(Groups.CAMUNDA_ADMIN, "系统管理员", Groups.GROUP_TYPE_SYSTEM);
			addSupervisionTenant();
			Grant.all().forEach(this::add);
			this.filters.add();
		});
	}

	/**
	 * Does something in one transaction, one node after the other: nodes that start
	 * together would otherwise both find it missing.
	 * @param work what to do
	 */
	void alone(Runnable work) {
		this.transaction.executeWithoutResult((status) -> {
			this.jdbc.sql("select pg_advisory_xact_lock(:lock)::text").param("lock", LOCK).query(String.class).single();
			work.run();
		});
	}

	private void addGroup(String id, String name, String type) {
		if (this.identity.createGroupQuery().groupId(id).count() == 0) {
			Group group = this.identity.newGroup(id);
			group.setName(name);
			group.setType(type);
			this.identity.saveGroup(group);
		}
	}

	private void addSupervisionTenant() {
		if (this.identity.createTenantQuery().tenantId(SupervisionTenant.ID).count() == 0) {
			Tenant tenant = this.identity.newTenant(SupervisionTenant.ID);
			tenant.setName(SupervisionTenant.NAME);
			this.identity.saveTenant(tenant);
		}
		for (String group : Department.SUPERVISION.groupIds()) {
			if (this.identity.createTenantQuery().tenantId(SupervisionTenant.ID).groupMember(group).count() == 0) {
				this.identity.createTenantGroupMembership(SupervisionTenant.ID, group);
			}
		}
	}

	private void add(Grant grant) {
		Authorization authorization = this.authorizations.createAuthorizationQuery()
			.authorizationType(Authorization.AUTH_TYPE_GRANT)
			.groupIdIn(grant.groupId())
			.resourceType(grant.resource())
			.resourceId(grant.resourceId())
			.singleResult();
		if (authorization == null) {
			authorization = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
			authorization.setGroupId(grant.groupId());
			authorization.setResource(grant.resource());
			authorization.setResourceId(grant.resourceId());
		}
		else if (grant.permissions().stream().allMatch(authorization::isPermissionGranted)) {
			return;
		}
		for (Permission permission : grant.permissions()) {
			authorization.addPermission(permission);
		}
		this.authorizations.saveAuthorization(authorization);
	}

}
