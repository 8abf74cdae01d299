package io.kefu.deadline;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kefu.notification.Notifications;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.kefu.deadline.Calendar2026.at;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willDoNothing;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;

/**
 * Deadlines in a running process: due dates of tasks, timers, steps of escalation.
 */
class DeadlinesTests {

	private final CaseFileDatabase database = DeadlineEngine.bean(CaseFileDatabase.class);

	private final RuntimeService runtime = DeadlineEngine.bean(RuntimeService.class);

	private final TaskService tasks = DeadlineEngine.bean(TaskService.class);

	private final ManagementService management = DeadlineEngine.bean(ManagementService.class);

	private final IdentityService identity = DeadlineEngine.bean(IdentityService.class);

	private final Notifications notifications = DeadlineEngine.bean(Notifications.class);

	private final Clocks clocks = DeadlineEngine.bean(Clocks.class);

	private final ClockControl control = DeadlineEngine.bean(ClockControl.class);

	private String caseNo;

	private String instance;

	@BeforeEach
	void prepare() {
		reset(this.notifications);
		DeadlineEngine.set("2026-11-09T10:00");
	}

	@AfterEach
	void leave() {
		this.identity.clearAuthentication();
		ClockUtil.reset();
	}

	@Test
	void tasksAndTimersFollowTheirClocks() {
		receive("2026-11-09T09:30:00+08:00");
		assertThat(due("Task_AcceptComplaint")).as("1 hour from receipt").isEqualTo("2026-11-09T10:30");
		assertThat(due("Task_AnalyseCause")).as("24 hours from the step").isEqualTo("2026-11-10T10:00");
		assertThat(timer("relay")).as("reminder at half of it").isEqualTo("2026-11-09T10:00");
		assertThat(timer("first-reply")).isEqualTo("2026-11-10T03:30");
		assertThat(timer("solution")).isEqualTo("2026-11-10T04:00");
		assertThat(clock("completion").activityId()).as("no task shows it yet").isNull();
		assertThat(clock("completion").dueAt()).isEqualTo(at("2026-11-12T10:00"));

		complete("Task_AnalyseCause", Map.of());
		assertThat(due("Task_ImplementImprovement")).isEqualTo("2026-11-12T10:00");
		assertThat(timer("completion")).isEqualTo("2026-11-11T11:52:30");
	}

	@Test
	void receiptMayBeGivenWithoutOffset() {
		receive("2026-11-09T09:45");
		assertThat(due("Task_AcceptComplaint")).isEqualTo("2026-11-09T10:45");
	}

	@Test
	void everyStepIsTakenOnceAndTellsTheNextInTheChain() {
		receive("2026-11-09T10:00:00+08:00");
		DeadlineEngine.set("2026-11-09T10:30");
		fire("relay");
		assertThat(timer("relay")).isEqualTo("2026-11-09T11:00");
		DeadlineEngine.set("2026-11-09T11:00");
		fire("relay");
		assertThat(timer("relay")).isEqualTo("2026-11-09T11:30");
		fire("relay");
		assertThat(timer("relay")).isEqualTo("2026-11-09T12:00");
		fire("relay");
		assertThat(timers("relay")).as("nobody is left to tell").isEmpty();

		String key = "clock-%d-%%d-%d".formatted(clock("relay").id(), at("2026-11-09T11:00").getEpochSecond());
		thenTold("deadline-reminder", "customerService", key.formatted(1));
		thenTold("deadline-overdue", "customerService", key.formatted(2));
		thenTold("deadline-escalation", "customerServiceLead", key.formatted(3));
		thenTold("deadline-escalation", "management", key.formatted(4));
		then(this.notifications).shouldHaveNoMoreInteractions();
		assertThat(this.database.clockEvents(this.caseNo, "relay")).containsExactly("START", "WARN", "BREACH",
				"ESCALATE_LEAD", "ESCALATE_MANAGEMENT");
		assertThat(this.database.timeline(this.caseNo)).containsExactly(
				"CLOCK_WARN system “客诉通报”的到期时间为 2026-11-09 11:00，已提醒客户服务部",
				"CLOCK_BREACH system “客诉通报”已超期（到期时间 2026-11-09 11:00），已通知客户服务部",
				"CLOCK_ESCALATE_LEAD system “客诉通报”超期仍未完成（到期时间 2026-11-09 11:00），已上报客户服务部负责人",
				"CLOCK_ESCALATE_MANAGEMENT system “客诉通报”超期仍未完成（到期时间 2026-11-09 11:00），已上报公司管理层");
		assertThat(timer("first-reply")).as("the task's other clock is not concerned").isEqualTo("2026-11-10T04:00");
	}

