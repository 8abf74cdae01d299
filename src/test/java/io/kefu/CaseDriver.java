package io.kefu;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Works on cases in tests as staff would, with the real forms, and looks at what came of
 * it. A case is the whole family of its process instances.
 */
@TestComponent
public class CaseDriver {

	private final RuntimeService runtime;

	private final TaskService tasks;

	private final FormService forms;

	private final HistoryService history;

	private final ManagementService management;

	private final JdbcClient jdbc;

	CaseDriver(RuntimeService runtime, TaskService tasks, FormService forms, HistoryService history,
			ManagementService management, JdbcClient jdbc) {
		this.runtime = runtime;
		this.tasks = tasks;
		this.forms = forms;
		this.history = history;
		this.management = management;
		this.jdbc = jdbc;
	}

	/**
	 * Sets the engine's time; {@link ClockUtil#reset()} afterwards.
	 * @param time ISO 8601 with offset
	 * @return the moment
	 */
	public static Instant now(String time) {
		Instant now = OffsetDateTime.parse(time).toInstant();
		ClockUtil.setCurrentTime(Date.from(now));
		return now;
	}

	/**
	 * A moment as the engine has it.
	 * @param time ISO 8601 with offset
	 * @return the moment
	 */
	public static Date at(String time) {
		return Date.from(OffsetDateTime.parse(time).toInstant());
	}

	/**
	 * Starts a process with its start form and runs it to its first wait states.
	 * @param processKey key of the process
	 * @param form the start form's fields
	 * @return the case number
	 */
	public String start(String processKey, Map<String, Object> form) {
		ProcessInstance instance = this.runtime.startProcessInstanceByKey(processKey, form);
		String caseNo = (String) this.history.createHistoricVariableInstanceQuery()
			.processInstanceId(instance.getId())
			.variableName("caseNo")
			.singleResult()
			.getValue();
		runJobs(caseNo);
		return caseNo;
	}

	/**
	 * Starts a process that is no customer's case and runs it to its first wait states.
	 * @param processKey key of the process
	 * @param form the start form's fields
	 * @return its business key, which serves as the case number here
	 */
	public String startWithoutCase(String processKey, Map<String, Object> form) {
		String instance = this.runtime.startProcessInstanceByKey(processKey, form).getId();
		String businessKey = this.runtime.createProcessInstanceQuery()
			.processInstanceId(instance)
			.singleResult()
			.getBusinessKey();
		runJobs(businessKey);
		return businessKey;
	}

	/**
	 * The start form {@code file-case} filled in for a customer of one's own.
	 * @param customer the customer's name
	 * @param deviations other or further fields
	 * @return the form's fields
	 */
	public static Map<String, Object> filedBy(String customer, Map<String, Object> deviations) {
		return with(
				Map.of("customerName", customer, "contactName", "王芳", "contactPhone", "13912345678", "contactEmail",
						"wang@example.com", "channel", "hotline", "description", "开机后无画面", "remedySought", "尽快修复"),
				deviations);
	}

	/**
	 * A form filled in as usual but for some fields.
	 * @param usual the usual fields
	 * @param deviations other or further fields
	 * @return the form's fields
	 */
	public static Map<String, Object> with(Map<String, Object> usual, Map<String, Object> deviations) {
		Map<String, Object> form = new HashMap<>(usual);
		form.putAll(deviations);
		return form;
	}

	/**
	 * Submits the step's form and lets the engine go on to the next wait states.
	 * @param caseNo case number
	 * @param step id of the user task
	 * @param form the form's fields
	 */
	public void complete(String caseNo, String step, Map<String, Object> form) {
		this.forms.submitTaskForm(task(caseNo, step).getId(), form);
		runJobs(caseNo);
	}

	/**
	 * Submits the step's form and expects that it is refused.
	 * @param caseNo case number
	 * @param step id of the user task
	 * @param form the form's fields
	 * @return the fields that the refusal names
	 */
	public List<String> refusal(String caseNo, String step, Map<String, Object> form) {
		return refusal(() -> complete(caseNo, step, form));
	}

