package io.kefu.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.ApplicationTest;
import io.kefu.KefuClient;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@ApplicationTest
class TasklistFiltersTests {

	private static final String PROCESS = """
			<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
			  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://kefu.io">
			  <process id="filter-check" isExecutable="true" camunda:historyTimeToLive="P1D">
			    <startEvent id="StartEvent_A"/>
			    <sequenceFlow id="Flow_1" sourceRef="StartEvent_A" targetRef="Task_A"/>
			    <userTask id="Task_A" name="${title}" camunda:candidateGroups="engineering" camunda:dueDate="${due}"/>
			    <sequenceFlow id="Flow_2" sourceRef="Task_A" targetRef="EndEvent_A"/>
			    <endEvent id="EndEvent_A"/>
			  </process>
			</definitions>
			""";

	@LocalServerPort
	private int port;

	@Autowired
	private RepositoryService repository;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private TaskService tasks;

	private String deploymentId;

	@BeforeEach
	void startTasks() {
		// One o'clock in the night of 23 November in Shanghai.
		ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-22T17:00:00Z")));
		this.deploymentId = this.repository.createDeployment().addString("filter-check.bpmn", PROCESS).deploy().getId();
		start("昨夜", "2026-11-22T15:59:59Z");
		start("零点", "2026-11-22T16:00:00Z");
		start("刚才", "2026-11-22T16:59:00Z");
		start("今晚", "2026-11-23T15:59:59Z");
		start("明日", "2026-11-23T16:00:00Z");
		start("无期限", null);
	}

	@AfterEach
	void forgetTasks() {
		this.repository.deleteDeployment(this.deploymentId, true);
		ClockUtil.reset();
	}

	@Test
	void everybodyFindsTheFiveFiltersInChinese() {
		for (String login : List.of("engineering", "auditor", "processOwner", "dealerLead", "admin")) {
			JsonNode filters = new KefuClient(this.port, login)
				.get("/engine-rest/filter?maxResults=100&sortBy=name&sortOrder=asc")
				.json();
			assertThat(filters.findValuesAsText("name")).as(login).contains("我的任务", "本部门待领取", "今日到期", "已超期", "全部可见");
			for (JsonNode filter : filters) {
				assertThat(filter.path("owner").isNull()).isTrue();
				assertThat(filter.path("properties").path("refresh").asBoolean()).isTrue();
				assertThat(filter.path("properties").path("showUndefinedVariable").asBoolean(true)).isFalse();
				assertThat(filter.path("properties").path("variables").findValuesAsText("label"))
					.containsExactly("案件编号", "客户", "严重程度");
			}
		}
	}

	@Test
	void clerkDoesNotChangeAFilter() {
		KefuClient clerk = new KefuClient(this.port, "engineering");
		assertThat(clerk.send("DELETE", "/engine-rest/filter/" + filter("我的任务"), null).status()).isEqualTo(403);
		assertThat(clerk
			.send("PUT", "/engine-rest/filter/" + filter("我的任务"),
					Map.of("name", "x", "resourceType", "Task", "query", Map.of(), "properties", Map.of()))
			.status()).isEqualTo(403);
	}

	@Test
	void dueTodayMeansTheDayInShanghai() {
		assertThat(names("engineering", "今日到期")).containsExactlyInAnyOrder("零点", "刚才", "今晚");
	}

	@Test
	void overdueMeansBeforeNow() {
		assertThat(names("engineering", "已超期")).containsExactlyInAnyOrder("昨夜", "零点", "刚才");
	}

	@Test
	void claimedTaskMovesFromTheDepartmentToItsClerk() {
		assertThat(names("engineering", "我的任务")).isEmpty();
		assertThat(names("engineering", "本部门待领取")).hasSize(6);
		Task task = this.tasks.createTaskQuery().taskName("今晚").singleResult();
		this.tasks.claim(task.getId(), "engineering");
		assertThat(names("engineering", "我的任务")).containsExactly("今晚");
		assertThat(names("engineering", "本部门待领取")).hasSize(5).doesNotContain("今晚");
		assertThat(names("engineering", "全部可见")).hasSize(6);
	}

	@Test
	void otherDepartmentsSeeNoneOfIt() {
		for (String name : List.of("我的任务", "本部门待领取", "今日到期", "已超期", "全部可见")) {
			assertThat(names("finance", name)).doesNotContain("昨夜", "零点", "刚才", "今晚", "明日", "无期限");
		}
	}

	private void start(String title, String due) {
		this.runtime.startProcessInstanceByKey("filter-check",
				org.camunda.bpm.engine.variable.Variables.putValue("title", title)
					.putValue("due", (due != null) ? Date.from(Instant.parse(due)) : null));
	}

	private String filter(String name) {
		return new KefuClient(this.port, "admin")
			.get("/engine-rest/filter?maxResults=1&name="
					+ java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8))
			.json()
			.path(0)
			.path("id")
			.asText();
	}

	private List<String> names(String login, String filter) {
		KefuClient.Answer answer = new KefuClient(this.port, login)
			.get("/engine-rest/filter/" + filter(filter) + "/list?maxResults=100");
		assertThat(answer.status()).isEqualTo(200);
		List<String> names = new ArrayList<>();
		for (JsonNode task : answer.json()) {
			if (task.path("taskDefinitionKey").asText().equals("Task_A")
					&& task.path("processDefinitionId").asText().startsWith("filter-check")) {
				names.add(task.path("name").asText());
			}
		}
		return names;
	}

}
