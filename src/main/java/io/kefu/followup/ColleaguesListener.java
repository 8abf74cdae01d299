package io.kefu.followup;

import java.util.Map;
import java.util.stream.Stream;

import io.kefu.identity.Departments;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.identity.User;

import org.springframework.stereotype.Component;

/**
 * Offers the people of customer service from whom the leader chooses a deputy (S4-422);
 * the form takes no other.
 */
@Component
class ColleaguesListener implements TaskListener {

	private final Departments departments;

	ColleaguesListener(Departments departments) {
		this.departments = departments;
	}

	@Override
	public void notify(DelegateTask task) {
		IdentityService identity = task.getProcessEngineServices().getIdentityService();
		task.setVariableLocal("colleagues", Stream.of("customerService", "customerServiceLead")
			.flatMap((group) -> identity.createUserQuery().memberOfGroup(group).orderByUserId().asc().list().stream())
			.map(User::getId)
			.distinct()
			.map((login) -> Map.of("login", login, "name", this.departments.displayName(login)))
			.toList());
	}

}
