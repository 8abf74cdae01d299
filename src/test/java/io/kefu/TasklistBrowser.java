package io.kefu;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.management.UpdateJobSuspensionStateBuilder;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Staff at work in Tasklist, in a real browser: one window per user. Everything runs on
 * the test's own thread, as the browser's driver wants it. Leaves pictures in
 * {@code target/screenshots}.
 */
public final class TasklistBrowser implements AutoCloseable {

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	private final Map<String, Page> pages = new HashMap<>();

	private final Chromium chromium = Chromium.launch();

	private final int port;

	private final ProcessEngine engine;

	private final TaskService tasks;

	private final JobExecutor jobExecutor;

	/**
	 * Opens the browser, and lets the application work by itself until it is closed.
	 * @param port where the application answers
	 * @param engine to know when a step has come and gone
	 */
	public TasklistBrowser(int port, ProcessEngine engine) {
		this.port = port;
		this.engine = engine;
		this.tasks = engine.getTaskService();
		this.jobExecutor = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
		otherTestsJobs(UpdateJobSuspensionStateBuilder::suspend);
		this.jobExecutor.start();
		PlaywrightAssertions.setDefaultAssertionTimeout(20000);
	}

	/**
	 * Opens the start form of a process.
	 * @param user who starts it
	 * @param process name of the process
	 * @return the form
	 */
	public Locator startForm(String user, String process) {
		Page page = page(user);
		page.getByText("启动流程", new Page.GetByTextOptions().setExact(true)).first().click();
		page.locator(".modal-dialog").getByText(process, new Locator.GetByTextOptions().setExact(true)).click();
		return page.locator(".modal-dialog .fjs-container");
	}

	/**
	 * Submits the start form that is open and expects it to be taken.
	 * @param user who starts it
	 */
	public void submitStart(String user) {
		Page page = page(user);
		page.locator(".modal-footer button", new Page.LocatorOptions().setHasText("启动")).click();
		assertThat(page.locator(".modal-dialog")).hasCount(0);
	}

	/**
	 * Finds the task among those that the department has not claimed.
	 * @param user a member of the department
	 * @param caseNo case number
	 * @param step name of the task
	 * @return its card
	 */
	public Locator card(String user, String caseNo, String step) {
		Awaitility.await(step).atMost(Duration.ofSeconds(30)).until(() -> open(caseNo, step) == 1);
		Page page = page(user);
		// A click on a filter reads its tasks anew.
		page.locator(".task-filters").getByText("本部门待领取").click();
		Locator card = page.locator("li.task")
			.filter(new FilterOptions().setHasText(caseNo))
			.filter(new FilterOptions().setHasText(step));
		assertThat(card).containsText("案件编号");
		return card;
	}

	/**
	 * Finds the task among those of the department, claims it, fills in its form and
	 * completes it.
	 * @param user a member of the department
	 * @param caseNo case number
	 * @param step name of the task
	 * @param fillIn fills in the form
	 */
	public void work(String user, String caseNo, String step, Consumer<Locator> fillIn) {
		Page page = page(user);
		card(user, caseNo, step).locator("h4.task a").click();
		page.locator(".task-card").getByText("领取", new Locator.GetByTextOptions().setExact(true)).click();
		Locator form = page.locator(".task-details .fjs-container");
		assertThat(form).containsText(caseNo);
		assertThat(page.getByText("退回", new Page.GetByTextOptions().setExact(true))
			.or(page.locator(".task-card .assignee"))
			.first()).isVisible();
		fillIn.accept(form);
		Locator complete = page.locator("button", new Page.LocatorOptions().setHasText("完成"));
		assertThat(complete).isEnabled();
		// Leaving the field first: the form may move when it is checked, under the mouse.
		page.evaluate("() => document.activeElement.blur()");
		complete.click();
		assertThat(form).hasCount(0);
		Awaitility.await(step + " is completed").atMost(Duration.ofSeconds(30)).until(() -> open(caseNo, step) == 0);
	}

	private long open(String caseNo, String step) {
		return this.tasks.createTaskQuery().processInstanceBusinessKey(caseNo).taskName(step).count();
	}

	/**
	 * The user's window, logged in to Tasklist.
	 * @param user login
	 * @return the page
	 */
	public Page page(String user) {
		return this.pages.computeIfAbsent(user, (login) -> {
			Page page = newPage();
			Chromium.logIn(page, this.port, "tasklist", login);
			page.navigate("http://localhost:" + this.port + "/camunda/app/tasklist/default/");
			return page;
		});
	}

	/**
	 * A window of its own, not logged in.
	 * @return the page
	 */
	public Page newPage() {
		return newPage(options());
	}

	/**
	 * A window of its own that differs from the others, not logged in.
	 * @param options what its browser is like
	 * @return the page
	 */
	public Page newPage(NewContextOptions options) {
		Page page = this.chromium.window(options).newPage();
		page.setDefaultTimeout(20000);
		return page;
	}

	private static NewContextOptions options() {
		return new NewContextOptions().setLocale("zh-CN").setTimezoneId("Asia/Shanghai").setViewportSize(1366, 900);
	}

	/**
	 * Chooses from a list.
	 * @param form the form
	 * @param label label of the field
	 * @param option what to choose
	 */
	public static void choose(Locator form, String label, String option) {
		Locator field = form.locator(".fjs-form-field-select").filter(new FilterOptions().setHasText(label));
		Locator choice = form.locator(".fjs-dropdownlist-item").filter(new FilterOptions().setHasText(option)).first();
		// A list that was opened while the form was still being drawn closes again.
		for (int attempt = 0; attempt < 5 && !choice.isVisible(); attempt++) {
			field.locator(".fjs-input-group").click();
			form.page().waitForTimeout(500);
		}
		choice.click();
	}

	/**
	 * Types a date.
	 * @param form the form
	 * @param label label of the field
	 * @param date the date
	 */
	public static void date(Locator form, String label, LocalDate date) {
		Locator field = form.getByLabel(label);
		field.click();
		field.fill(DateTimeFormatter.ofPattern("yyyy/M/d").format(date));
		field.press("Enter");
	}

	/**
	 * Chooses one of the answers that are all shown.
	 * @param form the form
	 * @param label label of the field
	 * @param option what to choose
	 */
	public static void radio(Locator form, String label, String option) {
		// A text takes a moment to be noted; a click before that would be lost.
		form.page().waitForTimeout(400);
		form.locator(".fjs-form-field-radio")
			.filter(new FilterOptions().setHasText(label))
			.getByText(option, new Locator.GetByTextOptions().setExact(true))
			.click();
	}

	/**
	 * Takes a picture of what the user sees.
	 * @param user login
	 * @param name name of the file, without ending
	 */
	public void picture(String user, String name) {
		picture(page(user), name);
	}

	/**
	 * Takes a picture of a window.
	 * @param page the window
	 * @param name name of the file, without ending
	 */
	public void picture(Page page, String name) {
		page.screenshot(new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
	}

	/**
	 * The tests before left thousands of timers behind that are long due. They would be
	 * worked off first.
	 */
	private void otherTestsJobs(Consumer<UpdateJobSuspensionStateBuilder> change) {
		this.engine.getRepositoryService()
			.createProcessDefinitionQuery()
			.latestVersion()
			.list()
			.forEach((definition) -> change.accept(this.engine.getManagementService()
				.updateJobSuspensionState()
				.byProcessDefinitionKey(definition.getKey())));
	}

	@Override
	public void close() {
		this.jobExecutor.shutdown();
		otherTestsJobs(UpdateJobSuspensionStateBuilder::activate);
		this.chromium.close();
	}

}
