package io.kefu.casefile;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.task.Task;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells which case a task belongs to, to those who may see the task.
 */
@RestController
@RequestMapping("/api/tasks/{taskId}/case")
class TaskCaseController {

	private final TaskService tasks;

	private final RepositoryService repository;

	private final Cases cases;

	TaskCaseController(TaskService tasks, RepositoryService repository, Cases cases) {
		this.tasks = tasks;
		this.repository = repository;
		this.cases = cases;
	}

	/**
	 * The case of a task.
	 *
	 * @param caseNo case number, null where the task belongs to no case, as in a survey
	 * @param processName name of the task's process, null where the user may not know it
	 */
	record TaskCase(String caseNo, String processName) {
	}

	@GetMapping
	TaskCase find(@PathVariable String taskId) {
		// The engine answers with tasks that this user may see only.
		Task task = this.tasks.createTaskQuery().taskId(taskId).singleResult();
		if (task == null) {
			throw InvalidInputException.notFound("任务不存在，已经完成，或不属于您的部门");
		}
		String caseNo = (this.tasks.getVariable(taskId, "caseNo") instanceof String text) ? text : null;
		ProcessDefinition process = this.repository.createProcessDefinitionQuery()
			.processDefinitionId(task.getProcessDefinitionId())
			.singleResult();
		return new TaskCase((caseNo != null && this.cases.lookUp(caseNo).isPresent()) ? caseNo : null,
				(process != null) ? process.getName() : null);
	}

}