	/**
	 * Expects that something is refused.
	 * @param submission what is tried
	 * @return the fields that the refusal names
	 */
	public static List<String> refusal(ThrowingCallable submission) {
		InvalidInputException refusal = assertThatExceptionOfType(InvalidInputException.class).isThrownBy(submission)
			.actual();
		return refusal.errors().stream().map(FieldError::field).toList();
	}

	/** Runs what waits at save points, until nothing does. */
	private void runJobs(String caseNo) {
		for (List<Job> jobs = saved(caseNo); !jobs.isEmpty(); jobs = saved(caseNo)) {
			jobs.forEach((job) -> this.management.executeJob(job.getId()));
		}
	}

	private List<Job> saved(String caseNo) {
		return this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(caseNo)
			.list()
			.stream()
			.filter((instance) -> !instance.getProcessDefinitionId().startsWith("deliver-notification:"))
			.flatMap((instance) -> this.management.createJobQuery()
				.processInstanceId(instance.getProcessInstanceId())
				.messages()
				.list()
				.stream())
			.toList();
	}

	/**
	 * The open task of a step.
	 * @param caseNo case number
	 * @param step id of the user task
	 * @return the task, never null
	 */
	public Task task(String caseNo, String step) {
		List<Task> open = this.tasks.createTaskQuery()
			.processInstanceBusinessKey(caseNo)
			.taskDefinitionKey(step)
			.list();
		assertThat(open).as("%s of %s; open are %s", step, caseNo, openSteps(caseNo)).hasSize(1);
		return open.get(0);
	}

	/**
	 * Where the case waits for people.
	 * @param caseNo case number
	 * @return ids of the open user tasks of all its processes
	 */
	public List<String> openSteps(String caseNo) {
		return this.tasks.createTaskQuery()
			.processInstanceBusinessKey(caseNo)
			.list()
			.stream()
			.map(Task::getTaskDefinitionKey)
			.toList();
	}

	/**
	 * Who may take the step.
	 * @param caseNo case number
	 * @param step id of the user task
	 * @return its candidate groups
	 */
	public List<String> groups(String caseNo, String step) {
		return this.tasks.getIdentityLinksForTask(task(caseNo, step).getId())
			.stream()
			.map(IdentityLink::getGroupId)
			.toList();
	}

	/**
	 * A variable of one of the case's processes, also after its end.
	 * @param caseNo case number
	 * @param processKey key of the process
	 * @param name name of the variable
	 * @return its last value, of the latest instance; null where there is none
	 */
	public Object variable(String caseNo, String processKey, String name) {
		List<String> instances = this.history.createHistoricProcessInstanceQuery()
			.processInstanceBusinessKey(caseNo)
			.processDefinitionKey(processKey)
			.orderByProcessInstanceStartTime()
			.desc()
			.list()
			.stream()
			.map(HistoricProcessInstance::getId)
			.toList();
		HistoricVariableInstance variable = this.history.createHistoricVariableInstanceQuery()
			.processInstanceId(instances.get(0))
			.activityInstanceIdIn(instances.get(0))
			.variableName(name)
			.singleResult();
		return (variable != null) ? variable.getValue() : null;
	}

	/**
	 * A column of the case.
	 * @param caseNo case number
	 * @param column column of {@code service_case}
	 * @return its value as text
	 */
	public String field(String caseNo, String column) {
		return this.jdbc.sql("select " + column + "::text from service_case where case_no = ?")
			.param(caseNo)
			.query(String.class)
			.optional()
			.orElse(null);
	}

	/**
	 * The clocks of the case.
	 * @param caseNo case number
	 * @return policy and state, as {@code quote MET}
	 */
	public List<String> clocks(String caseNo) {
		return texts("select policy || ' ' || state from clock where case_no = ? order by id", caseNo);
	}

	/**
	 * The timeline of the case.
	 * @param caseNo case number
	 * @return the texts, oldest first
	 */
	public List<String> events(String caseNo) {
		return texts("select text from case_event where case_no = ? order by id", caseNo);
	}

	/**
	 * The messages written.
	 * @param caseNo case number
	 * @return names of the templates, oldest first
	 */
	public List<String> templates(String caseNo) {
		return texts("select template from notification where case_no = ? order by id", caseNo);
	}

