package io.kefu.repair;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import io.kefu.casework.CaseVariables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Writes a repair that the customer has signed for into the product's life file, with
 * what became of the old parts (S4-325, S4-516, S4-518). What the customer does not
 * accept begins the next round.
 */
@Component
class HandOverListener implements TaskListener {

	private final RepairRecords records;

	private final Clock clock;

	private final ZoneId zone;

	HandOverListener(RepairRecords records, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.records = records;
		this.clock = engineClock;
		this.zone = zone;
	}

	@Override
	public void notify(DelegateTask task) {
		if (Boolean.FALSE.equals(task.getVariable(RepairProcess.CUSTOMER_CONFIRMED))) {
			CountInspectionListener.next(task, "lastRefusal", "refusalReason");
			return;
		}
		Instant now = this.clock.instant();
		if (task.getVariable("signedAt") == null) {
			task.getExecution()
				.setVariable("signedAt", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now.atZone(this.zone)));
		}
		this.records.add(new RepairRecord(text(task, CaseVariables.CASE_NO), text(task, RepairProcess.SERIAL_NO),
				text(task, RepairProcess.PRODUCT_MODEL), text(task, RepairProcess.COMPONENT),
				text(task, RepairProcess.FAULT_CODE), text(task, "faultDescription"), yes(task, "humanDamage"),
				text(task, RepairProcess.REPAIR_ROUTE), text(task, "repairAction"),
				yes(task, RepairProcess.IN_WARRANTY), yes(task, RepairProcess.CHARGED), text(task, "partName"),
				text(task, "partNo"), (Integer) task.getVariable("quantity"), text(task, "oldPartsTo"),
				text(task, "oldPartNo"), text(task, "signedBy"), now));
	}

	private static String text(DelegateTask task, String variable) {
		return (String) task.getVariable(variable);
	}

	private static boolean yes(DelegateTask task, String variable) {
		return Boolean.TRUE.equals(task.getVariable(variable));
	}

}
