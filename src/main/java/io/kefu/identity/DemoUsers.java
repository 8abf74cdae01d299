package io.kefu.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * People for trying things out: for every group one user with its name as login and a
 * password that everybody knows. Never for production, and it says so.
 */
@Component
@Profile("demo")
class DemoUsers implements InitializingBean {

	static final String PASSWORD = "demo";

	static final String ADMIN = "admin";

	/** Login, family name, given name. */
	private static final String PEOPLE = """
			customerService 王 芳
			customerServiceLead 李 静
			marketing 张 磊
			marketingLead 刘 洋
			production 陈 强
			productionLead 杨 建国
			development 赵 鹏
			developmentLead 黄 志远
			quality 周 敏
			qualityLead 吴 海燕
			materials 徐 刚
			materialsLead 孙 立
			finance 马 丽
			financeLead 朱 慧
			productManagement 胡 杰
			productManagementLead 郭 伟
			management 何 志强
			managementLead 高 明
			generalAffairs 林 娜
			generalAffairsLead 罗 平
			engineering 郑 浩
			engineeringLead 梁 峰
			salesOffice 谢 婷
			salesOfficeLead 宋 波
			regionalSales 唐 亮
			regionalSalesLead 许 军
			dealer 韩 雪
			dealerLead 冯 涛
			supervision 邓 超群
			supervisionLead 曹 正
			processOwner 彭 博
			auditor 曾 理
			admin 系统 管理员
			""";

	private static final Logger log = LoggerFactory.getLogger(DemoUsers.class);

	private final IdentityService identity;

	private final IdentitySetup setup;

	DemoUsers(IdentityService identity, IdentitySetup setup) {
		this.identity = identity;
		this.setup = setup;
	}

	/**
	 * All demo users.
	 * @return by login: login, family and given name; in the order of the catalogue
	 */
	static Map<String, String[]> people() {
		Map<String, String[]> people = new LinkedHashMap<>();
		PEOPLE.lines().map((line) -> line.split(" ")).forEach((person) -> people.put(person[0], person));
		return people;
	}

	@Override
	public void afterPropertiesSet() {
		this.setup.alone(() -> {
			people().forEach((login, person) -> add(login, person[1], person[2]));
			for (Department department : Department.values()) {
				join(department.id(), department.id());
				if (department.isDepartment()) {
					join(department.leadId(), department.id());
					join(department.leadId(), department.leadId());
				}
			}
			join(ADMIN, Groups.CAMUNDA_ADMIN);
		});
	}

	/** Last of all, where whoever has started the demo looks. */
	@EventListener(ApplicationReadyEvent.class)
	void sayWhoCanLogIn() {
		log.warn("""

				############################################################################
				##
				##  演示模式 / DEMO MODE
				##
				##  登录名 / Logins:
				##    {}
				##    各部门负责人为登录名加 Lead，如 productionLead
				##  所有账号的密码都是“demo”，包括管理员 admin：任何人都能登录。
				##  切勿用于生产环境，切勿录入真实客户资料！
				##  Every account, admin included, has the password "demo".
				##  Never use this profile for production.
				##
				############################################################################""",
				people().keySet()
					.stream()
					.filter((login) -> !login.endsWith("Lead"))
					.collect(Collectors.joining(" "))
					.replaceAll("(.{40,60}) ", "$1\n##    "));
	}

	private void add(String login, String lastName, String firstName) {
		if (this.identity.createUserQuery().userId(login).count() > 0) {
			return;
		}
		User user = this.identity.newUser(login);
		user.setLastName("");
		// The web apps write the first name first; a Chinese name is written as one.
		user.setFirstName(lastName + firstName);
		user.setEmail(login + "@demo.kefu.example");
		user.setPassword(PASSWORD);
		this.identity.saveUser(user);
	}

	private void join(String login, String group) {
		if (this.identity.createGroupQuery().groupId(group).groupMember(login).count() == 0) {
			this.identity.createMembership(login, group);
		}
	}

}
