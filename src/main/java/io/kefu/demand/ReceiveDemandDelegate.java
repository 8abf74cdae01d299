package io.kefu.demand;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.kefu.casework.CaseVariables;
import io.kefu.casework.CompanyTime;
import io.kefu.casework.OpenCaseService;
import io.kefu.customerfile.CustomerFiles;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Node 1 (S1-30): opens the case, asks the customer's file for what nodes 2 and 4 decide
 * on, and sets every variable that a later gateway or form reads. A serial number that
 * the file does not know, or knows as another customer's, is refused; nothing is
 * registered then.
 */
@Component
class ReceiveDemandDelegate implements JavaDelegate {

	/** Fields of the start form that a submission may leave out. */
	private static final List<String> FILED = List.of("contactName", "contactPhone", "contactEmail", "productModel",
			DemandVariables.SERIAL_NO, "faultCode", "remedySought", "verbatim", "verified", "relayedBy");

	private static final List<String> UNDECIDED = List.of("scopeReason", "newProblem", DemandVariables.LINKED_CASE_NO,
			DemandVariables.DEMAND_TYPE, "commonProblem", "eligible", "otherwise", "eligibilityExplanation",
			"requestSource", "returnReason", "purchaseDate", "packagingComplete", "misuse", "returnResult",
			DemandVariables.SOLVED_IN_TIME, "cause", "chargeable", "customerAgreed", DemandVariables.NOTIFY_DEPARTMENTS,
			DemandVariables.OUTCOME);

	private final OpenCaseService cases;

	private final CustomerFiles files;

	private final DedicatedContinuesAt dedicatedContinuesAt;

	private final CompanyTime times;

	ReceiveDemandDelegate(OpenCaseService cases, CustomerFiles files,
			@Value("${kefu.demand.dedicated-continues-at}") DedicatedContinuesAt dedicatedContinuesAt,
			CompanyTime times) {
		this.cases = cases;
		this.files = files;
		this.dedicatedContinuesAt = dedicatedContinuesAt;
		this.times = times;
	}

	@Override
	public void execute(DelegateExecution execution) {
		for (String field : FILED) {
			execution.setVariable(field, execution.getVariable(field));
		}
		this.cases.open(execution, "demand", "case-acknowledgement");
		long customer = ((Number) execution.getVariable(CaseVariables.CUSTOMER_ID)).longValue();
		String serialNo = (String) execution.getVariable(DemandVariables.SERIAL_NO);
		this.files.requireOwner(serialNo, customer);
		LocalDate day = this.times.day(execution.getVariable(CaseVariables.RECEIVED_AT));
		Optional<Boolean> inServicePeriod = this.files.inServicePeriod(customer, serialNo, day);
		execution.setVariable(DemandVariables.SERVICE_PERIOD_KNOWN, inServicePeriod.isPresent());
		// What the file does not know is clarified at node 6.
		execution.setVariable(DemandVariables.IN_SERVICE_PERIOD, inServicePeriod.orElse(true));
		execution.setVariable("keyAccount", this.files.isKeyAccount(customer));
		execution.setVariable(DemandVariables.DEDICATED_AGENT, this.files.dedicatedAgent(customer).orElse(null));
		execution.setVariable("dedicatedContinuesAt", this.dedicatedContinuesAt.variable());
		UNDECIDED.forEach((variable) -> execution.setVariable(variable, null));
		for (String no : List.of("solvable", "severe", DemandVariables.COMPLEX)) {
			execution.setVariable(no, false);
		}
		// Until the table has decided, customer service answers for the demand itself.
		execution.setVariable(DemandVariables.RESPONSIBLE_DEPARTMENT, "customerService");
		execution.setVariable(DemandVariables.TRACKING_ROUND, 1);
	}

}
