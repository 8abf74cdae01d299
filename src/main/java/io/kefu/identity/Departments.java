package io.kefu.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;

import org.springframework.stereotype.Service;

/**
 * The departments and their people, independent of what the user at hand may see.
 */
@Service
public class Departments {

	private static final Map<String, String> LABELS = labels();

	private final IdentityService identity;

	private final Unrestricted unrestricted;

	Departments(IdentityService identity, Unrestricted unrestricted) {
		this.identity = identity;
		this.unrestricted = unrestricted;
	}

	/**
	 * The Chinese name of a group.
	 * @param groupId Camunda group id; not null
	 * @return the name; of a group that an administrator added its name there, the id
	 * itself where nothing is known
	 */
	public String label(String groupId) {
		String known = LABELS.get(groupId);
		if (known != null) {
			return known;
		}
		Group group = this.unrestricted.call(() -> this.identity.createGroupQuery().groupId(groupId).singleResult());
		return (group != null && group.getName() != null && !group.getName().isBlank()) ? group.getName() : groupId;
	}

	/**
	 * The e-mail addresses of a group's members.
	 * @param groupId Camunda group id; not null
	 * @return each address once, sorted; empty where there are none
	 */
	public List<String> emails(String groupId) {
		return this.unrestricted.call(() -> this.identity.createUserQuery().memberOfGroup(groupId).list())
			.stream()
			.map(User::getEmail)
			.filter((email) -> email != null && !email.isBlank())
			.distinct()
			.sorted()
			.toList();
	}

	/**
	 * The group of a department's leaders.
	 * @param groupId Camunda group id of a department; not null
	 * @return the group id; a group of leaders leads itself
	 */
	public static String leaderOf(String groupId) {
		return groupId.endsWith(Department.LEAD_SUFFIX) ? groupId : groupId + Department.LEAD_SUFFIX;
	}

	/**
	 * The e-mail address of a user.
	 * @param userId Camunda login; not null
	 * @return the address, empty where user or address are unknown
	 */
	public Optional<String> emailOf(String userId) {
		return user(userId).map(User::getEmail).filter((email) -> !email.isBlank());
	}

	/**
	 * How a user is called in texts for people.
	 * @param userId Camunda login, or {@code system} for the application itself; not null
	 * @return family name before given name; the login where no name is known
	 */
	public String displayName(String userId) {
		if (Actor.SYSTEM.equals(userId)) {
			return "系统";
		}
		return user(userId).map(Departments::fullName).filter((name) -> !name.isBlank()).orElse(userId);
	}

	/**
	 * The department of a Chinese name.
	 * @param label name as {@link #label(String)} gives it; not null
	 * @return its group id, empty where no department is called so
	 */
	public Optional<String> named(String label) {
		return Department.departments()
			.filter((department) -> department.label().equals(label))
			.map(Department::id)
			.findFirst();
	}

	/**
	 * Tells whether there is such a department.
	 * @param groupId Camunda group id, may be null
	 * @return whether it is a department of the procedures; groups of leaders and the two
	 * roles outside of the departments are none
	 */
	public boolean isDepartment(String groupId) {
		return Department.departments().anyMatch((department) -> department.id().equals(groupId));
	}

	/**
	 * Whether somebody can log in under a name.
	 * @param userId what may be a Camunda login; not null
	 * @return true for a known user
	 */
	public boolean isUser(String userId) {
		return user(userId).isPresent();
	}

	private Optional<User> user(String userId) {
		return Optional
			.ofNullable(this.unrestricted.call(() -> this.identity.createUserQuery().userId(userId).singleResult()));
	}

	private static String fullName(User user) {
		String last = (user.getLastName() != null) ? user.getLastName().trim() : "";
		String first = (user.getFirstName() != null) ? user.getFirstName().trim() : "";
		boolean chinese = (last + first).codePoints().anyMatch(Character::isIdeographic);
		return chinese ? last + first : (first + " " + last).trim();
	}

	private static Map<String, String> labels() {
		Map<String, String> labels = new HashMap<>();
		for (Department department : Department.values()) {
			labels.put(department.id(), department.label());
			if (department.isDepartment()) {
				labels.put(department.leadId(), department.leadLabel());
			}
		}
		labels.put(Groups.CAMUNDA_ADMIN, "系统管理员");
		return Map.copyOf(labels);
	}

}