	/**
	 * To whom a message was written.
	 * @param caseNo case number
	 * @param template name of the template
	 * @return customer, group ids, or user: and a login
	 */
	public List<String> recipients(String caseNo, String template) {
		return texts("select recipient from notification where case_no = ? and template = ? order by id", caseNo,
				template);
	}

	/**
	 * What a message says.
	 * @param caseNo case number
	 * @param template name of the template
	 * @return text of the first such message
	 */
	public String message(String caseNo, String template) {
		return texts("select body from notification where case_no = ? and template = ? order by id", caseNo, template)
			.get(0);
	}

	private List<String> texts(String sql, String... parameters) {
		return this.jdbc.sql(sql).params((Object[]) parameters).query(String.class).list();
	}

	/**
	 * The waiting timer of a boundary event.
	 * @param caseNo case number
	 * @param event id of the event
	 * @return the timer, never null
	 */
	public Job timer(String caseNo, String event) {
		List<Job> timers = timers(caseNo, event);
		assertThat(timers).as("timer %s of %s", event, caseNo).hasSize(1);
		return timers.get(0);
	}

	/**
	 * The waiting timers of a boundary event.
	 * @param caseNo case number
	 * @param event id of the event
	 * @return none or one
	 */
	public List<Job> timers(String caseNo, String event) {
		return this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(caseNo)
			.list()
			.stream()
			.flatMap((instance) -> this.management.createJobQuery()
				.processInstanceId(instance.getProcessInstanceId())
				.timers()
				.activityId(event)
				.list()
				.stream())
			.toList();
	}

	/**
	 * Fires a timer now, whatever its date.
	 * @param caseNo case number
	 * @param event id of the event
	 */
	public void fire(String caseNo, String event) {
		this.management.executeJob(timer(caseNo, event).getId());
		runJobs(caseNo);
	}

	/**
	 * Looks when the open task of a step is due.
	 * @param caseNo case number
	 * @param step id of the user task
	 * @param due ISO 8601 with offset
	 */
	public void assertDue(String caseNo, String step, String due) {
		assertThat(task(caseNo, step).getDueDate()).isEqualTo(at(due));
	}

	/**
	 * Lets the clock of a waiting step run through all its thresholds and looks whether
	 * each of them happened once and was told to whom it concerns.
	 * @param caseNo case number
	 * @param event id of the boundary timer
	 * @param policy the clock's policy
	 * @param group the department that has the step
	 */
	public void assertEscalates(String caseNo, String event, String policy, String group) {
		for (int level = 1; level <= 4; level++) {
			fire(caseNo, event);
		}
		assertThat(timers(caseNo, event)).as("nothing is left to fire").isEmpty();
		assertThat(texts("""
				select e.type from clock_event e join clock c on c.id = e.clock_id
				where c.case_no = ? and c.policy = ? and e.type <> 'START' order by e.id""", caseNo, policy))
			.containsExactly("WARN", "BREACH", "ESCALATE_LEAD", "ESCALATE_MANAGEMENT");
		assertThat(recipients(caseNo, "deadline-reminder")).contains(group);
		assertThat(recipients(caseNo, "deadline-overdue")).contains(group);
		assertThat(recipients(caseNo, "deadline-escalation")).contains(group.endsWith("Lead") ? group : group + "Lead",
				"management");
		assertThat(clocks(caseNo)).contains(policy + " BREACHED");
	}

	/**
	 * Looks whether a process of the case has ended where it should.
	 * @param caseNo case number
	 * @param processKey key of the process
	 * @param endEvent id of the end event
	 */
	public void assertEnded(String caseNo, String processKey, String endEvent) {
		assertThat(this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(caseNo)
			.processDefinitionKey(processKey)
			.count()).as("running; open are %s", openSteps(caseNo)).isZero();
		assertThat(this.history.createHistoricProcessInstanceQuery()
			.processInstanceBusinessKey(caseNo)
			.processDefinitionKey(processKey)
			.list()
			.stream()
			.filter((instance) -> this.history.createHistoricActivityInstanceQuery()
				.processInstanceId(instance.getId())
				.activityId(endEvent)
				.count() > 0))
			.as("reached %s", endEvent)
			.isNotEmpty();
	}

}
