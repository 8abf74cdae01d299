package io.kefu.identity;

import io.kefu.ApplicationTest;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Each test changes users in a transaction that is rolled back.
 */
@ApplicationTest
@Transactional
class PasswordGuardTests {

	private static final String STRONG = "Jv7-korriGe-lamp";

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private IdentityService identity;

	@Autowired
	private IdentitySetup setup;

	@BeforeEach
	void giveEveryoneAPasswordOfHisOwn() {
		for (String login : DemoUsers.people().keySet()) {
			changePassword(login, STRONG + login);
		}
	}

	@Test
	void startsWhenNobodyHasAKnownPassword() {
		assertThatNoException().isThrownBy(() -> start("admin", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "demo", "admin", "quality" })
	void refusesToStartWhileADemoUserHasAKnownPassword(String password) {
		changePassword("quality", password);
		assertThatExceptionOfType(UnsafePasswordException.class).isThrownBy(() -> start("admin", STRONG))
			.withMessageContaining("quality")
			.withMessageNotContaining("production");
	}

	@Test
	void refusesToStartWhileAnyAdministratorHasAKnownPassword() {
		User boss = this.identity.newUser("boss");
		boss.setPassword("changeme");
		this.identity.saveUser(boss);
		this.identity.createMembership("boss", Groups.CAMUNDA_ADMIN);
		assertThatExceptionOfType(UnsafePasswordException.class).isThrownBy(() -> start("admin", STRONG))
			.withMessageContaining("boss");
	}

	@Test
	void countsNoFailedLogin() {
		for (int i = 0; i < 12; i++) {
			start("admin", null);
		}
		assertThat(this.identity.checkPassword("admin", STRONG + "admin")).isTrue();
	}

	@Test
	void refusesToStartWithoutAdministratorAndPassword() {
		removeAdministrator();
		for (String password : new String[] { null, "", "  " }) {
			assertThatExceptionOfType(UnsafePasswordException.class).isThrownBy(() -> start("admin", password))
				.satisfies((refused) -> {
					FailureAnalysis shown = new UnsafePasswordFailureAnalyzer().analyze(refused, refused);
					assertThat(shown.getDescription()).contains("管理员");
					assertThat(shown.getAction()).contains("KEFU_ADMIN_PASSWORD");
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "demo", "admin", "short-1A", "aaaaaaaaaaaaaaaa", "Password12345", "changemechangeme",
			"123456789012", "the-Admin-2026-x", "abababababababab" })
	void refusesAWeakAdministratorPassword(String password) {
		removeAdministrator();
		assertThatExceptionOfType(UnsafePasswordException.class).isThrownBy(() -> start("admin", password))
			.withMessageNotContaining(password.equals("admin") ? "\u0000" : password);
		assertThat(this.identity.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).count()).isZero();
	}

	@Test
	void createsTheFirstAdministratorFromTheConfiguration() {
		removeAdministrator();
		start("chief", STRONG);
		assertThat(this.identity.checkPassword("chief", STRONG)).isTrue();
		assertThat(this.identity.createGroupQuery().groupMember("chief").singleResult().getId())
			.isEqualTo(Groups.CAMUNDA_ADMIN);
		assertThat(new AdminProperties("chief", STRONG)).asString().doesNotContain(STRONG);
	}

	private void start(String login, String password) {
		new PasswordGuard(this.engine, this.setup, new AdminProperties(login, password)).afterPropertiesSet();
	}

	private void removeAdministrator() {
		this.identity.deleteUser("admin");
	}

	private void changePassword(String login, String password) {
		User user = this.identity.createUserQuery().userId(login).singleResult();
		user.setPassword(password);
		this.identity.saveUser(user);
	}

}