	@Test
	void personWhoHasTheTaskIsToldByName() {
		receive("2026-11-09T10:00:00+08:00");
		this.tasks.setAssignee(task("Task_AcceptComplaint").getId(), "wang");
		fire("relay");
		then(this.notifications).should()
			.toUser(eq(this.caseNo), eq("deadline-reminder"), eq("wang"), anyString(), eq(Map.of("policyName", "客诉通报",
					"dueAt", at("2026-11-09T11:00"), "taskName", "受理并分类", "assigneeName", "wang先生")));
		assertThat(this.database.timeline(this.caseNo)).element(0).asString().endsWith("已提醒wang先生");
		fire("relay");
		then(this.notifications).should()
			.toUser(eq(this.caseNo), eq("deadline-overdue"), eq("wang"), anyString(), any());
		fire("relay");
		then(this.notifications).should()
			.toGroup(eq(this.caseNo), eq("deadline-escalation"), eq("customerServiceLead"), anyString(), any());
	}

	@Test
	void complexCaseEscalatesItsProgressReport() {
		receive("2026-11-09T10:00:00+08:00", true);
		assertThat(due("Task_AnalyseCause")).isEqualTo("2026-11-11T10:00");
		assertThat(clock("completion").dueAt()).as("10 working days").isEqualTo(at("2026-11-23T10:00"));
		fire("progress");
		thenToldAbout("反馈处理进展", "development");
		assertThat(this.database.clockEvents(this.caseNo, "progress")).containsExactly("START", "WARN");
	}

	@Test
	void caseRegisteredLateGoesThroughTheStepsItHasMissed() {
		receive("2026-11-09T07:00:00+08:00");
		assertThat(timer("relay")).isEqualTo("2026-11-09T07:30");
		fire("relay");
		assertThat(timer("relay")).isEqualTo("2026-11-09T08:00");
		assertThat(this.management.createJobQuery().processInstanceId(this.instance).executable().count())
			.as("due, so the job executor takes it at once")
			.isEqualTo(1);
	}

	@Test
	void doneWorkStopsItsClockAndItsTimerInTheNameOfThePerson() {
		receive("2026-11-09T10:00:00+08:00");
		this.identity.setAuthentication("wang", List.of("customerService"));
		complete("Task_AcceptComplaint", Map.of());
		this.identity.clearAuthentication();
		assertThat(state("relay")).isEqualTo("MET");
		assertThat(timers("relay")).isEmpty();
		assertThat(timers("first-reply")).as("its task is done; the promise is not").isEmpty();
		assertThat(state("first-reply")).isEqualTo("RUNNING");
		assertThat(this.database.jdbc.sql("""
				select e.actor from clock_event e join clock c on c.id = e.clock_id
				where c.case_no = ? and c.policy = 'relay' order by e.id""")
			.param(this.caseNo)
			.query(String.class)
			.list()).containsExactly("system", "wang");
	}

	@Test
	void reworkIsANewRoundFromItsOwnStart() {
		receive("2026-11-09T10:00:00+08:00");
		complete("Task_AnalyseCause", Map.of());
		DeadlineEngine.set("2026-11-10T15:00");
		complete("Task_ImplementImprovement", Map.of("again", true));
		assertThat(clock("solution").round()).isEqualTo(2);
		assertThat(due("Task_AnalyseCause")).isEqualTo("2026-11-11T15:00");
	}

	@Test
	void waitingForTheCustomerHoldsTimersAndNeverTheFirstReply() {
		receive("2026-11-09T10:00:00+08:00");
		DeadlineEngine.set("2026-11-09T10:15");
		this.control.pause(scope());
		assertThat(timers("relay")).singleElement().matches(TimerEntity::isSuspended);
		assertThat(timers("solution")).singleElement().matches(TimerEntity::isSuspended);
		assertThat(timers("first-reply")).singleElement().matches((timer) -> !timer.isSuspended());
		assertThat(timer("relay")).as("a timer without a date would fire at once").isEqualTo("2026-11-09T10:30");

		DeadlineEngine.set("2026-11-09T16:00");
		this.control.resume(scope());
		assertThat(timers("relay")).singleElement().matches((timer) -> !timer.isSuspended());
		assertThat(timer("relay")).isEqualTo("2026-11-09T16:15");
		assertThat(due("Task_AcceptComplaint")).isEqualTo("2026-11-09T16:45");
		assertThat(timer("solution")).isEqualTo("2026-11-10T09:45");
		assertThat(due("Task_AnalyseCause")).isEqualTo("2026-11-10T15:45");
		assertThat(timer("first-reply")).isEqualTo("2026-11-10T04:00");
	}

