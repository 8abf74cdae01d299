package io.kefu.audit;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.StandIns;
import io.kefu.WebAppSession;
import io.kefu.WebAppSession.Answer;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 历史实例： what an auditor finds by which filter, and pages that show each instance once.
 */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class InstancesTests {

	private static final String MANY = "audit-paging";

	private static final int COUNT = 120;

	@LocalServerPort
	private int port;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Instances instances;

	private AuditFixture fixture;

	private WebAppSession auditor;

	private String deployment;

	private String customer;

	private String running;

	private String withdrawn;

	private String terminated;

	private String done;

	@BeforeAll
	void work() {
		this.fixture = new AuditFixture(this.engine, this.cases);
		this.auditor = WebAppSession.of(this.port, "auditor", "cockpit");
		this.customer = "历史客户" + UUID.randomUUID().toString().substring(0, 8);
		this.running = this.fixture.demandInRepair(this.customer, "2026-03-02T10:00:00+08:00");
		this.cases.fire(this.running, "Event_AgreeModeOverdue");
		this.cases.fire(this.running, "Event_AgreeModeOverdue");
		this.withdrawn = this.fixture.demandInRepair(this.customer, "2026-03-03T10:00:00+08:00");
		this.engine.getRuntimeService()
			.startProcessInstanceByKey("case-instruction",
					Map.of("caseNo", this.withdrawn, "instruction", "withdraw", "note", "客户已自行解决"));
		this.terminated = this.fixture.demandInRepair(this.customer, "2026-03-04T10:00:00+08:00");
		this.fixture.as("admin", () -> this.engine.getRuntimeService()
			.deleteProcessInstance(this.fixture.instance(this.terminated, "demand-handling"), "重复登记"));
		this.done = this.fixture.demandInRepair(this.customer, "2026-03-04T23:59:59+08:00");
		CaseDriver.now("2026-03-05T10:00:00+08:00");
		this.fixture.work("customerService", this.done, "Task_AgreeMode", Map.of("serviceMode", "decline"));
		this.jdbc.sql("update service_case set severity = 'A' where case_no = ?").param(this.done).update();
		startMany();
		ClockUtil.reset();
	}

	/** Some at the same moment, some without a case number, some ended. */
	private void startMany() {
		this.deployment = this.engine.getRepositoryService()
			.createDeployment()
			.addModelInstance(MANY + ".bpmn", StandIns.oneStep(MANY, "Task_Many"))
			.deploy()
			.getId();
		long start = CaseDriver.now("2026-02-01T00:00:00+08:00").toEpochMilli();
		for (int i = 0; i < COUNT; i++) {
			ClockUtil.setCurrentTime(new Date(start + (i / 3) * 60_000L));
			String id = this.engine.getRuntimeService()
				.startProcessInstanceByKey(MANY, (i % 4 != 0) ? "AP-" + (i % 7) : null)
				.getId();
			if (i % 2 == 0) {
				ClockUtil.setCurrentTime(new Date(start + (i / 5) * 3_600_000L + 3_600_000L));
				Task task = this.engine.getTaskService().createTaskQuery().processInstanceId(id).singleResult();
				this.engine.getTaskService().complete(task.getId());
			}
		}
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@AfterAll
	void clear() {
		this.engine.getRepositoryService().deleteDeployment(this.deployment, true);
	}

	@Test
	void rowTellsWhatTheInstanceIsAndHowItStands() {
		JsonNode row = only("caseNo=" + this.running + "&process=hardware-repair");
		assertThat(row.path("id").asText()).isEqualTo(this.fixture.instance(this.running, "hardware-repair"));
		assertThat(row.path("caseNo").asText()).isEqualTo(this.running);
		assertThat(row.path("processName").asText()).isEqualTo("硬件维修");
		assertThat(row.path("version").asInt()).isPositive();
		assertThat(row.path("versionTag").asText()).isEqualTo("1.0");
		assertThat(row.path("definitionId").asText()).startsWith("hardware-repair:");
		assertThat(row.path("state").asText()).isEqualTo("active");
		assertThat(row.path("startedAt").asText()).isEqualTo("2026-03-02T10:00:00+08:00");
		assertThat(row.path("endedAt").isNull()).isTrue();
		assertThat(row.path("durationMs").isNull()).isTrue();
		assertThat(row.path("customerName").asText()).isEqualTo(this.customer);
		assertThat(row.path("severity").isNull()).isTrue();
		assertThat(row.path("missed").asInt()).isEqualTo(1);
		JsonNode first = only("caseNo=" + this.running + "&process=demand-handling");
		assertThat(first.path("startedBy").asText()).isEqualTo("customerService");
		assertThat(first.path("startedByName").asText()).isEqualTo("王芳");
		assertThat(first.path("missed").asInt()).isZero();
		JsonNode ended = only("caseNo=" + this.done + "&process=hardware-repair");
		assertThat(ended.path("endedAt").asText()).isEqualTo("2026-03-05T10:00:00+08:00");
		assertThat(ended.path("durationMs").asLong()).isEqualTo(36_001_000L);
		assertThat(ended.path("severity").asText()).isEqualTo("A");
	}

	@Test
	void caseIsFoundByItsNumberOrByHowItBegins() {
		assertThat(rows("caseNo=" + this.running)).extracting((row) -> row.path("processKey").asText())
			.contains("demand-handling", "hardware-repair");
		assertThat(caseNos("caseNo=" + this.running.toLowerCase())).containsOnly(this.running);
		assertThat(caseNos("process=demand-handling&caseNo=" + this.running.substring(0, 11))).contains(this.running)
			.doesNotContain(this.withdrawn);
		assertThat(rows("caseNo=KF-99999999-1")).isEmpty();
	}

	@Test
	void processAndVersionLimitTheList() {
		JsonNode processes = this.auditor.json("processes");
		JsonNode demand = process(processes, "demand-handling");
		assertThat(demand.path("name").asText()).isEqualTo("用户服务需求处理");
		JsonNode version = demand.path("versions").get(0);
		assertThat(version.path("versionTag").asText()).isEqualTo("1.0");
		assertThat(version.path("definitionId").asText()).startsWith("demand-handling:");
		assertThat(version.path("deployedAt").asText()).endsWith("+08:00");
		String of = "caseNo=" + this.running + "&process=demand-handling&version=";
		assertThat(rows(of + version.path("version").asInt())).hasSize(1);
		assertThat(rows(of + "999")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "active, running", "completed, done", "withdrawn, withdrawn", "terminated, terminated" })
	void stateSaysHowAnInstanceEnded(String state, String of) {
		Map<String, String> cases = Map.of("running", this.running, "done", this.done, "withdrawn", this.withdrawn,
				"terminated", this.terminated);
		for (String caseNo : cases.values()) {
			List<JsonNode> rows = rows("process=hardware-repair&caseNo=" + caseNo + "&state=" + state);
			assertThat(rows).as(caseNo).hasSize(caseNo.equals(cases.get(of)) ? 1 : 0);
			rows.forEach((row) -> assertThat(row.path("state").asText()).isEqualTo(state));
		}
	}

	@Test
	void processWithWhichAWithdrawnCaseBeganIsWithdrawnToo() {
		assertThat(only("process=demand-handling&caseNo=" + this.withdrawn).path("state").asText())
			.isEqualTo("withdrawn");
		assertThat(only("process=demand-handling&caseNo=" + this.done).path("state").asText()).isEqualTo("active");
	}

	@Test
	void periodCountsWholeDaysInChina() {
		String demands = "process=demand-handling&participant=customerService";
		assertThat(caseNos(demands + "&from=2026-03-02&to=2026-03-04")).contains(this.running, this.withdrawn,
				this.terminated, this.done);
		assertThat(caseNos(demands + "&from=2026-03-03&to=2026-03-03")).contains(this.withdrawn)
			.doesNotContain(this.running, this.terminated);
		assertThat(caseNos(demands + "&from=2026-03-05")).doesNotContain(this.done);
		assertThat(caseNos(demands + "&to=2026-03-02&from=2026-03-02&sort=endedAt")).contains(this.running)
			.doesNotContain(this.withdrawn);
	}

	@Test
	void participantIsWhoHadATaskOrDidSomething() {
		String of = "process=demand-handling&caseNo=" + this.terminated + "&participant=";
		assertThat(rows(of + "customerServiceLead")).hasSize(1);
		assertThat(rows(of + "customerService")).hasSize(1);
		assertThat(rows(of + "admin")).as("has ended it").hasSize(1);
		assertThat(rows(of + "quality")).isEmpty();
		assertThat(rows("process=hardware-repair&caseNo=" + this.terminated + "&participant=customerServiceLead"))
			.isEmpty();
	}

	@Test
	void severityAndMissedDeadlinesLimitTheList() {
		assertThat(caseNos("severity=A&participant=customerService")).contains(this.done)
			.doesNotContain(this.running, this.withdrawn);
		assertThat(caseNos("process=hardware-repair&missed=true")).contains(this.running)
			.doesNotContain(this.done, this.withdrawn);
		assertThat(rows("process=hardware-repair&missed=false&caseNo=" + this.running)).isEmpty();
		assertThat(rows("process=hardware-repair&missed=false&caseNo=" + this.done)).hasSize(1);
	}

	@Test
	void deadlineThatWasMissedIsFoundByItsName() {
		String missed = this.jdbc.sql("select label from clock where case_no = ? and state = 'BREACHED'")
			.param(this.running)
			.query(String.class)
			.single();
		String met = this.jdbc.sql("select label from clock where case_no = ? and state = 'MET' limit 1")
			.param(this.done)
			.query(String.class)
			.single();
		assertThat(caseNos("process=hardware-repair&clock=" + WebAppSession.encoded(missed))).contains(this.running);
		assertThat(rows("process=hardware-repair&caseNo=" + this.done + "&clock=" + WebAppSession.encoded(met)))
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "startedAt, asc", "startedAt, desc", "endedAt, asc", "endedAt, desc", "duration, asc",
			"duration, desc", "caseNo, asc", "caseNo, desc" })
	void pagesInAnyOrderShowEachInstanceOnce(String sort, String order) {
		for (String filter : List.of("", "&from=2026-01-31&to=2026-02-02", "&state=completed")) {
			String query = "process=" + MANY + "&sort=" + sort + "&order=" + order + filter;
			int expected = filter.endsWith("completed") ? COUNT / 2 : COUNT;
			List<JsonNode> rows = new ArrayList<>();
			String after = "";
			for (int page = 0; after != null; page++) {
				JsonNode answer = this.auditor.json("instances?" + query + after);
				assertThat(answer.path("total").asInt()).isEqualTo(expected);
				assertThat(answer.path("capped").asBoolean()).isFalse();
				assertThat(answer.path("rows")).hasSizeLessThanOrEqualTo(50);
				answer.path("rows").forEach(rows::add);
				after = answer.path("next").isNull() ? null : "&after=" + answer.path("next").asText();
				assertThat(page).isLessThan(4);
			}
			assertThat(rows).extracting((row) -> row.path("id").asText()).doesNotHaveDuplicates().hasSize(expected);
			List<String> values = rows.stream().map((row) -> position(row, sort)).toList();
			List<String> sorted = new ArrayList<>(values);
			sorted.sort(order.equals("asc") ? String::compareTo : (a, b) -> b.compareTo(a));
			assertThat(values).as(query).isEqualTo(sorted);
		}
	}

	/** What still runs counts as the latest and longest. */
	private static String position(JsonNode row, String sort) {
		return switch (sort) {
			case "duration" ->
				row.path("durationMs").isNull() ? "z" : "%015d".formatted(row.path("durationMs").asLong());
			case "caseNo" -> row.path("caseNo").isNull() ? "" : row.path("caseNo").asText();
			default -> row.path(sort).isNull() ? "z" : row.path(sort).asText();
		};
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			state=finished | state
			severity=E | severity
			missed=maybe | missed
			sort=name | sort
			order=up | order
			from=2026-02-30 | from
			to=22.11.2026 | to
			from=2026-03-02&to=2026-03-01 | to
			version=1 | version
			process=demand-handling&version=one | version
			process=demand-handling&version=-1 | version
			process=no-such-process | process
			after=xyz | after
			after=%25%25 | after
			after=PXgAPXgA | after
			""")
	void badParameterIsRefusedInChineseAndNamed(String query, String field) {
		Answer answer = this.auditor.audit("instances?" + query);
		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(answer.type()).startsWith("application/problem+json");
		assertThat(answer.json().path("errors").get(0).path("field").asText()).isEqualTo(field);
		assertThat(answer.json().path("detail").asText()).contains("“" + field + "”").containsPattern("\\p{IsHan}{2}");
	}

	@Test
	void positionOfOneListIsRefusedInAnother() {
		String next = this.auditor.json("instances?process=" + MANY + "&sort=startedAt").path("next").asText();
		assertThat(this.auditor.audit("instances?process=" + MANY + "&sort=duration&after=" + next).status())
			.isEqualTo(400);
		assertThat(this.auditor.audit("instances?process=" + MANY + "&sort=startedAt&order=asc&after=" + next).status())
			.isEqualTo(400);
	}

	@Test
	void forgedPositionIsRefused() {
		for (Object position : List.of("2026-99-99 00:00:00", "now()", "")) {
			String after = Parameters.cursor("STARTED_AT", true, position, "x");
			assertThat(this.auditor.audit("instances?after=" + after).status()).as("" + position).isEqualTo(400);
		}
		assertThat(this.auditor
			.audit("instances?sort=duration&after=" + Parameters.cursor("DURATION", true, "99999999999999999999", "x"))
			.status()).isEqualTo(400);
	}

	@Test
	void textThatIsNoSqlFindsNothing() {
		assertThat(rows("caseNo=" + WebAppSession.encoded("' or 1=1 --"))).isEmpty();
		assertThat(rows("participant=" + WebAppSession.encoded("%"))).isEmpty();
	}

	@Test
	void rowsOfAllPagesComeOneAfterTheOther() {
		List<String> ids = new ArrayList<>();
		InstanceFilter all = new InstanceFilter(null, MANY, null, null, null, null, null, null, null, null,
				InstanceFilter.Sort.STARTED_AT, true);
		this.instances.each(all, Set.of(MANY), 100, (row) -> ids.add(row.id()));
		assertThat(ids).hasSize(100).doesNotHaveDuplicates();
		ids.clear();
		this.instances.each(all, Set.of(MANY), 100_000, (row) -> ids.add(row.id()));
		assertThat(ids).hasSize(COUNT).doesNotHaveDuplicates();
	}

	private JsonNode only(String query) {
		List<JsonNode> rows = rows(query);
		assertThat(rows).as(query).hasSize(1);
		return rows.get(0);
	}

	private List<String> caseNos(String query) {
		return rows(query).stream().map((row) -> row.path("caseNo").asText()).toList();
	}

	private List<JsonNode> rows(String query) {
		List<JsonNode> rows = new ArrayList<>();
		this.auditor.json("instances?" + query).path("rows").forEach(rows::add);
		return rows;
	}

	private static JsonNode process(JsonNode processes, String key) {
		for (JsonNode process : processes) {
			if (process.path("key").asText().equals(key)) {
				return process;
			}
		}
		throw new AssertionError(key + " is not among " + processes);
	}

}
