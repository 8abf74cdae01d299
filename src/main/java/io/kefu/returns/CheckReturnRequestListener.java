package io.kefu.returns;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.kefu.casework.CaseVariables;
import io.kefu.customerfile.CustomerFiles;
import io.kefu.customerfile.UnitFile;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Checks the unit against the customer's file and works out what the table
 * {@code return-eligibility} asks for. The days count from the purchase to the day the
 * customer came, in the company's zone: how long we take is not the customer's fault.
 * Where no day of purchase is given, the file's day of sale counts.
 */
@Component
class CheckReturnRequestListener implements ExecutionListener {

	private final CustomerFiles files;

	private final ZoneId zone;

	CheckReturnRequestListener(CustomerFiles files, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.files = files;
		this.zone = zone;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		String serialNo = (String) execution.getVariable("serialNo");
		this.files.requireOwner(serialNo, ((Number) execution.getVariable(CaseVariables.CUSTOMER_ID)).longValue());
		Optional<UnitFile> unit = this.files.unit(serialNo);
		if (execution.getVariable("productModel") == null) {
			unit.ifPresent((known) -> execution.setVariable("productModel", known.productModel()));
		}
		execution.setVariable("daysSincePurchase",
				purchased((String) execution.getVariable("purchaseDate"), unit)
					.map((day) -> (int) ChronoUnit.DAYS.between(day, received(execution)))
					.orElse(null));
		execution.setVariable("qualityFlaw", "quality_flaw".equals(execution.getVariable("returnReason")));
	}

	private static Optional<LocalDate> purchased(String date, Optional<UnitFile> unit) {
		return (date != null) ? Optional.of(LocalDate.parse(date)) : unit.map(UnitFile::soldOn);
	}

	private LocalDate received(DelegateExecution execution) {
		return OffsetDateTime.parse((String) execution.getVariable(CaseVariables.RECEIVED_AT))
			.atZoneSameInstant(this.zone)
			.toLocalDate();
	}

}
