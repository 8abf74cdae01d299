package io.kefu.identity;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.kefu.ApplicationTest;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@ApplicationTest
class IdentitySetupTests {

	@Autowired
	private IdentitySetup setup;

	@Autowired
	private DemoUsers demoUsers;

	@Autowired
	private Departments departments;

	@Autowired
	private IdentityService identity;

	@Autowired
	private AuthorizationService authorizations;

	@Autowired
	private FilterService filters;

	@AfterEach
	void logOut() {
		this.identity.clearAuthentication();
	}

	@Test
	void everyGroupOfTheCatalogueHasItsChineseName() {
		assertThat(this.identity.createGroupQuery().groupId("productManagement").singleResult().getName())
			.isEqualTo("产品经理");
		assertThat(this.identity.createGroupQuery().groupId("qualityLead").singleResult().getName())
			.isEqualTo("质量部负责人");
		assertThat(this.identity.createGroupQuery().count()).isEqualTo(17 + 15 + 1);
		assertThat(this.identity.createGroupQuery().groupId("auditorLead").count()).isZero();
	}

	@Test
	void everyGroupHasOneDemoUserAndLeadersBelongToTheirDepartment() {
		assertThat(DemoUsers.people()).hasSize(17 + 15 + 1);
		for (String login : DemoUsers.people().keySet()) {
			assertThat(this.identity.checkPassword(login, "demo")).as(login).isTrue();
			User user = this.identity.createUserQuery().userId(login).singleResult();
			assertThat(user.getEmail()).isEqualTo(login + "@demo.kefu.example");
		}
		assertThat(members("quality")).containsExactlyInAnyOrder("quality", "qualityLead");
		assertThat(members("qualityLead")).containsExactly("qualityLead");
		assertThat(members("camunda-admin")).containsExactly("admin");
	}

	@Test
	void secondStartChangesNothing() {
		List<Long> before = counts();
		this.setup.afterPropertiesSet();
		this.demoUsers.afterPropertiesSet();
		assertThat(counts()).isEqualTo(before);
	}

	@Test
	void twoNodesThatStartTogetherCreateEverythingOnce() {
		List<Long> before = counts();
		this.authorizations.createAuthorizationQuery()
			.groupIdIn("auditor")
			.list()
			.forEach((grant) -> this.authorizations.deleteAuthorization(grant.getId()));
		this.filters.deleteFilter(this.filters.createFilterQuery().filterName("我的任务").singleResult().getId());
		this.identity.deleteUser("auditor");
		ExecutorService nodes = Executors.newFixedThreadPool(2);
		try {
			CompletableFuture<?>[] starts = { CompletableFuture.runAsync(this::start, nodes),
					CompletableFuture.runAsync(this::start, nodes) };
			CompletableFuture.allOf(starts).join();
		}
		finally {
			nodes.shutdown();
		}
		// The group's read access to itself came with the group and is not a grant of
		// ours.
		assertThat(counts().subList(1, 4)).isEqualTo(before.subList(1, 4));
		assertThat(this.authorizations.createAuthorizationQuery().groupIdIn("auditor").count())
			.isEqualTo(Grant.all().stream().filter((grant) -> grant.groupId().equals("auditor")).count());
	}

	@Test
	void grantThatLostAPermissionGetsItBack() {
		Authorization grant = this.authorizations.createAuthorizationQuery()
			.groupIdIn("processOwner")
			.resourceType(Resources.DEPLOYMENT)
			.singleResult();
		grant.removePermission(Permissions.CREATE);
		this.authorizations.saveAuthorization(grant);
		this.setup.afterPropertiesSet();
		Authorization again = this.authorizations.createAuthorizationQuery()
			.groupIdIn("processOwner")
			.resourceType(Resources.DEPLOYMENT)
			.singleResult();
		assertThat(again.isPermissionGranted(Permissions.CREATE)).isTrue();
		assertThat(again.isPermissionGranted(Permissions.DELETE)).isFalse();
	}

	@Test
	void departmentsKnowNamesPeopleAndLeaders() {
		assertThat(this.departments.label("customerService")).isEqualTo("客户服务部");
		assertThat(this.departments.label("customerServiceLead")).isEqualTo("客户服务部负责人");
		assertThat(this.departments.label("camunda-admin")).isEqualTo("系统管理员");
		assertThat(this.departments.label("unknown")).isEqualTo("unknown");
		assertThat(Departments.leaderOf("quality")).isEqualTo("qualityLead");
		assertThat(Departments.leaderOf("qualityLead")).isEqualTo("qualityLead");
		assertThat(this.departments.emails("quality")).containsExactly("quality@demo.kefu.example",
				"qualityLead@demo.kefu.example");
		assertThat(this.departments.emails("unknown")).isEmpty();
		assertThat(this.departments.displayName("quality")).isEqualTo("周敏");
		assertThat(this.departments.displayName("system")).isEqualTo("系统");
		assertThat(this.departments.displayName("unknown")).isEqualTo("unknown");
		assertThat(this.departments.emailOf("quality")).hasValue("quality@demo.kefu.example");
		assertThat(this.departments.emailOf("unknown")).isEmpty();
	}

	@Test
	void messageFindsItsPeopleWhoeverSendsIt() {
		this.identity.setAuthentication("production", List.of("production"));
		assertThat(this.identity.createUserQuery().memberOfGroup("quality").count()).isZero();
		assertThat(this.departments.emails("quality")).hasSize(2);
		assertThat(this.departments.displayName("quality")).isEqualTo("周敏");
	}

	@Test
	void administratorCanAddAGroupWithItsOwnName() {
		var group = this.identity.newGroup("nightShift");
		group.setName("夜班");
		this.identity.saveGroup(group);
		try {
			assertThat(this.departments.label("nightShift")).isEqualTo("夜班");
		}
		finally {
			this.identity.deleteGroup("nightShift");
		}
	}

	private void start() {
		this.setup.afterPropertiesSet();
		this.demoUsers.afterPropertiesSet();
	}

	private List<Long> counts() {
		return List.of(this.authorizations.createAuthorizationQuery().count(), this.identity.createGroupQuery().count(),
				this.filters.createFilterQuery().count(), this.identity.createUserQuery().count());
	}

	private List<String> members(String group) {
		return this.identity.createUserQuery().memberOfGroup(group).list().stream().map(User::getId).toList();
	}

}
