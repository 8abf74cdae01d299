package io.kefu.audit;

import java.time.Duration;
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
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 流程总览： the figures, recomputed by hand for four instances in March.
 */
@ApplicationTest
class OverviewTests {

	private static final String MARCH = "&from=2026-03-01&to=2026-03-31";

	@Autowired
	private ProbeProcess probe;

	@Autowired
	private JdbcClient jdbc;

	@LocalServerPort
	private int port;

	private final String key = ProbeProcess.key();

	private final String caseNo = "KF-20260302-" + UUID.randomUUID().toString().substring(0, 8);

	private String deployment;

	private WebAppSession auditor;

	@BeforeEach
	void fourInstances() {
		this.deployment = this.probe.deploy(this.key, "统计样例");
		this.auditor = WebAppSession.of(this.port, "auditor", "cockpit");
		this.jdbc
			.sql("""
					insert into customer (name) values (:no);
					insert into service_case (case_no, process_instance_id, channel, customer_id, description, received_at,
					  registered_at, registered_by)
					select :no, 'probe', 'hotline', id, '不亮', now(), now(), 'customerService' from customer where name = :no""")
			.param("no", this.caseNo)
			.update();
		String again = this.probe.start(this.key, this.caseNo, "2026-03-02T09:00:00+08:00");
		this.probe.complete(again, "2026-03-02T10:00:00+08:00", false);
		this.probe.complete(again, "2026-03-02T12:00:00+08:00", true);
		this.probe.complete(again, "2026-03-02T15:00:00+08:00", false);
		this.probe.complete(again, "2026-03-02T16:00:00+08:00", false);
		String quick = this.probe.start(this.key, this.caseNo, "2026-03-03T09:00:00+08:00");
		this.probe.complete(quick, "2026-03-03T11:00:00+08:00", false);
		this.probe.complete(quick, "2026-03-03T13:00:00+08:00", false);
		String slow = this.probe.start(this.key, this.caseNo, "2026-03-09T09:00:00+08:00");
		this.probe.complete(slow, "2026-03-09T13:00:00+08:00", false);
		this.probe.complete(slow, "2026-03-09T19:00:00+08:00", false);
		String open = this.probe.start(this.key, this.caseNo, "2026-03-10T09:00:00+08:00");
		this.probe.complete(open, "2026-03-10T10:00:00+08:00", false);
		clock(again, "reply", "MET", "2026-03-03T09:00:00+08:00", "2026-03-02T10:00:00+08:00");
		clock(again, "solution", "BREACHED", "2026-03-02T15:00:00+08:00", "2026-03-02T16:00:00+08:00");
		clock(quick, "reply", "MET", "2026-03-04T09:00:00+08:00", "2026-03-03T11:00:00+08:00");
		clock(open, "reply", "BREACHED", "2026-03-11T09:00:00+08:00", null);
		clock(open, "relay", "MET", "2026-03-20T09:00:00+08:00", "2026-03-10T09:30:00+08:00");
		clock(open, "solution", "RUNNING", "2026-03-12T09:00:00+08:00", null);
		clock(slow, "solution", "CANCELLED", "2026-03-12T09:00:00+08:00", "2026-03-09T19:00:00+08:00");
		ClockUtil.reset();
	}

	@AfterEach
	void forget() {
		ClockUtil.reset();
		this.jdbc.sql("""
				delete from clock where case_no = :no; delete from case_department where case_no = :no;
				delete from service_case where case_no = :no; delete from customer where name = :no""")
			.param("no", this.caseNo)
			.update();
		this.probe.remove(this.deployment);
	}

	@Test
	void instancesOfThePeriodAreCountedAndTheirDurationsMeasured() {
		JsonNode march = overview(MARCH);
		assertThat(march.path("name").asText()).isEqualTo("统计样例");
		assertThat(march.path("version").isNull()).isTrue();
		assertThat(march.path("definitionId").asText()).startsWith(this.key + ":1:");
		assertThat(march.path("finished").asInt()).as("seven, four and ten hours").isEqualTo(3);
		assertThat(march.path("running").asInt()).isEqualTo(1);
		assertThat(march.path("medianMs").asLong()).isEqualTo(hours(7));
		assertThat(march.path("p90Ms").asLong()).isEqualTo(Duration.ofMinutes(9 * 60 + 24).toMillis());
		JsonNode second = overview("&from=2026-03-09&to=2026-03-09");
		assertThat(second.path("finished").asInt()).isEqualTo(1);
		assertThat(second.path("medianMs").asLong()).isEqualTo(hours(10));
		JsonNode february = overview("&from=2026-02-01&to=2026-02-28");
		assertThat(february.path("finished").asInt()).isZero();
		assertThat(february.path("medianMs").isNull()).isTrue();
		assertThat(february.path("onTime").path("share").isNull()).isTrue();
		assertThat(february.path("running").asInt()).as("running instances are those of now").isEqualTo(1);
	}

