package io.kefu.audit;

import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.WebAppSession;
import io.kefu.WebAppSession.Answer;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 决策审计： what was evaluated, and which rules of a table fired how often.
 */
@ApplicationTest
class DecisionAuditTests {

	private static final String MARCH = "&from=2026-03-01&to=2026-03-31";

	@Autowired
	private ProbeProcess probe;

	@Autowired
	private CaseDriver cases;

	@LocalServerPort
	private int port;

	private final String key = ProbeProcess.key();

	private String deployment;

	private WebAppSession auditor;

	@BeforeEach
	void fourEvaluations() {
		this.deployment = this.probe.deployTable(this.key, 100);
		this.auditor = WebAppSession.of(this.port, "auditor", "cockpit");
		this.probe.evaluate(this.key, 5, "2026-03-02T09:00:00+08:00");
		this.probe.evaluate(this.key, 50, "2026-03-03T09:00:00+08:00");
		this.probe.evaluate(this.key, 7, "2026-03-04T09:00:00+08:00");
		this.probe.evaluate(this.key, 500, "2026-03-05T09:00:00+08:00");
		ClockUtil.reset();
	}

	@AfterEach
	void forget() {
		ClockUtil.reset();
		this.probe.remove(this.deployment);
	}

	@Test
	void evaluationShowsInputsOutputsAndTheRuleThatFired() {
		JsonNode rows = decisions("").path("rows");
		assertThat(rows).hasSize(4);
		JsonNode newest = rows.path(0);
		assertThat(newest.path("decisionKey").asText()).isEqualTo(this.key);
		assertThat(newest.path("name").asText()).isEqualTo("规模");
		assertThat(newest.path("version").asInt()).isEqualTo(1);
		assertThat(newest.path("at").asText()).isEqualTo("2026-03-05T09:00:00+08:00");
		assertThat(newest.path("caseNo").isNull()).isTrue();
		assertThat(newest.path("inputs").toString()).isEqualTo("[{\"name\":\"数量\",\"value\":\"500\"}]");
		assertThat(newest.path("rules").toString())
			.isEqualTo("[{\"number\":3,\"ruleId\":\"Rule_Large\",\"description\":\"规则大\","
					+ "\"outputs\":[{\"name\":\"规模\",\"value\":\"大\"}]}]");
		assertThat(newest.path("outputs").path(0).toString()).isEqualTo("{\"name\":\"规模\",\"value\":\"大\"}");
		assertThat(rows.path(3).path("outputs").findValuesAsText("value")).containsExactly("小", "少于十");
		assertThat(rows.path(3).path("rules").path(0).path("number").asInt()).isEqualTo(1);
	}

	@Test
	void evaluationsAreFilteredByRuleAndDay() {
		JsonNode small = decisions("&rule=Rule_Small");
		assertThat(small.path("rows").findValuesAsText("at")).containsExactly("2026-03-04T09:00:00+08:00",
				"2026-03-02T09:00:00+08:00");
		assertThat(small.path("total").asInt()).isEqualTo(2);
		assertThat(decisions("&rule=Rule_Negative").path("rows")).isEmpty();
		assertThat(decisions("&from=2026-03-03&to=2026-03-04").path("rows").findValuesAsText("at"))
			.containsExactly("2026-03-04T09:00:00+08:00", "2026-03-03T09:00:00+08:00");
	}

	@Test
	void rulesSayHowOftenTheyFiredAndWhichNeverDid() {
		JsonNode table = rules(MARCH);
		assertThat(table.path("name").asText()).isEqualTo("规模");
		assertThat(table.path("version").asInt()).isEqualTo(1);
		assertThat(table.path("evaluations").asInt()).isEqualTo(4);
		assertThat(table.path("inputs").toString()).isEqualTo("[\"数量\"]");
		assertThat(table.path("outputs").toString()).isEqualTo("[\"规模\",\"说明\"]");
		assertThat(table.path("rules").findValuesAsText("ruleId")).containsExactly("Rule_Small", "Rule_Medium",
				"Rule_Large", "Rule_Negative");
		assertThat(table.path("rules").findValuesAsText("fired")).containsExactly("2", "1", "1", "0");
		assertThat(table.path("rules").findValuesAsText("lastFiredAt")).containsExactly("2026-03-04T09:00:00+08:00",
				"2026-03-03T09:00:00+08:00", "2026-03-05T09:00:00+08:00", "null");
		assertThat(table.path("rules").path(1).path("inputEntries").toString()).isEqualTo("[\"(10..100]\"]");
		assertThat(table.path("rules").path(2).path("outputEntries").toString()).isEqualTo("[\"\\\"大\\\"\",\"\"]");
		JsonNode later = rules("&from=2026-03-05&to=2026-03-31");
		assertThat(later.path("rules").findValuesAsText("fired")).containsExactly("0", "0", "1", "0");
		assertThat(later.path("rules").path(0).path("lastFiredAt").asText()).as("in all of the history")
			.isEqualTo("2026-03-04T09:00:00+08:00");
	}

	@Test
	void rulesAreCountedForTheVersionThatWasEvaluated() {
		String second = this.probe.deployTable(this.key, 40);
		try {
			this.probe.evaluate(this.key, 50, "2026-03-10T09:00:00+08:00");
			ClockUtil.reset();
			assertThat(rules(MARCH).path("version").asInt()).isEqualTo(2);
			assertThat(rules(MARCH).path("rules").findValuesAsText("fired")).containsExactly("0", "0", "1", "0");
			assertThat(rules("&version=1" + MARCH).path("rules").findValuesAsText("fired")).containsExactly("2", "1",
					"1", "0");
			assertThat(decisions("").path("rows").findValuesAsText("version")).containsExactly("2", "1", "1", "1", "1");
			assertThat(tables(this.auditor).toString())
				.contains("{\"key\":\"" + this.key + "\",\"name\":\"规模\",\"versions\":[2,1]}");
		}
		finally {
			this.probe.remove(second);
		}
	}

