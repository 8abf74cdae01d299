package io.kefu.repair;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.casework.CaseVariables;
import io.kefu.customerfile.CustomerFiles;
import io.kefu.customerfile.ProductTerms;
import io.kefu.customerfile.UnitFile;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Looks the unit up in the customer's file and works out the facts by which the table
 * judges the warranty (S4-313, S4-501): whether the serial number is known, and how many
 * days of the warranty were left when the customer reported the fault. Refuses a serial
 * number that is not known or another customer's, and another model than the unit's.
 */
@Component
class IntakeRepairListener implements ExecutionListener {

	private final Cases cases;

	private final CustomerFiles customers;

	private final ProductTerms terms;

	private final ZoneId zone;

	IntakeRepairListener(Cases cases, CustomerFiles customers, ProductTerms terms,
			@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.cases = cases;
		this.customers = customers;
		this.terms = terms;
		this.zone = zone;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		ServiceCase serviceCase = this.cases.find((String) execution.getVariable(CaseVariables.CASE_NO));
		String model = (String) execution.getVariable(RepairProcess.PRODUCT_MODEL);
		String serialNo = (String) execution.getVariable(RepairProcess.SERIAL_NO);
		this.customers.requireOwner(serialNo, serviceCase.customerId());
		Optional<UnitFile> unit = this.customers.unit(serialNo);
		unit.map(UnitFile::productModel).filter((known) -> !known.equals(model)).ifPresent((known) -> {
			throw InvalidInputException.of(RepairProcess.PRODUCT_MODEL,
					"序列号“" + serialNo + "”的产品型号是“" + known + "”，与填写的“" + model + "”不符");
		});
		if (execution.getVariable(RepairProcess.COMPONENT) == null) {
			execution.setVariable(RepairProcess.COMPONENT, ProductTerms.WHOLE_UNIT);
		}
		LocalDate lastDay = lastDay(execution, model, unit);
		execution.setVariable("serialKnown", unit.isPresent());
		execution.setVariable("warrantyUntil", (lastDay != null) ? lastDay.toString() : null);
		execution.setVariable(RepairProcess.WARRANTY_DAYS_LEFT, (lastDay != null)
				? (int) ChronoUnit.DAYS.between(LocalDate.ofInstant(serviceCase.receivedAt(), this.zone), lastDay)
				: null);
		this.cases.accept(serviceCase.caseNo(), serviceCase.kind(), serviceCase.faultCode(), model, serialNo);
	}

	/** The purchase proof prevails over what the file knows about the sale. */
	private LocalDate lastDay(DelegateExecution execution, String model, Optional<UnitFile> unit) {
		LocalDate soldOn = Boolean.TRUE.equals(execution.getVariable("purchaseProof"))
				? LocalDate.parse((String) execution.getVariable("purchaseDate"))
				: unit.map(UnitFile::soldOn).orElse(null);
		return (soldOn != null) ? ProductTerms.lastDay(soldOn,
				this.terms.warrantyMonths(model, (String) execution.getVariable(RepairProcess.COMPONENT), soldOn))
				: null;
	}

}