	@Test
	void dayBeginsAtMidnightInShanghai() {
		assertThat(overview("&from=2026-03-03&to=2026-03-03").path("finished").asInt()).isEqualTo(1);
		this.jdbc
			.sql("update act_hi_procinst set end_time_ = timestamp '2026-03-03 16:00' where proc_def_key_ = :key"
					+ " and end_time_ = timestamp '2026-03-03 05:00'")
			.param("key", this.key)
			.update();
		assertThat(overview("&from=2026-03-03&to=2026-03-03").path("finished").asInt()).isZero();
		assertThat(overview("&from=2026-03-04&to=2026-03-04").path("finished").asInt()).isEqualTo(1);
	}

	@Test
	void heatMapSaysHowOftenAnActivityEndedAndHowLongItTook() {
		JsonNode march = overview(MARCH);
		JsonNode write = activity(march, "Task_Write");
		assertThat(write.path("name").asText()).isEqualTo("填写");
		assertThat(write.path("type").asText()).isEqualTo("userTask");
		assertThat(write.path("count").asInt()).as("1, 3, 2, 4 and 1 hours").isEqualTo(5);
		assertThat(write.path("medianMs").asLong()).isEqualTo(hours(2));
		assertThat(write.path("p90Ms").asLong()).isEqualTo(Duration.ofMinutes(3 * 60 + 36).toMillis());
		assertThat(write.path("totalMs").asLong()).isEqualTo(hours(11));
		JsonNode check = activity(march, "Task_Check");
		assertThat(check.path("count").asInt()).as("2, 1, 2 and 6 hours; one is open").isEqualTo(4);
		assertThat(check.path("totalMs").asLong()).isEqualTo(hours(11));
		assertThat(activity(march, "EndEvent_Probe").path("count").asInt()).isEqualTo(3);
	}

	@Test
	void reworkIsWhatWasDoneAgainInAnInstance() {
		JsonNode rework = overview(MARCH).path("rework");
		assertThat(rework.findValuesAsText("activityId")).containsExactly("Task_Check", "Task_Write");
		assertThat(rework.findValuesAsText("name")).containsExactly("审核", "填写");
		assertThat(rework.findValuesAsText("instances")).containsOnly("1");
		assertThat(rework.findValuesAsText("repeats")).containsOnly("1");
		assertThat(overview("&from=2026-03-03&to=2026-03-31").path("rework")).isEmpty();
	}

	@Test
	void shareOnTimeCountsPromisesThatWereKeptOrBrokenInThePeriod() {
		JsonNode march = overview(MARCH);
		assertThat(march.path("onTime").path("total").asInt()).as("neither running nor cancelled ones").isEqualTo(5);
		assertThat(march.path("onTime").path("missed").asInt()).isEqualTo(2);
		assertThat(march.path("onTime").path("share").asDouble()).isEqualTo(0.6);
		assertThat(march.path("clocks").findValuesAsText("policy")).containsExactly("reply", "solution", "relay");
		assertThat(march.path("clocks").findValuesAsText("label")).containsExactly("标签reply", "标签solution", "标签relay");
		assertThat(march.path("clocks").findValuesAsText("total")).containsExactly("3", "1", "1");
		assertThat(march.path("clocks").findValuesAsText("missed")).containsExactly("1", "1", "0");
		JsonNode later = overview("&from=2026-03-03&to=2026-03-10").path("onTime");
		assertThat(later.path("total").asInt()).as("kept on the third and the tenth").isEqualTo(2);
		assertThat(later.path("missed").asInt()).isZero();
		JsonNode last = overview("&from=2026-03-11&to=2026-03-31").path("onTime");
		assertThat(last.path("total").asInt()).as("broken on the eleventh; the one due later was kept before")
			.isEqualTo(1);
		assertThat(last.path("missed").asInt()).isEqualTo(1);
	}

	@Test
	void throughputHasEveryWeekOfThePeriod() {
		JsonNode weeks = overview(MARCH).path("throughput");
		assertThat(weeks.findValuesAsText("week")).containsExactly("2026-W09", "2026-W10", "2026-W11", "2026-W12",
				"2026-W13", "2026-W14");
		assertThat(weeks.findValuesAsText("started")).containsExactly("0", "2", "2", "0", "0", "0");
		assertThat(weeks.findValuesAsText("ended")).containsExactly("0", "2", "1", "0", "0", "0");
		assertThat(overview("&from=2026-12-28&to=2027-01-04").path("throughput").findValuesAsText("week"))
			.containsExactly("2026-W53", "2027-W01");
	}

