package io.kefu.deadline;

import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class CalendarControllerTests {

	private final MockMvc http = DeadlineEngine.http();

	private final IdentityService identity = DeadlineEngine.bean(IdentityService.class);

	private final CaseFileDatabase database = DeadlineEngine.bean(CaseFileDatabase.class);

	private final TaskService tasks = DeadlineEngine.bean(TaskService.class);

	@BeforeEach
	void prepare() {
		DeadlineEngine.set("2026-12-30T10:00");
	}

	@AfterEach
	void leave() {
		this.identity.clearAuthentication();
		this.database.jdbc.sql("delete from calendar_day where day >= '2027-01-01'").update();
		ClockUtil.reset();
	}

	@ParameterizedTest
	@CsvSource({ "2026-09-30T17:30:00+08:00, 3, WORKING_DAY, 2026-10-10T17:30:00+08:00",
			"2026-09-30T09:30:00Z, 3, WORKING_DAY, 2026-10-10T17:30:00+08:00",
			"2026-09-30T17:30:00 08:00, 3, WORKING_DAY, 2026-10-10T17:30:00+08:00",
			"2026-05-08T17:00:00+08:00, 2, WORKING_HOUR, 2026-05-09T10:00:00+08:00",
			"2026-05-08T17:00:00.5+08:00, 24, HOUR, 2026-05-09T17:00:00.5+08:00",
			"2026-05-08T17:00:00+08:00, 0, WORKING_DAY, 2026-05-08T17:00:00+08:00" })
	void calculatesWhenSomethingIsDue(String start, String amount, String unit, String due) throws Exception {
		due(start, amount, unit).andExpect(status().isOk())
			.andExpect(content().json("{\"due\": \"" + due + "\"}", true));
	}

	@Test
	void saysWhereTheHolidaysAreNotKnown() throws Exception {
		due("2026-12-30T10:00:00+08:00", "3", "WORKING_DAY")
			.andExpect(jsonPath("$.due").value("2027-01-04T10:00:00+08:00"))
			.andExpect(jsonPath("$.note").value("2027年的工作日历尚未录入，到期时间按普通工作周推算"));
		due("2026-12-30T10:00:00+08:00", "100", "HOUR").andExpect(jsonPath("$.note").doesNotExist());
	}

	@ParameterizedTest
	@CsvSource({ "2026-09-30, 3, WORKING_DAY, start", "2026-09-30T17:30:00, 3, WORKING_DAY, start",
			"gestern, 3, WORKING_DAY, start", "+999999999-12-31T00:00:00Z, 3, WORKING_DAY, start",
			"'', 3, WORKING_DAY, start", "2026-09-30T17:30:00Z, -1, HOUR, amount",
			"2026-09-30T17:30:00Z, 10001, HOUR, amount", "2026-09-30T17:30:00Z, 1.5, HOUR, amount",
			"2026-09-30T17:30:00Z, 99999999999, HOUR, amount", "2026-09-30T17:30:00Z, '', HOUR, amount",
			"2026-09-30T17:30:00Z, 1, DAY, unit", "2026-09-30T17:30:00Z, 1, working_day, unit",
			"2026-09-30T17:30:00Z, 1, '', unit" })
	void badParameterIsRefusedByName(String start, String amount, String unit, String field) throws Exception {
		due(start, amount, unit).andExpect(status().isBadRequest())
			.andExpect(content().contentTypeCompatibleWith("application/problem+json"))
			.andExpect(jsonPath("$.errors.length()").value(1))
			.andExpect(jsonPath("$.errors[0].field").value(field))
			.andExpect(jsonPath("$.errors[0].message").isNotEmpty());
	}

	@Test
	void allBadParametersAreRefusedTogether() throws Exception {
		due("x", "y", "z").andExpect(status().isBadRequest())
			.andExpect(jsonPath("$.errors[*].field").value(containsInAnyOrder("start", "amount", "unit")));
		this.http.perform(get("/api/calendar/due").param("start", "2026-09-30T17:30:00Z"))
			.andExpect(status().isBadRequest())
			.andExpect(jsonPath("$.errors[0].field").value("amount"));
	}

	@Test
	void largestPeriodIsAnswered() throws Exception {
		due("2200-12-31T17:30:00+08:00", "10000", "WORKING_DAY").andExpect(status().isOk());
	}

	@Test
	void listsTheRowsOfAYear() throws Exception {
		this.http.perform(get("/api/calendar/days").param("year", "2026"))
			.andExpect(status().isOk())
			.andExpect(jsonPath("$.length()").value(Calendar2026.days().size()))
			.andExpect(jsonPath("$[0].day").value("2026-01-01"))
			.andExpect(jsonPath("$[0].kind").value("OFF"))
			.andExpect(jsonPath("$[0].note").value("元旦"));
		this.http.perform(get("/api/calendar/days").param("year", "20x6"))
			.andExpect(status().isBadRequest())
			.andExpect(jsonPath("$.errors[0].field").value("year"));
	}

	@Test
	void onlyAdministratorsLoadAYear() throws Exception {
		load("text/csv", "2027-01-01,OFF,,元旦").andExpect(status().isForbidden());
		this.identity.setAuthentication("wang", List.of("customerService", "processOwner"));
		load("text/csv", "2027-01-01,OFF,,元旦").andExpect(status().isForbidden())
			.andExpect(jsonPath("$.detail").value("只有系统管理员可以维护工作日历"));
		load("application/json", "[]").andExpect(status().isForbidden());
		assertThat(rowsOf2027()).isZero();
	}

	@Test
	void wrongFileChangesNothing() throws Exception {
		administrator();
		load("text/csv", "2027-01-01,OFF,,元旦").andExpect(status().isOk());
		load("text/csv", "2027-01-02,OFF,,元旦\n2027-13-01,OFF").andExpect(status().isBadRequest())
			.andExpect(jsonPath("$.errors[0].field").value("line 2"))
			.andExpect(jsonPath("$.errors[0].message").value(containsString("2027-13-01")));
		load("application/json", "{").andExpect(status().isBadRequest());
		load("application/xml", "<a/>").andExpect(status().isUnsupportedMediaType());
		this.http
			.perform(put("/api/calendar/days").param("year", "2027")
				.contentType("text/csv")
				.content("2027-01-02,OFF,,元旦".getBytes("GBK")))
			.andExpect(status().isBadRequest())
			.andExpect(jsonPath("$.detail").value(containsString("UTF-8")));
		load("text/csv", "2027-01-02,OFF,," + "长".repeat(1 << 20)).andExpect(status().isBadRequest());
		assertThat(rowsOf2027()).isEqualTo(1);
	}

	@Test
	void newHolidaysMoveTheDeadlinesTheyConcernAndNothingElse() throws Exception {
		String caseNo = this.database.addCase("pending");
		String instance = received(caseNo);
		this.tasks.complete(task(instance, "Task_AnalyseCause").getId());
		assertThat(local(task(instance, "Task_ImplementImprovement").getDueDate())).isEqualTo("2027-01-04T10:00");
		String reply = timer(instance, "first-reply");

		administrator();
		load("application/json", """
				[{"day": "2027-01-01", "kind": "OFF", "note": "元旦"}, {"day": "2027-01-04", "kind": "OFF", "note": "元旦"}]
				""").andExpect(status().isOk())
			.andExpect(jsonPath("$.days").value(2))
			.andExpect(jsonPath("$.recomputed").value(openWorkingClocks()));
		this.identity.clearAuthentication();

		assertThat(local(task(instance, "Task_ImplementImprovement").getDueDate())).isEqualTo("2027-01-06T10:00");
		assertThat(timer(instance, "completion")).as("three quarters of 22.5 hours").isEqualTo("2027-01-05T11:52:30");
		assertThat(local(task(instance, "Task_AcceptComplaint").getDueDate())).as("natural hours")
			.isEqualTo("2026-12-30T11:00");
		assertThat(timer(instance, "first-reply")).isEqualTo(reply);
		assertThat(this.database.timeline(caseNo))
			.contains("CLOCK_RECALCULATED admin 工作日历2027年数据已更新，“处理完成”的到期时间由 2027-01-04 10:00 调整为 2027-01-06 10:00");
		assertThat(DeadlineEngine.bean(HistoryService.class)
			.createUserOperationLogQuery()
			.processInstanceId(instance)
			.userId("admin")
			.list()).extracting((entry) -> entry.getOperationType() + " " + entry.getEntityType())
			.containsExactlyInAnyOrder("SetDueDate Job", "SetDueDate Task");
	}

	@Test
	@Timeout(60)
	void caseThatIsBeingWorkedOnIsTriedAgain() throws Exception {
		String caseNo = this.database.addCase("pending");
		String instance = received(caseNo);
		this.tasks.complete(task(instance, "Task_AnalyseCause").getId());
		CountDownLatch holding = new CountDownLatch(1);
		CompletableFuture<Void> work = CompletableFuture
			.runAsync(() -> this.database.transaction.executeWithoutResult((status) -> {
				this.database.jdbc.sql("update act_ru_job set rev_ = rev_ + 1 where process_instance_id_ = ?")
					.param(instance)
					.update();
				holding.countDown();
				Awaitility.await().until(this::someoneWaitsForARow);
			}));
		assertThat(holding.await(20, TimeUnit.SECONDS)).isTrue();

		administrator();
		load("text/csv", "2027-01-01,OFF,,元旦").andExpect(status().isOk());
		work.get(20, TimeUnit.SECONDS);
		this.identity.clearAuthentication();
		assertThat(timer(instance, "completion")).isEqualTo("2027-01-04T11:52:30");
		assertThat(this.database.clockEvents(caseNo, "completion")).containsExactly("START", "RECALC");
	}

	private boolean someoneWaitsForARow() {
		return this.database.jdbc.sql("select exists (select from pg_locks where not granted)")
			.query(Boolean.class)
			.single();
	}

	private String received(String caseNo) {
		return DeadlineEngine.bean(RuntimeService.class)
			.startProcessInstanceByKey("deadline-test", caseNo,
					Variables.putValue("caseNo", caseNo)
						.putValue("receivedAt", "2026-12-30T10:00:00+08:00")
						.putValue("complex", false)
						.putValue("again", false))
			.getId();
	}

	private ResultActions due(String start, String amount, String unit) throws Exception {
		return this.http
			.perform(get("/api/calendar/due").param("start", start).param("amount", amount).param("unit", unit));
	}

	private ResultActions load(String type, String body) throws Exception {
		return this.http.perform(put("/api/calendar/days").param("year", "2027")
			.contentType(type)
			.characterEncoding("UTF-8")
			.content(body));
	}

	/** An administrator by group who has been granted nothing in the engine. */
	private void administrator() {
		this.identity.setAuthentication("admin", List.of("camunda-admin"));
	}

	private int rowsOf2027() {
		return this.database.jdbc.sql("select count(*) from calendar_day where day >= '2027-01-01'")
			.query(Integer.class)
			.single();
	}

	private int openWorkingClocks() {
		return this.database.jdbc
			.sql("select count(*) from clock where unit <> 'HOUR' and stopped_at is null and state <> 'PAUSED'")
			.query(Integer.class)
			.single();
	}

	private Task task(String instance, String activityId) {
		return this.tasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey(activityId).singleResult();
	}

	private static String timer(String instance, String policy) {
		return DeadlineEngine.bean(ManagementService.class)
			.createJobQuery()
			.processInstanceId(instance)
			.timers()
			.list()
			.stream()
			.map(TimerEntity.class::cast)
			.filter((timer) -> timer.getRepeat().startsWith(policy + "@"))
			.map((timer) -> local(timer.getDuedate()))
			.reduce((one, other) -> one + " and " + other)
			.orElseThrow();
	}

	private static String local(Date date) {
		return LocalDateTime.ofInstant(date.toInstant(), Calendar2026.SHANGHAI).toString();
	}

}
