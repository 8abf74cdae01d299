package io.kefu.identity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Outside the demo the application does not start with a password that everybody knows,
 * and not without an administrator.
 */
@Component
@Profile("!demo")
class PasswordGuard implements InitializingBean {

	static final int MIN_LENGTH = 12;

	private static final Set<String> KNOWN = Set.of("demo", "admin", "kefu", "password", "changeme", "change-me",
			"secret", "administrator", "password1234", "changemechangeme", "123456789012", "1234567890123");

	private static final Logger log = LoggerFactory.getLogger(PasswordGuard.class);

	private final ProcessEngine engine;

	private final IdentityService identity;

	private final IdentitySetup setup;

	private final AdminProperties admin;

	PasswordGuard(ProcessEngine engine, IdentitySetup setup, AdminProperties admin) {
		this.engine = engine;
		this.identity = engine.getIdentityService();
		this.setup = setup;
		this.admin = admin;
	}

	@Override
	public void afterPropertiesSet() {
		this.setup.alone(() -> {
			refuseKnownPasswords();
			ensureAdministrator();
		});
	}

	private void refuseKnownPasswords() {
		Set<String> logins = new LinkedHashSet<>(DemoUsers.people().keySet());
		this.identity.createUserQuery()
			.memberOfGroup(Groups.CAMUNDA_ADMIN)
			.list()
			.forEach((user) -> logins.add(user.getId()));
		List<String> unsafe = logins.stream().filter(this::hasKnownPassword).toList();
		if (!unsafe.isEmpty()) {
			throw new UnsafePasswordException("以下账号仍在使用演示或默认密码，拒绝启动：" + String.join("、", unsafe),
					"请在演示模式下（--spring.profiles.active=demo）登录系统管理，修改这些密码或删除这些账号；或者改用一个全新的数据库。");
		}
	}

	/** Compares hashes, so that no failed login is counted and nobody gets locked. */
	private boolean hasKnownPassword(String login) {
		ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) this.engine
			.getProcessEngineConfiguration();
		return configuration.getCommandExecutorTxRequired().execute((CommandContext context) -> {
			UserEntity user = context.getDbEntityManager().selectById(UserEntity.class, login);
			return user != null && user.getPassword() != null
					&& candidates(login).stream()
						.map((candidate) -> EncryptionUtil.saltPassword(candidate, user.getSalt()))
						.anyMatch((salted) -> configuration.getPasswordManager().check(salted, user.getPassword()));
		});
	}

	private static List<String> candidates(String login) {
		List<String> candidates = new ArrayList<>(KNOWN);
		candidates.add(login);
		return candidates;
	}

	private void ensureAdministrator() {
		if (this.identity.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).count() > 0) {
			return;
		}
		String password = this.admin.password();
		if (password == null || password.isBlank()) {
			throw new UnsafePasswordException("系统还没有管理员，也没有配置管理员密码，拒绝启动。",
					"请设置 kefu.admin.password（环境变量 KEFU_ADMIN_PASSWORD，至少 " + MIN_LENGTH + " 个字符）；登录名为“"
							+ this.admin.login() + "”（kefu.admin.login）。试用请加 --spring.profiles.active=demo。");
		}
		if (!isStrong(this.admin.login(), password)) {
			throw new UnsafePasswordException("配置的管理员密码太弱，拒绝启动。",
					"请为 kefu.admin.password 选择至少 " + MIN_LENGTH + " 个字符、不含登录名、不常见的密码。");
		}
		if (this.identity.createUserQuery().userId(this.admin.login()).count() == 0) {
			User user = this.identity.newUser(this.admin.login());
			user.setFirstName("系统管理员");
			user.setLastName("");
			user.setPassword(password);
			this.identity.saveUser(user);
		}
		this.identity.createMembership(this.admin.login(), Groups.CAMUNDA_ADMIN);
		log.info("已创建系统管理员“{}”", this.admin.login());
	}

	static boolean isStrong(String login, String password) {
		String lower = password.toLowerCase(Locale.ROOT);
		Set<Integer> different = lower.chars().boxed().collect(Collectors.toSet());
		return password.length() >= MIN_LENGTH && different.size() >= 5 && !KNOWN.contains(lower)
				&& !lower.contains(login.toLowerCase(Locale.ROOT)) && !lower.contains("password")
				&& !lower.contains("changeme");
	}

}
