package io.kefu.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kefu.ApplicationTest;
import io.kefu.KefuClient;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each group may do, over HTTP as the people do it.
 */
@ApplicationTest
class AuthorizationTests {

	private static final String PROCESS = """
			<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
			  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://kefu.io">
			  <process id="authorization-check" isExecutable="true" camunda:historyTimeToLive="P1D">
			    <startEvent id="StartEvent_A"/>
			    <sequenceFlow id="Flow_1" sourceRef="StartEvent_A" targetRef="Task_A"/>
			    <userTask id="Task_A" name="检查" camunda:candidateGroups="quality"/>
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

	@Autowired
	private HistoryService history;

	@Autowired
	private AuthorizationService authorizations;

	private String deploymentId;

	private String grantId;

	private String taskId;

	private String instanceId;

	@BeforeEach
	void startCase() {
		this.deploymentId = this.repository.createDeployment()
			.name("authorization-check")
			.addString("authorization-check.bpmn", PROCESS)
			.deploy()
			.getId();
		Authorization diagram = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
		diagram.setGroupId("quality");
		diagram.setResource(Resources.PROCESS_DEFINITION);
		diagram.setResourceId("authorization-check");
		diagram.addPermission(Permissions.READ);
		this.grantId = this.authorizations.saveAuthorization(diagram).getId();
		this.instanceId = this.runtime.startProcessInstanceByKey("authorization-check").getId();
		this.taskId = this.tasks.createTaskQuery().processInstanceId(this.instanceId).singleResult().getId();
	}

	@AfterEach
	void forgetCase() {
		this.authorizations.deleteAuthorization(this.grantId);
		this.repository.deleteDeployment(this.deploymentId, true);
	}

	static Stream<String> closedPaths() {
		return Stream.of("/engine-rest", "/engine-rest/", "/engine-rest/engine", "/engine-rest/engine/",
				"/engine-rest/engine/default/task", "/engine-rest/task", "/engine-rest/task/", "/engine-rest/task;a=b",
				"/engine-rest;a=b/task", "/engine-rest//task", "//engine-rest/task", "/engine-rest/./task",
				"/x/../engine-rest/task", "/%65ngine-rest/task", "/engine-rest/%74ask", "/engine-rest/version",
				"/engine-rest/process-definition", "/engine-rest/deployment/create", "/engine-rest/openapi.json",
				"/engine-rest/unknown", "/api", "/api/", "/api/cases", "/api/cases/", "/api/cases/KF-20261122-0001",
				"/api/cases;a=b", "/api;a=b/cases", "/%61pi/cases", "//api/cases", "/api//cases", "/api/unknown",
				"/api/calendar/due?start=2026-09-30T17:30:00%2B08:00&amount=3&unit=WORKING_DAY", "/api/public",
				"/api/public/", "/api/public/../cases", "/api/public/%2e%2e/cases", "/api/public/..;/cases",
				"/api/public;a=b/x", "/api/publicity", "/actuator", "/actuator/", "/actuator/metrics",
				"/actuator/prometheus", "/actuator/env", "/actuator/info", "/actuator/health/db",
				"/actuator/health/../metrics", "/actuator/health;/../metrics", "/actuator/health/",
				"/actuator//metrics", "/kefu/customers/", "/kefu/customers/app.js", "/kefu/surveys/",
				"/%6befu/customers/");
	}

	@ParameterizedTest
	@MethodSource("closedPaths")
	void nobodyGetsInWithoutALogin(String path) throws Exception {
		for (String method : List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH")) {
			assertThat(status(method, path, null)).as(method).isEqualTo(401);
		}
	}

	@Test
	void refusalIsAProblemInChineseThatAsksForALogin() throws Exception {
		var answer = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri("/engine-rest/task")).build(), BodyHandlers.ofString());
		assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic realm=");
		assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
		assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(answer.body()).contains("\"status\":401", "\"detail\":\"请使用有效的登录名和密码访问\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic", "Basic ", "Basic !!!", "Bearer x", "Basic cXVhbGl0eQ==", "Basic OmRlbW8=" })
	void wrongCredentialsDoNotGetIn(String header) throws Exception {
		assertThat(status("GET", "/engine-rest/task", header)).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "quality2:demo", "generalAffairs:wrong", "generalAffairs:", "Quality:demo",
			"quality :demo", "qual\u0000ity:demo", "quality' or '1'='1:demo", "*:demo" })
	void unknownUserOrWrongPasswordDoesNotGetIn(String credentials) throws Exception {
		assertThat(status("GET", "/engine-rest/task", basic(credentials))).isEqualTo(401);
	}

	@Test
	void operatorSeesOnlyThatTheApplicationLives() throws Exception {
		// The job executor rests in tests, which this one reports.
		assertThat(status("GET", "/actuator/health", null)).isIn(200, 503);
		assertThat(status("GET", "/actuator/health/liveness", null)).isEqualTo(200);
		assertThat(status("GET", "/actuator/health/readiness", null)).isEqualTo(200);
		assertThat(as("auditor").get("/actuator/metrics").status()).isEqualTo(403);
		assertThat(as("admin").get("/actuator/metrics").status()).isEqualTo(200);
	}

	@Test
	void formOfAnotherSiteIsNotAccepted() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri("/engine-rest/deployment/create"))
			.header("Authorization", basic("processOwner:demo"))
			.header("Sec-Fetch-Site", "cross-site")
			.header("Content-Type", "multipart/form-data; boundary=x")
			.POST(BodyPublishers.ofString("--x--"))
			.build();
		assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
	}

	@Test
	void clerkSeesOnlyTheTasksOfTheOwnDepartment() {
		assertThat(tasksSeenBy("quality")).isEqualTo(1);
		assertThat(tasksSeenBy("qualityLead")).isEqualTo(1);
		assertThat(tasksSeenBy("production")).isZero();
		assertThat(tasksSeenBy("customerService")).isZero();
		assertThat(as("production").get("/engine-rest/task/" + this.taskId).status()).isIn(403, 404);
		assertThat(as("production").get("/engine-rest/task/" + this.taskId + "/variables").status()).isIn(403, 404);
		assertThat(as("production").post(task("claim"), Map.of("userId", "production")).status()).isEqualTo(403);
		assertThat(as("production").post(task("complete"), Map.of()).status()).isEqualTo(403);
		assertThat(this.tasks.createTaskQuery().taskId(this.taskId).singleResult().getAssignee()).isNull();
	}

	@Test
	void clerkClaimsAndCompletesTheOwnTask() {
		assertThat(as("quality").post(task("claim"), Map.of("userId", "quality")).status()).isEqualTo(204);
		assertThat(as("quality").send("DELETE", "/engine-rest/task/" + this.taskId, null).status()).isNotEqualTo(204);
		KefuClient.Answer completed = as("quality").post(task("complete"), Map.of());
		assertThat(completed.status()).as(completed.toString()).isEqualTo(204);
	}

	@Test
	void clerkHandsTheOwnTaskToAColleagueAndToNobodyElse() {
		assertThat(as("quality").post(task("assignee"), Map.of("userId", "qualityLead")).status())
			.as("before it is claimed")
			.isEqualTo(403);
		for (String outsider : List.of("production", "nobody")) {
			assertOutsider(as("quality").post(task("claim"), Map.of("userId", outsider)));
		}
		as("quality").post(task("claim"), Map.of("userId", "quality"));
		for (String outsider : List.of("production", "nobody")) {
			for (String way : List.of("assignee", "delegate")) {
				assertOutsider(as("quality").post(task(way), Map.of("userId", outsider)));
			}
			for (String link : List.of("assignee", "candidate", "owner")) {
				assertOutsider(as("quality").post(task("identity-links"), Map.of("userId", outsider, "type", link)));
			}
			assertOutsider(as("quality").send("PUT", "/engine-rest/task/" + this.taskId,
					Map.of("name", "检查", "assignee", outsider)));
		}
		assertThat(as("quality")
			.send("PUT", "/engine-rest/task/" + this.taskId,
					Map.of("name", "检查", "assignee", "quality", "priority", 60))
			.status()).as("something else is changed").isEqualTo(204);
		assertThat(as("quality").post(task("assignee"), Map.of("userId", "qualityLead")).status()).isEqualTo(204);
		assertThat(this.tasks.createTaskQuery().taskId(this.taskId).singleResult().getAssignee())
			.isEqualTo("qualityLead");
	}

	private static void assertOutsider(KefuClient.Answer refused) {
		assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
		assertThat(refused.field(0)).isEqualTo("userId");
	}

	@Test
	void leaderTakesATaskFromOneMemberAndGivesItToAnother() {
		assertThat(as("quality").post(task("claim"), Map.of("userId", "quality")).status()).isEqualTo(204);
		assertThat(as("productionLead").post(task("assignee"), Map.of("userId", "productionLead")).status())
			.isEqualTo(403);
		KefuClient.Answer taken = as("qualityLead").post(task("unclaim"), Map.of());
		assertThat(taken.status()).as(taken.toString()).isEqualTo(204);
		assertThat(as("qualityLead").post(task("assignee"), Map.of("userId", "qualityLead")).status()).isEqualTo(204);
		assertThat(this.tasks.createTaskQuery().taskId(this.taskId).singleResult().getAssignee())
			.isEqualTo("qualityLead");
		assertThat(as("qualityLead").post(task("complete"), Map.of()).status()).isEqualTo(204);
	}

	@Test
	void onlyCustomerServiceStartsAComplaint() {
		String start = "/engine-rest/process-definition/key/complaint-closed-loop/submit-form";
		for (String login : List.of("production", "quality", "management", "auditor", "processOwner")) {
			assertThat(as(login).post(start, Map.of("variables", Map.of())).status()).as(login).isEqualTo(403);
		}
		// Not refused for lack of rights but for the empty form.
		assertThat(as("customerService").post(start, Map.of("variables", Map.of())).status()).isEqualTo(400);
		assertThat(as("production")
			.post("/engine-rest/process-definition/key/case-instruction/submit-form", Map.of("variables", Map.of()))
			.status()).isIn(403, 404);
	}

	@Test
	void everyDepartmentSeesTheDiagramOfTheComplaint() {
		for (String login : List.of("production", "customerServiceLead", "dealer", "management")) {
			assertThat(as(login).get("/engine-rest/process-definition/key/complaint-closed-loop/xml").status())
				.as(login)
				.isEqualTo(200);
			assertThat(as(login).get("/engine-rest/process-definition/key/authorization-check").status()).as(login)
				.isIn(403, 404);
		}
	}

	@Test
	void clerkReadsNoOtherCasesUsersOrDeployments() {
		KefuClient clerk = as("production");
		for (String list : List.of("/engine-rest/process-instance", "/engine-rest/history/process-instance",
				"/engine-rest/history/variable-instance", "/engine-rest/deployment", "/engine-rest/user",
				"/engine-rest/history/user-operation", "/engine-rest/incident",
				"/engine-rest/job?processDefinitionKey=authorization-check", "/engine-rest/variable-instance",
				"/engine-rest/decision-definition")) {
			KefuClient.Answer answer = clerk.get(list + (list.contains("?") ? "&" : "?") + "maxResults=100");
			assertThat(answer.status() == 403 || withoutSelf(answer) == 0).as(list + " " + answer).isTrue();
		}
	}

	@Test
	void onlyAdministratorsDeleteTheEnginesOwnJobsOrChangeTheirRetries() {
		String job = "/engine-rest/job/" + this.history.findHistoryCleanupJobs().get(0).getId();
		for (String login : List.of("production", "customerServiceLead", "auditor", "processOwner")) {
			assertThat(as(login).send("PUT", job + "/retries", Map.of("retries", 0)).status()).as(login).isEqualTo(403);
			assertThat(as(login).send("DELETE", job, null).status()).as(login).isEqualTo(403);
		}
		assertThat(as("admin").send("PUT", job + "/retries", Map.of("retries", 3)).status()).isEqualTo(204);
	}

	@Test
	void auditorReadsEverything() {
		KefuClient auditor = as("auditor");
		assertThat(tasksSeenBy("auditor")).isEqualTo(1);
		for (String path : List.of("/engine-rest/process-instance/" + this.instanceId,
				"/engine-rest/process-instance/" + this.instanceId + "/variables",
				"/engine-rest/history/process-instance/" + this.instanceId,
				"/engine-rest/history/activity-instance?maxResults=100&processInstanceId=" + this.instanceId,
				"/engine-rest/history/user-operation?maxResults=100",
				"/engine-rest/history/decision-instance?maxResults=100", "/engine-rest/history/incident?maxResults=100",
				"/engine-rest/deployment/" + this.deploymentId,
				"/engine-rest/decision-definition/key/complaint-severity", "/engine-rest/user/quality/profile",
				"/engine-rest/group/quality", "/engine-rest/authorization?maxResults=100",
				"/engine-rest/job?maxResults=100", "/api/cases")) {
			assertThat(auditor.get(path).status()).as(path).isEqualTo(200);
		}
		assertThat(auditor.get("/engine-rest/user?maxResults=100").json()).hasSizeGreaterThan(30);
		assertThat(auditor.get("/engine-rest/deployment?maxResults=100").json()).isNotEmpty();
	}

	@Test
	void auditorChangesNothing() throws Exception {
		KefuClient auditor = as("auditor");
		String instance = "/engine-rest/process-instance/" + this.instanceId;
		assertThat(auditor.post(task("claim"), Map.of("userId", "auditor")).status()).isEqualTo(403);
		assertThat(auditor.post(task("complete"), Map.of()).status()).isEqualTo(403);
		assertThat(auditor.post(task("submit-form"), Map.of()).status()).isEqualTo(403);
		assertThat(
				auditor.send("PUT", "/engine-rest/task/" + this.taskId + "/variables/x", Map.of("value", 1)).status())
			.isEqualTo(403);
		assertThat(auditor.send("PUT", instance + "/variables/x", Map.of("value", 1)).status()).isEqualTo(403);
		assertThat(auditor.send("PUT", instance + "/suspended", Map.of("suspended", true)).status()).isEqualTo(403);
		assertThat(auditor.send("DELETE", instance, null).status()).isEqualTo(403);
		assertThat(auditor.post("/engine-rest/process-definition/key/authorization-check/start", Map.of()).status())
			.isEqualTo(403);
		assertThat(auditor
			.post("/engine-rest/message",
					Map.of("messageName", "complaint-withdrawn", "processInstanceId", this.instanceId))
			.status()).isNotIn(200, 204);
		assertThat(deploy("auditor")).isEqualTo(403);
		assertThat(auditor.send("DELETE", "/engine-rest/deployment/" + this.deploymentId, null).status())
			.isEqualTo(403);
		assertThat(auditor.send("DELETE", "/engine-rest/history/process-instance/" + this.instanceId, null).status())
			.isIn(400, 403);
		assertThat(auditor.send("DELETE", "/engine-rest/user/quality", null).status()).isEqualTo(403);
		assertThat(auditor.send("DELETE", "/engine-rest/user/auditor", null).status()).isEqualTo(403);
		assertThat(auditor.send("PUT", "/engine-rest/group/camunda-admin/members/auditor", null).status())
			.isEqualTo(403);
		assertThat(auditor
			.post("/engine-rest/authorization/create",
					Map.of("type", 1, "permissions", List.of("ALL"), "userId", "auditor", "resourceType", 7,
							"resourceId", "*"))
			.status()).isEqualTo(403);
		assertThat(this.runtime.createProcessInstanceQuery().processInstanceId(this.instanceId).active().count())
			.isEqualTo(1);
	}

	@Test
	void processOwnerDeploysAndReadsButDoesNotWorkOnCases() throws Exception {
		KefuClient owner = as("processOwner");
		assertThat(deploy("processOwner")).isEqualTo(200);
		String deployed = this.repository.createDeploymentQuery().deploymentName("by-rest").singleResult().getId();
		assertThat(owner.get("/engine-rest/deployment/" + deployed).status()).isEqualTo(200);
		assertThat(owner.send("DELETE", "/engine-rest/deployment/" + deployed + "?cascade=true", null).status())
			.isEqualTo(403);
		this.repository.deleteDeployment(deployed, true);
		assertThat(owner.get("/engine-rest/process-instance/" + this.instanceId).status()).isEqualTo(200);
		assertThat(owner.get("/engine-rest/history/process-instance/" + this.instanceId).status()).isEqualTo(200);
		assertThat(tasksSeenBy("processOwner")).isZero();
		assertThat(owner.post(task("claim"), Map.of("userId", "processOwner")).status()).isEqualTo(403);
		assertThat(owner.post(task("complete"), Map.of()).status()).isEqualTo(403);
		assertThat(owner.send("DELETE", "/engine-rest/process-instance/" + this.instanceId, null).status())
			.isEqualTo(403);
		assertThat(owner.post("/engine-rest/process-definition/key/authorization-check/start", Map.of()).status())
			.isEqualTo(403);
	}

	@Test
	void deploymentWithCodeIsRefusedOverRestAndNothingIsDeployed() throws Exception {
		String script = PROCESS.replace("<userTask id=\"Task_A\"", "<scriptTask scriptFormat=\"groovy\" id=\"Task_A\"");
		assertThat(deploy("processOwner", script)).isEqualTo(400);
		assertThat(deploy("admin", script)).isEqualTo(400);
		assertThat(this.repository.createDeploymentQuery().deploymentName("by-rest").count()).isZero();
	}

	@Test
	void administratorMayDoEverything() {
		assertThat(as("admin").send("DELETE", "/engine-rest/process-instance/" + this.instanceId, null).status())
			.isEqualTo(204);
		assertThat(as("admin").get("/engine-rest/authorization?maxResults=100").status()).isEqualTo(200);
	}

	@Test
	void nobodyActsAsThePreviousUserOfTheThread() throws Exception {
		for (int i = 0; i < 20; i++) {
			assertThat(as("admin").get("/engine-rest/task?maxResults=100").status()).isEqualTo(200);
			assertThat(status("GET", "/engine-rest/task", null)).isEqualTo(401);
			assertThat(tasksSeenBy("production")).isZero();
		}
	}

	private long tasksSeenBy(String login) {
		return as(login).get("/engine-rest/task/count?processInstanceId=" + this.instanceId)
			.json()
			.path("count")
			.asLong();
	}

	/** Everybody may read the own account. */
	private static int withoutSelf(KefuClient.Answer answer) {
		int own = (answer.json().size() == 1 && "production".equals(answer.json().get(0).path("id").asText())) ? 1 : 0;
		return answer.json().size() - own;
	}

	private String task(String action) {
		return "/engine-rest/task/" + this.taskId + "/" + action;
	}

	private int deploy(String login) throws IOException, InterruptedException {
		return deploy(login, PROCESS);
	}

	private int deploy(String login, String process) throws IOException, InterruptedException {
		String body = """
				--x\r
				Content-Disposition: form-data; name="deployment-name"\r
				\r
				by-rest\r
				--x\r
				Content-Disposition: form-data; name="data"; filename="authorization-check.bpmn"\r
				Content-Type: application/octet-stream\r
				\r
				%s\r
				--x--\r
				""".formatted(process);
		HttpRequest request = HttpRequest.newBuilder(uri("/engine-rest/deployment/create"))
			.header("Authorization", basic(login + ":demo"))
			.header("Content-Type", "multipart/form-data; boundary=x")
			.POST(BodyPublishers.ofString(body))
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
	}

	private int status(String method, String path, String authorization) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
		if (authorization != null) {
			request.header("Authorization", authorization);
		}
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
	}

	private KefuClient as(String login) {
		return new KefuClient(this.port, login);
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

	private static String basic(String credentials) {
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

}