	@Test
	void versionsAreCountedTogetherOrEachForItself() {
		String second = this.probe.deploy(this.key, "统计样例二");
		try {
			String instance = this.probe.start(this.key, this.caseNo, "2026-03-20T09:00:00+08:00");
			this.probe.complete(instance, "2026-03-20T10:00:00+08:00", false);
			this.probe.complete(instance, "2026-03-20T11:00:00+08:00", false);
			JsonNode both = overview(MARCH);
			assertThat(both.path("finished").asInt()).isEqualTo(4);
			assertThat(both.path("name").asText()).isEqualTo("统计样例二");
			assertThat(both.path("definitionId").asText()).startsWith(this.key + ":2:");
			JsonNode first = overview("&version=1" + MARCH);
			assertThat(first.path("finished").asInt()).isEqualTo(3);
			assertThat(first.path("version").asInt()).isEqualTo(1);
			assertThat(first.path("definitionId").asText()).startsWith(this.key + ":1:");
			JsonNode newest = overview("&version=2" + MARCH);
			assertThat(newest.path("finished").asInt()).isEqualTo(1);
			assertThat(newest.path("running").asInt()).isZero();
		}
		finally {
			this.probe.remove(second);
		}
	}

	@Test
	void withoutAPeriodTheLastNinetyDaysCount() {
		CaseDriver.now("2026-05-31T12:00:00+08:00");
		JsonNode overview = overview("");
		assertThat(overview.path("from").asText()).isEqualTo("2026-03-03");
		assertThat(overview.path("to").asText()).isEqualTo("2026-05-31");
		assertThat(overview.path("finished").asInt()).isEqualTo(2);
	}

	@Test
	void diagramIsTheDeployedModel() {
		String definition = overview(MARCH).path("definitionId").asText();
		Answer diagram = this.auditor.audit("overview/diagram?definitionId=" + definition);
		assertThat(diagram.type()).isEqualTo("text/xml;charset=UTF-8");
		assertThat(diagram.text()).contains("Task_Check", "退回？");
		assertThat(this.auditor.audit("overview/diagram?definitionId=none").status()).isEqualTo(404);
		assertThat(this.auditor.audit("overview/diagram").status()).isEqualTo(400);
	}

	@ParameterizedTest
	@CsvSource({ "'', 400, 请选择流程（参数“process”）", "process=KEY&version=x, 400, 参数“version”的值“x”不是正整数",
			"process=KEY&from=gestern, 400, 参数“from”的值“gestern”不是日期，请按“2026-11-22”的格式填写",
			"process=KEY&from=2026-03-02&to=2026-03-01, 400, 结束日期“to”不能早于开始日期“from”",
			"process=KEY&version=7, 404, 流程“KEY”没有版本7", "process=none, 404, 没有流程“none”，或者您不能查看它的历史" })
	void badParametersAreRefusedInChinese(String query, int status, String detail) {
		Answer response = this.auditor.audit("overview?" + query.replace("KEY", this.key));
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.json().path("detail").asText()).isEqualTo(detail.replace("KEY", this.key));
	}

	@Test
	void onlyProcessesWhoseHistoryOneMayReadAreShown() {
		String login = "probe" + UUID.randomUUID().toString().replace("-", "");
		String other = ProbeProcess.key();
		String otherDeployment = this.probe.deploy(other, "别的部门");
		this.probe.user(login);
		try {
			this.probe.mayReadHistory(login, other);
			WebAppSession clerk = WebAppSession.of(this.port, login, "cockpit");
			assertThat(clerk.audit("overview?process=" + other).status()).isEqualTo(200);
			assertThat(clerk.audit("overview?process=" + this.key).status()).isEqualTo(404);
			String hidden = overview(MARCH).path("definitionId").asText();
			assertThat(clerk.audit("overview/diagram?definitionId=" + hidden).status()).isEqualTo(404);
		}
		finally {
			this.probe.removeUser(login);
			this.probe.remove(otherDeployment);
		}
		Answer noCockpit = WebAppSession.of(this.port, "customerService", "tasklist")
			.audit("overview?process=" + this.key);
		assertThat(noCockpit.status()).isEqualTo(403);
	}

	private JsonNode overview(String query) {
		return this.auditor.json("overview?process=" + this.key + query);
	}

	private static JsonNode activity(JsonNode overview, String id) {
		for (JsonNode activity : overview.path("activities")) {
			if (activity.path("activityId").asText().equals(id)) {
				return activity;
			}
		}
		throw new AssertionError(id + " is not in " + overview);
	}

	private void clock(String instance, String policy, String state, String dueAt, String stoppedAt) {
		this.jdbc
			.sql("""
					insert into clock (case_no, process_instance_id, policy, label, round, state, amount, unit, warn_percent,
					  lead_percent, management_percent, level, started_at, last_start_at, budget_seconds, due_at, stopped_at)
					select :no, :instance, :policy, '标签' || :policy, 1 + count(*), :state, 1, 'HOUR', 80, 120, 150,
					  case when :state = 'BREACHED' then 2 else 0 end, now(), now(), 3600, cast(:due as timestamptz),
					  cast(:stopped as timestamptz)
					from clock where case_no = :no and policy = :policy""")
			.param("no", this.caseNo)
			.param("instance", instance)
			.param("policy", policy)
			.param("state", state)
			.param("due", dueAt)
			.param("stopped", stoppedAt)
			.update();
	}

	private static long hours(int hours) {
		return Duration.ofHours(hours).toMillis();
	}

}
