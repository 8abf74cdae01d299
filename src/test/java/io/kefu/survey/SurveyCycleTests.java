package io.kefu.survey;

import java.time.Period;
import java.util.Date;
import java.util.List;

import io.kefu.CaseDriver;
import io.kefu.ProcessTest;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Surveys on the configured frequency (S1-12).
 */
@ProcessTest(SurveyScheduleService.CYCLE_PROCESS)
class SurveyCycleTests {

	@Autowired
	private ManagementService management;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private HistoryService history;

	@Autowired
	private ProcessEngineConfigurationImpl engine;

	@Autowired
	private SurveyTime time;

	@Autowired
	private SurveyProperties properties;

	@Autowired
	private SurveyScheduleService schedule;

	@AfterEach
	void realTime() {
		ClockUtil.reset();
		this.schedule.adjust();
	}

	@Test
	void timerStartsASurveyAboutThePastCycle() {
		CaseDriver.now("2040-04-01T09:00:00+08:00");
		this.management.executeJob(timer().getId());
		ProcessInstance started = this.runtime.createProcessInstanceQuery()
			.processDefinitionKey(SurveyProcess.KEY)
			.variableValueEquals("title", "客户满意度调查（2040-01-01 至 2040-03-31）")
			.singleResult();
		assertThat(this.runtime.getVariables(started.getId())).containsEntry("sampleSize", 50)
			.containsEntry("closesOn", "2040-04-15")
			.containsEntry("anonymous", false)
			.containsEntry("question1", "您对服务人员的态度满意吗？");
		assertThat(this.history.createHistoricActivityInstanceQuery().activityId("EndEvent_SurveyStarted").count())
			.isPositive();
	}

	@Test
	void withoutACycleNoSurveyBeginsByItself() {
		assertThat(this.properties.cycle()).isNull();
		assertThat(timer().getDuedate()).isAfter(CaseDriver.at("2900-01-01T00:00:00+08:00"));
	}

	@Test
	void cycleThatWasChangedHoldsFromTheNextStartOn() {
		CaseDriver.now("2026-11-22T10:00:00+08:00");
		of(Period.ofMonths(3)).adjust();
		assertThat(timer().getDuedate()).isEqualTo(CaseDriver.at("2027-01-01T09:00:00+08:00"));
		of(Period.ofMonths(1)).adjust();
		assertThat(timer().getDuedate()).isEqualTo(CaseDriver.at("2026-12-01T09:00:00+08:00"));
		of(null).adjust();
		assertThat(timer().getDuedate()).isAfter(Date.from(SurveyFixture.closing()));
	}

	private SurveyScheduleService of(Period cycle) {
		return new SurveyScheduleService(this.management, this.engine,
				new SurveySchedule(new SurveyProperties(cycle, 50, 14, false, List.of(), 30), this.time));
	}

	private Job timer() {
		return this.management.createJobQuery()
			.processDefinitionKey(SurveyScheduleService.CYCLE_PROCESS)
			.timers()
			.singleResult();
	}

}
