package io.kefu.followup;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ProcessTest("follow-up-sample")
class FollowUpSampleTests {

	/** A week in which no other test closes cases. */
	private static final String NOW = "2025-03-12T09:00:00+08:00";

	@Autowired
	private CaseDriver cases;

	@Autowired
	private SampleDraws draws;

	@Autowired
	private ManagementService management;

	@Autowired
	private JdbcClient jdbc;

	/** The weekly timer is not to fire among other tests. */
	@AfterEach
	void realTime() {
		ClockUtil.reset();
		this.management.setJobDuedate(weekly().getId(), Date.from(Instant.now().plus(Duration.ofDays(7))));
	}

	@Test
	void twoOfTheWeeksCasesAreDrawnAndVisitedAndAnAuditorDrawsTheSame() {
		CaseDriver.now(NOW);
		List<String> eligible = List.of(closed("commissioning", "CLOSED", "2025-03-05T09:00:01+08:00", "13912345678"),
				closed("hardware_repair", "CLOSED", "2025-03-08T12:00:00+08:00", "13912345678"),
				closed(null, "CLOSED", "2025-03-10T12:00:00+08:00", "0512-62781234"),
				closed("onsite_service", "CLOSED", NOW, "13912345678"));
		closed("commissioning", "CLOSED", "2025-03-05T09:00:00+08:00", "13912345678");
		closed("commissioning", "CLOSED", "2025-03-12T09:00:01+08:00", "13912345678");
		closed("commissioning", "WITHDRAWN", "2025-03-10T12:00:00+08:00", "13912345678");
		closed("commissioning", "CLOSED", "2025-03-10T12:00:00+08:00", null);
		closed("follow_up_visit", "CLOSED", "2025-03-10T12:00:00+08:00", "13912345678");
		closed("problem_tracing", "CLOSED", "2025-03-10T12:00:00+08:00", "13912345678");
		weekIsOver();
		SampleDraw draw = this.draws.all().get(0);
		assertThat(draw.population()).containsExactlyInAnyOrderElementsOf(eligible);
		assertThat(draw.size()).isEqualTo(2);
		assertThat(draw.drawn()).hasSize(2).isEqualTo(Sample.draw(draw.population(), draw.size(), draw.seed()));
		assertThat(draw.from()).isEqualTo(Instant.parse("2025-03-05T01:00:00Z"));
		assertThat(draw.to()).isEqualTo(Instant.parse("2025-03-12T01:00:00Z"));
		assertThat(draw.drawnBy()).isEqualTo("system");
		for (String caseNo : draw.drawn()) {
			assertThat(this.cases.events(caseNo)).contains("第 %d 次抽查抽中，将上门回访".formatted(draw.id()));
			String followUp = followUpOf(caseNo);
			assertThat(this.cases.openSteps(followUp)).containsExactly("Task_AppointFollowUp");
			assertThat(this.cases.field(followUp, "customer_id")).isEqualTo(this.cases.field(caseNo, "customer_id"));
			assertThat(this.cases.field(followUp, "registered_by")).isEqualTo("system");
			assertThat(this.cases.variable(followUp, "follow-up-visit", "sourceCaseNo")).isEqualTo(caseNo);
		}
	}

	@Test
	void weekWithoutCasesIsRecordedAsWell() {
		CaseDriver.now("2025-01-15T09:00:00+08:00");
		weekIsOver();
		SampleDraw draw = this.draws.all().get(0);
		assertThat(draw.to()).isEqualTo(Instant.parse("2025-01-15T01:00:00Z"));
		assertThat(draw.population()).isEmpty();
		assertThat(draw.drawn()).isEmpty();
	}

	@Test
	void recordedDrawCannotBeChanged() {
		CaseDriver.now("2025-01-15T09:00:00+08:00");
		weekIsOver();
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc.sql("update sample_draw set seed = 0").update())
			.withMessageContaining("append-only");
	}

	private void weekIsOver() {
		this.management.executeJob(weekly().getId());
	}

	private Job weekly() {
		return this.management.createJobQuery().processDefinitionKey("follow-up-sample").timers().singleResult();
	}

	private String followUpOf(String caseNo) {
		return this.jdbc.sql("select case_no from case_event where type = 'FOLLOW_UP_OF' and text = ?")
			.param("因案件 %s 回访".formatted(caseNo))
			.query(String.class)
			.single();
	}

	private String closed(String kind, String state, String closedAt, String phone) {
		String caseNo = "KF-T-" + UUID.randomUUID().toString().substring(0, 18);
		this.jdbc
			.sql("""
					with owner as (insert into customer (name) values (?) returning id)
					insert into service_case (case_no, process_instance_id, kind, state, channel, customer_id, contact_phone,
					  description, received_at, registered_at, registered_by, closed_at)
					select ?, 'none', ?, ?, 'hotline', id, ?, '开箱调试', cast(? as timestamptz), cast(? as timestamptz), 'system',
					  cast(? as timestamptz) from owner""")
			.params(java.util.Arrays.asList("抽查客户" + caseNo, caseNo, kind, state, phone, closedAt, closedAt, closedAt))
			.update();
		return caseNo;
	}

}
