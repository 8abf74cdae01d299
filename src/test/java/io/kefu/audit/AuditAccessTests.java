package io.kefu.audit;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.WebAppSession;
import io.kefu.WebAppSession.Answer;
import io.kefu.report.InternalReportProcess;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who sees what through the audit interface: Cockpit's own filter lets in everybody who
 * is logged in.
 */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class AuditAccessTests {

	private static final String REPORT = InternalReportProcess.KEY;

	@LocalServerPort
	private int port;

	@Autowired
	private ProcessEngine engine;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private ProbeProcess probe;

	@Autowired
	private JdbcClient jdbc;

	private String caseNo;

	private String demand;

	private String repair;

	private String report;

	@BeforeAll
	void workAndPeople() {
		AuditFixture fixture = new AuditFixture(this.engine, this.cases);
		this.caseNo = fixture.demandInRepair("权限客户" + UUID.randomUUID().toString().substring(0, 8),
				"2026-03-09T10:00:00+08:00");
		ClockUtil.reset();
		this.demand = fixture.instance(this.caseNo, "demand-handling");
		this.repair = fixture.instance(this.caseNo, "hardware-repair");
		this.report = this.engine.getRuntimeService()
			.startProcessInstanceByKey(REPORT,
					Map.of("reportCategory", "其他违规行为", "reportedParty", "某部门", "reportContent", "隐瞒超期案件"))
			.getId();
		// Works for the repair shop only, and may open Cockpit.
		this.probe.user("shop");
		this.probe.mayReadHistory("shop", "hardware-repair");
		// May open Cockpit, and nothing else.
		this.probe.user("guest");
		// Has the grant, but is not of the supervision group.
		this.probe.user("snooper");
		this.probe.mayReadHistory("snooper", REPORT);
	}

	@AfterAll
	void clear() {
		List.of("shop", "guest", "snooper").forEach(this.probe::removeUser);
		this.engine.getRuntimeService().deleteProcessInstance(this.report, "test");
		this.engine.getHistoryService().deleteHistoricProcessInstance(this.report);
	}

	@Test
	void nobodyReadsWithoutALogin() {
		assertThat(WebAppSession.anybody(this.port, "cockpit").audit("instances").status()).isEqualTo(401);
	}

	@Test
	void clerkWhoHasOnlyTasklistIsRefusedEverywhere() {
		for (String login : List.of("customerService", "production", "engineeringLead")) {
			WebAppSession clerk = WebAppSession.of(this.port, login, "tasklist");
			for (String path : List.of("processes", "instances", "instances?caseNo=" + this.caseNo,
					"instances/" + this.demand, "instances/" + this.demand + "/diagram")) {
				Answer answer = clerk.audit(path);
				assertThat(answer.status()).as(login + " " + path).isEqualTo(403);
				assertThat(answer.type()).startsWith("application/problem+json");
				assertThat(answer.json().path("detail").asText()).contains("权限");
				assertThat(answer.text()).doesNotContain(this.caseNo);
			}
		}
	}

	@Test
	void clerkOfAnotherDepartmentReadsOnlyTheProcessesThatAreGranted() {
		WebAppSession shop = WebAppSession.of(this.port, "shop", "cockpit");
		assertThat(shop.json("processes").findValuesAsText("key")).containsExactly("hardware-repair");
		assertThat(shop.json("instances?caseNo=" + this.caseNo).path("rows").findValuesAsText("id"))
			.containsExactly(this.repair);
		assertThat(shop.json("instances").path("rows").findValuesAsText("processKey")).containsOnly("hardware-repair");
		assertThat(shop.audit("instances?process=demand-handling").status()).isEqualTo(400);
		assertThat(shop.audit("instances/" + this.demand).status()).isEqualTo(404);
		assertThat(shop.audit("instances/" + this.demand + "/diagram").status()).isEqualTo(404);
		assertThat(shop.audit("instances/no-such-instance").text())
			.isEqualTo(shop.audit("instances/" + this.demand).text());
	}

	@Test
	void whatOtherDepartmentsDidInTheSameCaseStaysHidden() {
		WebAppSession shop = WebAppSession.of(this.port, "shop", "cockpit");
		var audit = shop.json("instances/" + this.repair);
		assertThat(audit.path("caller").isNull()).isTrue();
		assertThat(audit.path("messages")).isEmpty();
		assertThat(audit.path("decisions")).isEmpty();
		assertThat(audit.path("timeline").findValuesAsText("kind")).contains("task", "clock")
			.doesNotContain("case", "message", "decision");
		assertThat(audit.toString()).doesNotContain(this.demand, "Task_AnalyseDemand");
		assertThat(shop.audit("instances/" + this.repair + "/diagram").text()).contains("id=\"hardware-repair\"");
	}

	@Test
	void whoMayOnlyOpenCockpitFindsNothing() {
		WebAppSession guest = WebAppSession.of(this.port, "guest", "cockpit");
		assertThat(guest.json("processes")).isEmpty();
		assertThat(guest.json("instances").path("rows")).isEmpty();
		assertThat(guest.json("instances").path("total").asInt()).isZero();
		assertThat(guest.audit("instances/" + this.repair).status()).isEqualTo(404);
	}

	@Test
	void auditorReadsEverythingButTheInternalReports() {
		for (String login : List.of("auditor", "admin")) {
			WebAppSession auditor = WebAppSession.of(this.port, login, "cockpit");
			List<String> keys = this.jdbc.sql("select distinct key_ from act_re_procdef where key_ <> ? order by key_")
				.param(REPORT)
				.query(String.class)
				.list();
			assertThat(auditor.json("processes").findValuesAsText("key")).containsExactlyElementsOf(keys);
			assertThat(auditor.json("instances?caseNo=" + this.caseNo).path("rows").findValuesAsText("id"))
				.contains(this.demand, this.repair);
			assertThat(auditor.audit("instances/" + this.demand).status()).isEqualTo(200);
			assertThat(auditor.json("instances?sort=startedAt").path("rows").findValuesAsText("processKey"))
				.doesNotContain(REPORT);
			assertThat(auditor.audit("instances?process=" + REPORT).status()).isEqualTo(400);
			assertThat(auditor.audit("instances/" + this.report).status()).isEqualTo(404);
			assertThat(auditor.audit("instances/" + this.report + "/diagram").status()).isEqualTo(404);
		}
	}

	@Test
	void supervisionReadsInternalReportsAndNobodyElseEvenWithTheGrant() {
		WebAppSession supervision = WebAppSession.of(this.port, "supervision", "cockpit");
		assertThat(supervision.json("processes").findValuesAsText("key")).containsExactly(REPORT);
		assertThat(supervision.json("instances").path("rows").findValuesAsText("id")).contains(this.report);
		assertThat(supervision.json("instances/" + this.report).path("instance").path("state").asText())
			.isEqualTo("active");
		assertThat(supervision.audit("instances/" + this.repair).status()).isEqualTo(404);
		WebAppSession snooper = WebAppSession.of(this.port, "snooper", "cockpit");
		assertThat(snooper.audit("instances/" + this.report).status()).isEqualTo(404);
	}

	@Test
	void nobodyChangesAnythingThroughTheInterface() {
		String before = state();
		for (String login : List.of("auditor", "admin")) {
			WebAppSession client = WebAppSession.of(this.port, login, "cockpit");
			for (String path : List.of("instances", "instances/" + this.repair, "instances/" + this.repair + "/diagram",
					"processes")) {
				for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
					assertThat(client.audit(method, path).status()).as(login + " " + method + " " + path)
						.isIn(403, 404, 405);
				}
			}
		}
		assertThat(state()).isEqualTo(before);
	}

	private String state() {
		return this.jdbc.sql("""
				select (select count(*) from act_hi_procinst) || ' ' || (select count(*) from act_hi_op_log
				  where operation_type_ not in ('Login', 'Logout')) || ' ' || (select count(*) from case_event)""")
			.query(String.class)
			.single();
	}

}