	@Test
	void stepsAreNotTakenWhileTheCustomerIsWaitedFor() {
		receive("2026-11-09T10:00:00+08:00");
		fire("relay");
		fire("relay");
		fire("relay");
		reset(this.notifications);
		DeadlineEngine.set("2026-11-09T11:45");
		this.control.pause(scope());
		fire("relay");
		then(this.notifications).shouldHaveNoInteractions();
		assertThat(this.database.clockEvents(this.caseNo, "relay")).containsExactly("START", "WARN", "BREACH",
				"ESCALATE_LEAD", "PAUSE");
		DeadlineEngine.set("2026-11-09T13:00");
		this.control.resume(scope());
		assertThat(timer("relay")).as("fired by hand while waiting, the last step is still to come")
			.isEqualTo("2026-11-09T13:15");
	}

	@Test
	void taskReachedWhileItsClockWaitsGetsItsTimerWhenResumed() {
		receive("2026-11-09T10:00:00+08:00");
		DeadlineEngine.set("2026-11-09T11:00");
		this.control.pause(scope());
		complete("Task_AnalyseCause", Map.of());
		assertThat(timers("completion")).singleElement()
			.satisfies((timer) -> assertThat(timer.getDuedate()).isEqualTo(ClockCycleCalendar.NEVER));
		DeadlineEngine.set("2026-11-10T10:00");
		this.control.resume(scope());
		assertThat(due("Task_ImplementImprovement")).isEqualTo("2026-11-12T18:00");
		assertThat(timer("completion")).isEqualTo("2026-11-12T10:52:30");
	}

	@Test
	void relayIsExtendedWithAReasonAndNothingElseMoves() {
		receive("2026-11-09T10:00:00+08:00");
		this.tasks.setDueDate(task("Task_AnalyseCause").getId(), Date.from(at("2026-11-20T10:00")));
		this.identity.setAuthentication("wang", List.of("customerService"));
		assertThat(this.control.retarget(this.caseNo, "relay", "relay-extended", "客户现场无法联系"))
			.isEqualTo(at("2026-11-09T14:00"));
		this.identity.clearAuthentication();
		assertThat(due("Task_AcceptComplaint")).isEqualTo("2026-11-09T14:00");
		assertThat(timer("relay")).isEqualTo("2026-11-09T12:00");
		assertThat(timer("first-reply")).isEqualTo("2026-11-10T04:00");
		assertThat(due("Task_AnalyseCause")).as("set by hand").isEqualTo("2026-11-20T10:00");
		assertThat(this.database.timeline(this.caseNo))
			.containsExactly("CLOCK_RETARGETED wang 客诉通报时限改为4小时，到期时间 2026-11-09 14:00；原因：客户现场无法联系");
		thenExtendingIsRefused("已经调整过");
		complete("Task_AcceptComplaint", Map.of());
		thenExtendingIsRefused("已结束");
	}

	@Test
	void taskKeepsADateThatIsNotTheClocks() {
		receive("2026-11-09T10:00:00+08:00");
		this.control.retarget(this.caseNo, "first-reply", "relay-extended", "试验");
		assertThat(timer("first-reply")).isEqualTo("2026-11-09T12:00");
		assertThat(due("Task_AcceptComplaint")).as("the task shows its other clock").isEqualTo("2026-11-09T11:00");
		this.tasks.setDueDate(task("Task_AcceptComplaint").getId(), Date.from(at("2026-11-09T16:00")));
		this.control.retarget(this.caseNo, "relay", "relay-extended", "试验");
		assertThat(due("Task_AcceptComplaint")).as("set by hand").isEqualTo("2026-11-09T16:00");
	}

