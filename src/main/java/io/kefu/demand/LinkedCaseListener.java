package io.kefu.demand;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.Task;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Node 8 (S1-36): lays the state of the linked case beside the task.
 */
@Component
class LinkedCaseListener implements TaskListener {

	private final Cases cases;

	private final DateTimeFormatter minute;

	LinkedCaseListener(Cases cases, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.cases = cases;
		this.minute = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
	}

	@Override
	public void notify(DelegateTask task) {
		ServiceCase linked = this.cases.find((String) task.getVariable(DemandVariables.LINKED_CASE_NO));
		task.setVariableLocal("linkedState", linked.state().label());
		task.setVariableLocal("linkedReceivedAt", this.minute.format(linked.receivedAt()));
		task.setVariableLocal("linkedDescription", linked.description());
		String steps = task.getProcessEngineServices()
			.getTaskService()
			.createTaskQuery()
			.processInstanceBusinessKey(linked.caseNo())
			.orderByTaskCreateTime()
			.asc()
			.list()
			.stream()
			.map(Task::getName)
			.collect(Collectors.joining("、"));
		task.setVariableLocal("linkedSteps", steps.isEmpty() ? "没有待办的步骤" : steps);
	}

}
