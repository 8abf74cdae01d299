package io.kefu.returns;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.kefu.casework.CaseVariables;
import io.kefu.casework.CompanyTime;
import io.kefu.customerfile.CustomerFiles;
import io.kefu.customerfile.UnitFile;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

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

	private final CompanyTime times;

	CheckReturnRequestListener(CustomerFiles files, CompanyTime times) {
		this.files = files;
		this.times = times;
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
		LocalDate received = this.times.day(execution.getVariable(CaseVariables.RECEIVED_AT));
		execution.setVariable("daysSincePurchase",
				purchased((String) execution.getVariable("purchaseDate"), unit)
					.map((day) -> (int) ChronoUnit.DAYS.between(day, received))
					.orElse(null));
		execution.setVariable("qualityFlaw", "quality_flaw".equals(execution.getVariable("returnReason")));
	}

	private static Optional<LocalDate> purchased(String date, Optional<UnitFile> unit) {
		return (date != null) ? Optional.of(LocalDate.parse(date)) : unit.map(UnitFile::soldOn);
	}

}