	@Test
	void laterDateIsAgreedBeforeTheOldOneHasPassedAndThenStands() {
		receive("2026-11-09T10:00:00+08:00");
		Deadlines deadlines = DeadlineEngine.bean(Deadlines.class);
		DelegateExecution scope = mock(DelegateExecution.class);
		given(scope.getVariable("caseNo")).willReturn(this.caseNo);
		given(scope.getProcessInstanceId()).willReturn(this.instance);
		deadlines.start(scope, "parts-repair");
		assertThat(this.control.extend(this.caseNo, "parts-repair", at("2026-11-25T18:00"), "配件缺货"))
			.isEqualTo(new ClockControl.Extension("配件维修", at("2026-11-18T10:00"), at("2026-11-25T18:00")));
		this.control.recalculate("节假日调整");
		assertThat(dueOf("parts-repair")).isEqualTo(at("2026-11-25T18:00"));
		assertThat(this.database.timeline(this.caseNo)).last(as(InstanceOfAssertFactories.STRING))
			.isEqualTo("CLOCK_EXTENDED system “配件维修”的到期时间由 2026-11-18 10:00 延期至 2026-11-25 18:00，原因：配件缺货");
		thenPuttingOffIsRefused("parts-repair", "2026-11-25T18:00", 400, "必须晚于原到期时间 2026-11-25 18:00");
		thenPuttingOffIsRefused("first-reply", "2026-11-25T18:00", 409, "“首次回复”的时限不允许延期");
		thenPuttingOffIsRefused("factory-repair", "2026-11-25T18:00", 409, "已结束或尚未开始");
		DeadlineEngine.set("2026-11-25T18:00");
		thenPuttingOffIsRefused("parts-repair", "2026-11-26T18:00", 409, "已过，延期须在到期之前提出");
	}

