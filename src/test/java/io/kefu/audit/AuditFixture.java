package io.kefu.audit;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.kefu.CaseDriver;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;

/**
 * A history of real runs: people claim, delegate and complete steps of a demand and of
 * the repair that it calls.
 */
final class AuditFixture {

	private final ProcessEngine engine;

	private final CaseDriver cases;

	AuditFixture(ProcessEngine engine, CaseDriver cases) {
		this.engine = engine;
		this.cases = cases;
	}

	/**
	 * Acts as a person. What the person may do is no matter of these tests.
	 * @param <T> what comes of it
	 * @param login who acts
	 * @param work what is done
	 * @return what came of it
	 */
	<T> T as(String login, Supplier<T> work) {
		this.engine.getIdentityService().setAuthentication(login, List.of("camunda-admin"));
		try {
			return work.get();
		}
		finally {
			this.engine.getIdentityService().clearAuthentication();
		}
	}

	void as(String login, Runnable work) {
		as(login, () -> {
			work.run();
			return null;
		});
	}

	/**
	 * A demand about hardware, filed and checked: it waits in the repair that it called.
	 * @param customer the customer's name
	 * @param filedAt when
	 * @return the case number
	 */
	String demandInRepair(String customer, String filedAt) {
		CaseDriver.now(filedAt);
		String caseNo = as("customerService", () -> this.cases.start("demand-handling",
				CaseDriver.filedBy(customer, Map.of("channel", "email", "inAnswerScope", true))));
		work("customerService", caseNo, "Task_CheckCustomerFile",
				Map.of("newProblem", true, "servicePeriodConfirmed", true));
		work("customerServiceLead", caseNo, "Task_AnalyseDemand", Map.of("demandType", "hardware"));
		work("customerService", caseNo, "Task_IntakeRepair",
				Map.of("productModel", "KF-300", "purchaseProof", false, "misuse", false));
		return caseNo;
	}

	/** Claims a step and submits its form, as that person. */
	void work(String login, String caseNo, String step, Map<String, Object> form) {
		Task task = this.cases.task(caseNo, step);
		as(login, () -> {
			if (!login.equals(task.getAssignee())) {
				this.engine.getTaskService().claim(task.getId(), login);
			}
			this.engine.getFormService().submitTaskForm(task.getId(), form);
		});
		runJobs(caseNo);
	}

	void runJobs(String caseNo) {
		for (List<Job> jobs = saved(caseNo); !jobs.isEmpty(); jobs = saved(caseNo)) {
			jobs.forEach((job) -> this.engine.getManagementService().executeJob(job.getId()));
		}
	}

	private List<Job> saved(String caseNo) {
		return this.engine.getRuntimeService()
			.createProcessInstanceQuery()
			.processInstanceBusinessKey(caseNo)
			.list()
			.stream()
			.filter((instance) -> !instance.getProcessDefinitionId().startsWith("deliver-notification:"))
			.flatMap((instance) -> this.engine.getManagementService()
				.createJobQuery()
				.processInstanceId(instance.getId())
				.messages()
				.list()
				.stream())
			.toList();
	}

	/**
	 * The instance of a process in a case.
	 * @param caseNo case number
	 * @param processKey key of the process
	 * @return its id
	 */
	String instance(String caseNo, String processKey) {
		return this.engine.getHistoryService()
			.createHistoricProcessInstanceQuery()
			.processInstanceBusinessKey(caseNo)
			.processDefinitionKey(processKey)
			.singleResult()
			.getId();
	}

}
