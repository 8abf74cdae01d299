package io.kefu.tracing;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Notes what the management decided after three rounds without effect, and why (S0-51).
 */
@Component
class DecideTracingListener implements TaskListener {

	private final CaseEvents events;

	DecideTracingListener(CaseEvents events) {
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		boolean closes = "close".equals(task.getVariable("decision"));
		String reason = (String) task.getVariable("reason");
		this.events.record((String) task.getVariable(CaseVariables.CASE_NO), "DECISION", Actor.of(task),
				(closes ? "管理层决定结束追溯：" : "管理层决定继续追溯：") + reason);
		if (closes) {
			task.getExecution().setVariable(ProblemTracingProcess.TRACING_CONCLUSION, "产品问题追溯结束：" + reason);
		}
	}

}
