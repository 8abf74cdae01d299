package io.kefu;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.CallActivityBuilder;

/**
 * Small processes around the one under test: those that it calls, which have tests of
 * their own, and one that calls it.
 */
public final class StandIns {

	private StandIns() {
	}

	/**
	 * A process of one user task, whose answers are its result.
	 * @param key key of the process it stands for
	 * @param step id of the task
	 * @return the model
	 */
	public static BpmnModelInstance oneStep(String key, String step) {
		return Bpmn.createExecutableProcess(key)
			.camundaHistoryTimeToLiveString("P1D")
			.startEvent()
			.userTask(step)
			.endEvent()
			.done();
	}

	/**
	 * A process that opens a case, calls another process for it and then waits at
	 * {@code Task_GoOn}.
	 * @param key key of the caller
	 * @param caseKind kind of the case
	 * @param called key of the called process
	 * @param result variable that it gives back
	 * @param passed variables that it gets
	 * @return the model
	 */
	public static BpmnModelInstance caller(String key, String caseKind, String called, String result,
			String... passed) {
		CallActivityBuilder call = Bpmn.createExecutableProcess(key)
			.camundaHistoryTimeToLiveString("P1D")
			.startEvent()
			.serviceTask()
			.camundaDelegateExpression("#{openCaseDelegate}")
			.camundaInputParameter("caseKind", caseKind)
			.callActivity()
			.calledElement(called)
			.camundaInBusinessKey("#{execution.processBusinessKey}")
			.camundaOut(result, result);
		for (String variable : passed) {
			call.camundaIn(variable, variable);
		}
		return call.userTask("Task_GoOn").endEvent().done();
	}

}
