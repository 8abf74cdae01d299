package io.kefu.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.ApplicationTest;
import io.kefu.KefuClient;
import io.kefu.WebAppSession;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The two published holes of engine 7.24.0, attacked over HTTP (docs/adr/0007).
 */
@ApplicationTest
class PublishedHolesTests {

	private static final AtomicInteger executed = new AtomicInteger();

	/** On the unprotected engine this makes an object of any class. */
	private static final String ATTACK = "${''.getClass().forName('io.kefu.engine.PublishedHolesTests$Prey').newInstance()}";

	@LocalServerPort
	private int port;

	@Autowired
	private IdentityService identity;

	/** Tells that code of the attacker's choice ran. */
	public static class Prey {

		public Prey() {
			executed.incrementAndGet();
		}

	}

	@BeforeEach
	void forget() {
		executed.set(0);
	}

	static Stream<String> expressions() {
		return Stream.of("assigneeExpression", "assigneeLikeExpression", "ownerExpression", "candidateGroupExpression",
				"candidateUserExpression", "involvedUserExpression", "processInstanceBusinessKeyExpression",
				"processInstanceBusinessKeyLikeExpression", "dueDateExpression", "dueAfterExpression",
				"dueBeforeExpression", "followUpDateExpression", "followUpAfterExpression", "followUpBeforeExpression",
				"followUpBeforeOrNotExistentExpression", "createdOnExpression", "createdAfterExpression",
				"createdBeforeExpression", "updatedAfterExpression", "candidateGroupsExpression");
	}

	@ParameterizedTest
	@MethodSource("expressions")
	void expressionInAnOrQueryRunsNoCode(String parameter) {
		KefuClient.Answer answer = clerk().post("/engine-rest/task?maxResults=10", orQuery(parameter, ATTACK));
		assertThat(executed).hasValue(0);
		assertThat(answer.status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/engine-rest/task?maxResults=10", "/engine-rest/task/count" })
	void expressionInAnOrQueryNamesNoBean(String path) {
		for (String expression : List.of("${environment.getProperty('spring.datasource.password')}", "${dataSource}",
				"${dateTime().getClass()}", "${currentUserGroups()[0].getClass()}", "${execution}", "${deadlines}",
				"${")) {
			KefuClient.Answer answer = clerk().post(path, orQuery("assigneeExpression", expression));
			assertThat(answer.status()).as(expression).isEqualTo(400);
		}
	}

	@Test
	void orQueryMayStillAskForTheUserAndTheTime() {
		assertThat(clerk().post("/engine-rest/task?maxResults=10", orQuery("assigneeExpression", "${currentUser()}"))
			.status()).isEqualTo(200);
		assertThat(clerk()
			.post("/engine-rest/task?maxResults=10", orQuery("dueBeforeExpression", "${dateTime().plusDays(1)}"))
			.status()).isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("expressions")
	void expressionInAStoredFilterRunsNoCode(String parameter) {
		assertThatFilterRunsNothing(Map.of(parameter, ATTACK));
	}

	@Test
	void expressionInAnOrQueryOfAStoredFilterRunsNoCode() {
		assertThatFilterRunsNothing(orQuery("assigneeExpression", ATTACK));
	}

	@Test
	void expressionInAQueryThatExtendsAFilterRunsNoCode() {
		String filter = admin()
			.post("/engine-rest/filter/create",
					Map.of("resourceType", "Task", "name", "harmless", "query", Map.of(), "properties", Map.of()))
			.json()
			.path("id")
			.asText();
		for (String path : List.of("/list?maxResults=10", "/count", "/singleResult")) {
			KefuClient.Answer answer = admin().post("/engine-rest/filter/" + filter + path,
					orQuery("assigneeExpression", ATTACK));
			assertThat(executed).hasValue(0);
			assertThat(answer.status()).isEqualTo(400);
		}
		admin().send("DELETE", "/engine-rest/filter/" + filter, null);
	}

	@Test
	void clerkStoresNoFilter() {
		KefuClient.Answer answer = clerk().post("/engine-rest/filter/create",
				Map.of("resourceType", "Task", "name", "mine", "query", Map.of(), "properties", Map.of()));
		assertThat(answer.status()).isEqualTo(403);
	}

	@Test
	void expressionThroughTasklistRunsNoCode() throws Exception {
		WebAppSession.Answer answer = WebAppSession.of(this.port, "customerService", "tasklist")
			.post("/camunda/api/engine/engine/default/task?maxResults=10",
					new ObjectMapper().writeValueAsString(orQuery("assigneeExpression", ATTACK)));
		assertThat(executed).hasValue(0);
		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/camunda/api/admin/setup/default/user/create",
			"/camunda/api/admin/setup/default/user/create/", "/camunda/api/admin//setup/default/user/create",
			"/camunda/api/admin/setup;x=y/default/user/create", "/camunda/api/admin/%73etup/default/user/create",
			"/camunda/api/admin/x/../setup/default/user/create" })
	void nobodyCreatesAnAdministratorThroughSetupEvenWithoutOne(String path) {
		String user = "{\"profile\":{\"id\":\"intruder\",\"firstName\":\"a\",\"lastName\":\"b\"},"
				+ "\"credentials\":{\"password\":\"intruder\"}}";
		WebAppSession setup = WebAppSession.anybody(this.port, "welcome");
		this.identity.deleteMembership("admin", Groups.CAMUNDA_ADMIN);
		try {
			assertThat(setup.post(path, user).status()).isEqualTo(404);
			assertThat(this.identity.createUserQuery().userId("intruder").count()).isZero();
		}
		finally {
			this.identity.createMembership("admin", Groups.CAMUNDA_ADMIN);
			this.identity.deleteUser("intruder");
		}
	}

	private void assertThatFilterRunsNothing(Map<String, Object> query) {
		KefuClient.Answer created = admin().post("/engine-rest/filter/create",
				Map.of("resourceType", "Task", "name", "attack", "query", query, "properties", Map.of()));
		assertThat(created.status()).isEqualTo(200);
		String filter = "/engine-rest/filter/" + created.json().path("id").asText();
		KefuClient.Answer listed = admin().get(filter + "/list?maxResults=10");
		KefuClient.Answer counted = admin().get(filter + "/count");
		assertThat(admin().send("DELETE", filter, null).status()).isEqualTo(204);
		assertThat(executed).hasValue(0);
		assertThat(listed.status()).isEqualTo(400);
		assertThat(counted.status()).isEqualTo(400);
	}

	private static Map<String, Object> orQuery(String parameter, String expression) {
		return Map.of("orQueries", List.of(Map.of(parameter, expression)));
	}

	private KefuClient clerk() {
		return new KefuClient(this.port, "customerService");
	}

	private KefuClient admin() {
		return new KefuClient(this.port, "admin");
	}

}
