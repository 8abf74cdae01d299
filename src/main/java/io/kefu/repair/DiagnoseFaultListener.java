package io.kefu.repair;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.casework.CaseVariables;
import io.kefu.identity.Actor;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Notes the fault in the case file and looks whether the same fault of the same unit was
 * repaired a short time ago; the quality department is told then (S4-513).
 */
@Component
class DiagnoseFaultListener implements TaskListener {

	private final Cases cases;

	private final CaseEvents events;

	private final RepairRecords records;

	private final Notifications notifications;

	private final Clock clock;

	private final Duration window;

	DiagnoseFaultListener(Cases cases, CaseEvents events, RepairRecords records, Notifications notifications,
			Clock engineClock, @Value("${kefu.repair.repeat-window}") Duration window) {
		this.cases = cases;
		this.events = events;
		this.records = records;
		this.notifications = notifications;
		this.clock = engineClock;
		this.window = window;
	}

	@Override
	public void notify(DelegateTask task) {
		ServiceCase serviceCase = this.cases.find((String) task.getVariable(CaseVariables.CASE_NO));
		String faultCode = ((String) task.getVariable(RepairProcess.FAULT_CODE)).toUpperCase(Locale.ROOT);
		String serialNo = (String) task.getVariable(RepairProcess.SERIAL_NO);
		task.getExecution().setVariable(RepairProcess.FAULT_CODE, faultCode);
		if (task.getVariable(RepairProcess.PARTS_NEEDED) == null) {
			task.getExecution().setVariable(RepairProcess.PARTS_NEEDED, false);
		}
		this.cases.accept(serviceCase.caseNo(), serviceCase.kind(), faultCode, serviceCase.productModel(), serialNo);
		task.getExecution().setVariable(RepairProcess.REPEAT_REPAIR, false);
		this.records.last(serialNo, faultCode, this.clock.instant().minus(this.window)).ifPresent((earlier) -> {
			task.getExecution().setVariable(RepairProcess.REPEAT_REPAIR, true);
			this.events.record(serviceCase.caseNo(), "REPEAT_REPAIR", Actor.SYSTEM,
					"同题问题重复维修：序列号“%s”的故障“%s”曾在案件%s中维修".formatted(serialNo, faultCode, earlier.caseNo()));
			Map<String, Object> model = new HashMap<>();
			model.put("earlierCaseNo", earlier.caseNo());
			model.put("earlierRepairedAt", earlier.repairedAt());
			model.put("earlierAction", earlier.repairAction());
			this.notifications.toGroup(serviceCase.caseNo(), "repeat-repair", "quality", task.getId(), model);
		});
	}

}