	private void thenPuttingOffIsRefused(String policy, String due, int status, String reason) {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.control.extend(this.caseNo, policy, at(due), "再延期"))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.getResponse().getStatus()).isEqualTo(status));
	}

	private Instant dueOf(String policy) {
		return this.database.jdbc.sql("select due_at from clock where case_no = ? and policy = ?")
			.params(this.caseNo, policy)
			.query((row, index) -> row.getTimestamp(1).toInstant())
			.single();
	}

	private void thenExtendingIsRefused(String reason) {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> this.control.retarget(this.caseNo, "relay", "relay-extended", "再延长"))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.getResponse().getStatus()).isEqualTo(409));
	}

	@Test
	void failingStepIsRepeatedAndStillTakenOnce() {
		receive("2026-11-09T10:00:00+08:00");
		willThrow(new IllegalStateException("outbox down")).given(this.notifications)
			.toGroup(anyString(), anyString(), anyString(), anyString(), any());
		TimerEntity failing = timers("relay").get(0);
		assertThatIllegalStateException().isThrownBy(() -> this.management.executeJob(failing.getId()));
		assertThat(this.database.clockEvents(this.caseNo, "relay")).as("rolled back").containsExactly("START");
		willDoNothing().given(this.notifications).toGroup(anyString(), anyString(), anyString(), anyString(), any());
		this.management.executeJob(failing.getId());
		assertThat(this.database.clockEvents(this.caseNo, "relay")).containsExactly("START", "WARN");
		assertThat(timers("relay")).hasSize(1);
		assertThat(timer("relay")).isEqualTo("2026-11-09T11:00");
	}

	@Test
	void endOfTheCaseEndsItsClocks() {
		receive("2026-11-09T10:00:00+08:00");
		this.control.stopAll(this.caseNo, true);
		assertThat(state("relay")).isEqualTo("CANCELLED");
		fire("relay");
		then(this.notifications).shouldHaveNoInteractions();
		assertThat(timers("relay")).as("a clock that has ended leaves no timer behind").isEmpty();
	}

	@Test
	void promiseThatIsNotInTheTableIsAClearFault() {
		DeadlineTerms terms = DeadlineEngine.bean(DeadlineTerms.class);
		assertThatIllegalStateException().isThrownBy(() -> terms.of("tea-break", "A", true, null))
			.withMessage("Decision table \"deadline\" has no row for policy=tea-break, severity=A, complex=true");
		assertThat(terms.of("completion", null, null, null))
			.isEqualTo(new Terms("处理完成", 3, Unit.WORKING_DAY, StartsFrom.STEP, 75, 125, 150, false));
		assertThat(terms.of("corrective-measures", "A", false, null))
			.isEqualTo(new Terms("提出纠正措施", 72, Unit.HOUR, StartsFrom.ACCEPTANCE, 75, 125, 150, false));
	}

	@Test
	void acceptanceMayBeADateOrATextOrStillAhead() {
		receive("2026-11-09T10:00:00+08:00");
		Deadlines deadlines = DeadlineEngine.bean(Deadlines.class);
		assertThat(deadlineOf(deadlines, null)).isEqualTo("2026-11-12T10:00");
		assertThat(deadlineOf(deadlines, Date.from(at("2026-11-09T08:00")))).isEqualTo("2026-11-12T08:00");
		assertThat(deadlineOf(deadlines, "2026-11-09T01:00:00Z")).isEqualTo("2026-11-12T09:00");
		assertThatIllegalStateException().isThrownBy(() -> deadlineOf(deadlines, "yesterday"))
			.withMessageContaining("acceptedAt");
	}

	@Test
	void laterRoundBeginsWithItsStepWhereverTheFirstBegan() {
		receive("2026-11-09T10:00:00+08:00");
		Deadlines deadlines = DeadlineEngine.bean(Deadlines.class);
		DelegateExecution execution = execution(Date.from(at("2026-11-09T08:00")));
		assertThat(local(deadlines.due(execution, "corrective-measures"))).isEqualTo("2026-11-12T08:00");
		deadlines.stop(execution, "corrective-measures");
		DeadlineEngine.set("2026-11-11T10:00");
		assertThat(local(deadlines.due(execution, "corrective-measures"))).isEqualTo("2026-11-14T10:00");
		deadlines.cancel(execution, "corrective-measures", "无需纠正");
		assertThat(this.clocks.active((String) execution.getVariable("caseNo"), "corrective-measures")).isEmpty();
	}

	private String deadlineOf(Deadlines deadlines, Object acceptedAt) {
		return local(deadlines.due(execution(acceptedAt), "corrective-measures"));
	}

	private DelegateExecution execution(Object acceptedAt) {
		String other = this.database.addCase(this.instance);
		DelegateExecution execution = mock(DelegateExecution.class);
		given(execution.getVariable("caseNo")).willReturn(other);
		given(execution.getVariable("acceptedAt")).willReturn(acceptedAt);
		given(execution.getProcessInstanceId()).willReturn(this.instance);
		given(execution.getCurrentActivityId()).willReturn("Task_HoldQualityMeeting");
		return execution;
	}

	private void receive(String receivedAt) {
		receive(receivedAt, false);
	}

	private void receive(String receivedAt, boolean complex) {
		this.caseNo = this.database.addCase("pending");
		VariableMap variables = Variables.putValue("caseNo", this.caseNo)
			.putValue("receivedAt", receivedAt)
			.putValue("complex", complex)
			.putValue("again", false);
		this.instance = this.runtime.startProcessInstanceByKey("deadline-test", this.caseNo, variables).getId();
	}

	private void complete(String activityId, Map<String, Object> variables) {
		Task task = task(activityId);
		Optional<String> user = Optional.ofNullable(this.identity.getCurrentAuthentication())
			.map((authentication) -> authentication.getUserId());
		user.ifPresent((name) -> this.tasks.claim(task.getId(), name));
		this.tasks.complete(task.getId(), variables);
	}

	private Task task(String activityId) {
		return this.tasks.createTaskQuery()
			.processInstanceId(this.instance)
			.taskDefinitionKey(activityId)
			.singleResult();
	}

	private String due(String activityId) {
		return local(task(activityId).getDueDate());
	}

	private List<TimerEntity> timers(String policy) {
		return this.management.createJobQuery()
			.processInstanceId(this.instance)
			.timers()
			.list()
			.stream()
			.map(TimerEntity.class::cast)
			.filter((timer) -> timer.getRepeat().equals(policy + "@" + this.caseNo))
			.toList();
	}

	private String timer(String policy) {
		assertThat(timers(policy)).hasSize(1);
		return local(timers(policy).get(0).getDuedate());
	}

	private void fire(String policy) {
		assertThat(timers(policy)).hasSize(1);
		this.management.executeJob(timers(policy).get(0).getId());
	}

	private CaseClock clock(String policy) {
		return this.clocks.active(this.caseNo, policy).orElseThrow();
	}

	private String state(String policy) {
		return this.database.jdbc.sql("select state from clock where case_no = ? and policy = ?")
			.params(this.caseNo, policy)
			.query(String.class)
			.single();
	}

	private VariableScope scope() {
		VariableScope scope = mock(VariableScope.class);
		given(scope.getVariable("caseNo")).willReturn(this.caseNo);
		return scope;
	}

	private void thenTold(String template, String group, String stepKey) {
		then(this.notifications).should().toGroup(eq(this.caseNo), eq(template), eq(group), eq(stepKey), any());
	}

	private void thenToldAbout(String policyName, String group) {
		then(this.notifications).should()
			.toGroup(eq(this.caseNo), anyString(), eq(group), anyString(),
					argThat((model) -> policyName.equals(model.get("policyName"))));
	}

	private static String local(Date date) {
		return LocalDateTime.ofInstant(date.toInstant(), Calendar2026.SHANGHAI).toString();
	}

}
