package io.kefu.tracing;

import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.casework.CaseVariables;
import io.kefu.tracing.TraceRecords.Trace;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Files the traceability data of a problem (S0-27).
 */
@Component
class FileTraceabilityListener implements TaskListener {

	private final TraceRecords records;

	private final CaseEvents events;

	FileTraceabilityListener(TraceRecords records, CaseEvents events) {
		this.records = records;
		this.events = events;
	}

	@Override
	public void notify(DelegateTask task) {
		String caseNo = text(task, CaseVariables.CASE_NO);
		String batchNo = text(task, "batchNo");
		this.records.file(new Trace(caseNo, task.getProcessInstanceId(),
				text(task, ProblemTracingProcess.PRODUCT_MODEL), text(task, ProblemTracingProcess.FAULT_CODE),
				text(task, "problemKind"), text(task, "problemSummary"), text(task, "affectedBatch"),
				(Integer) task.getVariable("affectedQuantity"), text(task, ProblemTracingProcess.ROOT_CAUSE),
				(Boolean) task.getVariable(ProblemTracingProcess.SUPPLIER_CAUSED),
				text(task, ProblemTracingProcess.COUNTERMEASURE), batchNo, text(task, "materialLot"),
				text(task, "processStation"), text(task, "traceNote")), Actor.of(task));
		this.events.record(caseNo, "TRACE_RECORD", Actor.of(task), "已登记可追溯性资料：生产批次 " + batchNo);
	}

	private static String text(DelegateTask task, String variable) {
		return (String) task.getVariable(variable);
	}

}