	@Test
	void decisionsOfACaseAreFoundByItsNumberWithProcessAndActivity() {
		String caseNo = this.cases.start("demand-handling",
				CaseDriver.filedBy("决策客户" + this.key, Map.of("channel", "email", "inAnswerScope", true)));
		JsonNode rows = this.auditor.json("decisions?decision=deadline&caseNo=" + caseNo).path("rows");
		assertThat(rows).isNotEmpty();
		assertThat(rows.findValuesAsText("caseNo")).containsOnly(caseNo);
		assertThat(rows.findValuesAsText("processKey")).containsOnly("demand-handling");
		JsonNode row = rows.path(0);
		assertThat(row.path("inputs").findValuesAsText("name")).containsExactly("时限", "严重程度", "复杂问题");
		assertThat(row.path("outputs").findValuesAsText("name")).startsWith("名称", "数量", "单位", "起算点");
		assertThat(row.path("rules").path(0).path("description").asText()).isNotEmpty();
	}

	@Test
	void pagesFollowOneAnotherWithoutGapsAndTheCountIsCapped() {
		for (int i = 0; i < 60; i++) {
			this.probe.evaluate(this.key, i, "2026-04-01T09:00:00+08:00");
		}
		ClockUtil.reset();
		JsonNode first = decisions("");
		assertThat(first.path("rows")).hasSize(50);
		assertThat(first.path("total").asInt()).isEqualTo(64);
		assertThat(first.path("capped").asBoolean()).isFalse();
		JsonNode second = decisions("&after=" + first.path("next").asText());
		assertThat(second.path("rows")).hasSize(14);
		assertThat(second.path("next").isNull()).isTrue();
		assertThat(second.path("rows").findValuesAsText("id"))
			.doesNotContainAnyElementsOf(first.path("rows").findValuesAsText("id"));
	}

	@ParameterizedTest
	@CsvSource({ "decisions?rule=Rule_1, 400, 按规则（参数“rule”）筛选时，请先选择决策表（参数“decision”）",
			"decisions?from=2026-13-01, 400, 参数“from”的值“2026-13-01”不是日期，请按“2026-11-22”的格式填写",
			"decisions?after=xyz, 400, 翻页位置“after”无效，请从第一页重新查询", "decisions/rules, 400, 请选择决策表（参数“decision”）",
			"decisions/rules?decision=none, 404, 没有决策表“none”，或者您不能查看它的历史",
			"decisions/rules?decision=deadline&version=99, 404, 没有决策表“deadline”的版本99，或者您不能查看它的历史" })
	void badParametersAreRefusedInChinese(String path, int status, String detail) {
		Answer response = this.auditor.audit(path);
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.json().path("detail").asText()).isEqualTo(detail);
	}

	@Test
	void evaluationInAProcessNeedsTheProcessToBeVisibleToo() {
		this.cases.start("demand-handling",
				CaseDriver.filedBy("隐藏客户" + this.key, Map.of("channel", "email", "inAnswerScope", true)));
		String login = "probe" + UUID.randomUUID().toString().replace("-", "");
		this.probe.user(login);
		try {
			WebAppSession clerk = WebAppSession.of(this.port, login, "cockpit");
			assertThat(tables(clerk)).isEmpty();
			assertThat(clerk.json("decisions").path("rows")).isEmpty();
			this.probe.mayReadDecision(login, this.key);
			this.probe.mayReadDecision(login, "deadline");
			assertThat(tables(clerk).findValuesAsText("key")).containsExactlyInAnyOrder(this.key, "deadline");
			assertThat(clerk.json("decisions?decision=" + this.key).path("total").asInt()).isEqualTo(4);
			assertThat(clerk.json("decisions?decision=deadline").path("rows").findValuesAsText("processKey"))
				.doesNotContain("demand-handling");
			this.probe.mayReadHistory(login, "faq-entry");
			assertThat(clerk.json("decisions?decision=deadline").path("rows").findValuesAsText("processKey"))
				.doesNotContain("demand-handling");
			assertThat(clerk.json("decisions?decision=complaint-severity").path("rows")).isEmpty();
			assertThat(clerk.audit("decisions/rules?decision=complaint-severity").status()).isEqualTo(404);
			this.probe.mayReadHistory(login, "demand-handling");
			assertThat(clerk.json("decisions?decision=deadline").path("rows").findValuesAsText("processKey"))
				.contains("demand-handling");
		}
		finally {
			this.probe.removeUser(login);
		}
		for (String path : new String[] { "decisions", "decisions/tables", "decisions/rules?decision=deadline" }) {
			assertThat(WebAppSession.of(this.port, "customerService", "tasklist").audit(path).status()).as(path)
				.isEqualTo(403);
		}
	}

	private JsonNode decisions(String query) {
		return this.auditor.json("decisions?decision=" + this.key + query);
	}

	private JsonNode rules(String query) {
		Answer response = this.auditor.audit("decisions/rules?decision=" + this.key + query);
		assertThat(response.status()).as(response.text()).isEqualTo(200);
		return response.json();
	}

	private static JsonNode tables(WebAppSession user) {
		return user.json("decisions/tables");
	}

}
