package io.kefu;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;

/**
 * Days of the past, one after the other for all tests that seal days (a sealed day stays
 * sealed), and a short case with all kinds of history: a decision, a called process,
 * steps of people.
 */
public final class HistoryDays {

	/** Key of the short case's process; its history is kept one day. */
	public static final String PROCESS = "history-caller";

	private static LocalDate day = LocalDate.of(2026, 3, 1);

	private HistoryDays() {
	}

	/**
	 * A day that no test has used or looked back from.
	 * @return the day after the latest to which the clock was set
	 */
	public static synchronized LocalDate next() {
		day = day.plusDays(1);
		return day;
	}

	/**
	 * Sets the engine's clock.
	 * @param day a day
	 * @param time time of day in Asia/Shanghai, as {@code 10:00}
	 */
	public static synchronized void now(LocalDate day, String time) {
		HistoryDays.day = day.isAfter(HistoryDays.day) ? day : HistoryDays.day;
		CaseDriver.now(day + "T" + time + ":00+08:00");
	}

	/**
	 * Deploys the processes.
	 * @param repository the engine
	 */
	public static void deploy(RepositoryService repository) {
		repository.createDeployment()
			.name("history-days")
			.enableDuplicateFiltering(false)
			.addModelInstance("history-called.bpmn", StandIns.oneStep("history-called", "Task_Called"))
			.addModelInstance("history-caller.bpmn",
					Bpmn.createExecutableProcess(PROCESS)
						.camundaHistoryTimeToLiveString("P1D")
						.startEvent()
						.serviceTask()
						.camundaDelegateExpression("#{openCaseDelegate}")
						.camundaInputParameter("caseKind", "demand")
						.businessRuleTask("Task_Decide")
						.camundaDecisionRef("visit-transport")
						.camundaResultVariable("transport")
						.camundaMapDecisionResult("singleEntry")
						.callActivity()
						.calledElement("history-called")
						.camundaInBusinessKey("#{execution.processBusinessKey}")
						.userTask("Task_GoOn")
						.camundaAssignee("customerService")
						.endEvent()
						.done())
			.deploy();
	}

	/**
	 * Starts the short case.
	 * @param cases driver
	 * @return the case number; it waits at {@code Task_Called}
	 */
	public static String start(CaseDriver cases) {
		return cases.start(PROCESS, CaseDriver.filedBy("留痕检测公司",
				Map.of("distanceKm", 12.5, "unitCount", 1, "urgent", true, "parts", List.of("电容", "保险丝"))));
	}

	/**
	 * Runs the case to its end.
	 * @param cases driver
	 * @param caseNo case number
	 */
	public static void finish(CaseDriver cases, String caseNo) {
		cases.complete(caseNo, "Task_Called", Map.of("visitNote", "已上门查看"));
		cases.complete(caseNo, "Task_GoOn", Map.of("answer", "已更换电容"));
	}

	/**
	 * The root process instance of the case.
	 * @param history the engine
	 * @param caseNo case number
	 * @return its id
	 */
	public static String root(HistoryService history, String caseNo) {
		return history.createHistoricProcessInstanceQuery()
			.processInstanceBusinessKey(caseNo)
			.processDefinitionKey(PROCESS)
			.list()
			.stream()
			.map(HistoricProcessInstance::getId)
			.findFirst()
			.orElseThrow();
	}

}
