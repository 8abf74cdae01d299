package io.kefu.identity;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The filters that everybody finds in Tasklist. They belong to nobody, so only an
 * administrator can change them; each shows only tasks its reader may see anyway.
 */
@Component
class TasklistFilters {

	private static final List<Map<String, String>> VARIABLES = List.of(Map.of("name", "shownCaseNo", "label", "案件编号"),
			Map.of("name", "shownCustomerName", "label", "客户"), Map.of("name", "shownSeverity", "label", "严重程度"));

	private final FilterService filters;

	private final TaskService tasks;

	private final AuthorizationService authorizations;

	private final ZoneId zone;

	private final Clock clock;

	TasklistFilters(FilterService filters, TaskService tasks, AuthorizationService authorizations,
			@Value("${kefu.calendar.zone}") ZoneId zone, Clock engineClock) {
		this.filters = filters;
		this.tasks = tasks;
		this.authorizations = authorizations;
		this.zone = zone;
		this.clock = engineClock;
	}

	/**
	 * Adds the filters that are missing. One that is there is left as an administrator
	 * may have changed it.
	 */
	void add() {
		String today = startOfToday();
		add("我的任务", "由我办理的任务", 10, "#3c8dbc", query().taskAssigneeExpression("${currentUser()}"));
		add("本部门待领取", "本部门尚无人办理的任务", 20, "#00a65a",
				query().taskCandidateGroupInExpression("${currentUserGroups()}").taskUnassigned());
		add("今日到期", "今天之内到期的任务", 30, "#f39c12", query().dueAfterExpression("${" + today + ".minusSeconds(1)}")
			.dueBeforeExpression("${" + today + ".plusDays(1)}"));
		add("已超期", "已经超过期限的任务", 40, "#dd4b39", query().dueBeforeExpression("${now()}"));
		add("全部可见", "我可以查看的全部任务", 50, "#777777", query());
	}

	private TaskQuery query() {
		return this.tasks.createTaskQuery().active();
	}

	/**
	 * The expression for the last midnight in the calendar's zone; the engine computes in
	 * UTC. The offset is the one of today: China has no daylight saving time.
	 */
	private String startOfToday() {
		int minutes = this.zone.getRules().getOffset(this.clock.instant()).getTotalSeconds() / 60;
		return "dateTime().plusMinutes(" + minutes + ").withTimeAtStartOfDay().minusMinutes(" + minutes + ")";
	}

	private void add(String name, String description, int priority, String color, TaskQuery query) {
		if (this.filters.createFilterQuery().filterName(name).count() > 0) {
			return;
		}
		Filter filter = this.filters.newTaskFilter(name);
		filter.setQuery(query);
		filter.setProperties(Map.of("description", description, "priority", priority, "color", color, "refresh", true,
				"showUndefinedVariable", false, "variables", VARIABLES));
		String id = this.filters.saveFilter(filter).getId();
		Authorization everybody = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
		everybody.setUserId(Authorization.ANY);
		everybody.setResource(Resources.FILTER);
		everybody.setResourceId(id);
		everybody.addPermission(Permissions.READ);
		this.authorizations.saveAuthorization(everybody);
	}

}
