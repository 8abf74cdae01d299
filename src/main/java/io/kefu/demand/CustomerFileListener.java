package io.kefu.demand;

import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.kefu.casefile.CaseState;
import io.kefu.casework.CaseVariables;
import io.kefu.customerfile.CustomerFile;
import io.kefu.customerfile.CustomerFiles;
import io.kefu.customerfile.OpenCase;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Node 6 (S1-34): lays the customer's file beside the task, as rows for its form, and
 * offers the open cases that the problem may belong to (S1-35). The rows are variables of
 * the task: they are as old as the task and end with it.
 */
@Component
class CustomerFileListener implements TaskListener {

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

	private final CustomerFiles files;

	CustomerFileListener(CustomerFiles files) {
		this.files = files;
	}

	@Override
	public void notify(DelegateTask task) {
		String caseNo = (String) task.getVariable(CaseVariables.CASE_NO);
		long customer = ((Number) task.getVariable(CaseVariables.CUSTOMER_ID)).longValue();
		CustomerFile file = this.files.of(customer);
		task.setVariableLocal("customerType", file.typeLabel());
		rows(task, "fileContacts", file.contacts(),
				(contact) -> row("name", contact.name(), "phone", contact.phone(), "email", contact.email()));
		rows(task, "fileContracts", file.contracts(), (contract) -> row("contractNo", contract.contractNo(),
				"serviceFrom", contract.serviceFrom(), "serviceTo", contract.serviceTo()));
		rows(task, "fileUnits", file.units(),
				(unit) -> row("serialNo", unit.serialNo(), "productModel", unit.productModel(), "productName",
						unit.productName(), "soldOn", unit.soldOn(), "warrantyUntil", unit.warrantyUntil()));
		rows(task, "fileCases", others(file.cases(), caseNo), CustomerFileListener::row);
		List<OpenCase> open = this.files.openCases(customer, (String) task.getVariable(DemandVariables.SERIAL_NO),
				(String) task.getVariable("productModel"), (String) task.getVariable("faultCode"));
		rows(task, "openCases", others(open, caseNo), CustomerFileListener::row);
	}

	/** The case at hand is registered by now, but is not one of its own others. */
	private static List<OpenCase> others(List<OpenCase> cases, String caseNo) {
		return cases.stream().filter((each) -> !each.caseNo().equals(caseNo)).toList();
	}

	private static <T> void rows(DelegateTask task, String variable, List<T> entries,
			Function<T, Map<String, Object>> row) {
		task.setVariableLocal(variable, entries.stream().map(row).toList());
	}

	private static Map<String, Object> row(OpenCase entry) {
		String state = CaseState.valueOf(entry.state()).label();
		String receivedAt = MINUTE.format(entry.receivedAt());
		return row("caseNo", entry.caseNo(), "state", state, "receivedAt", receivedAt, "description",
				entry.description(), "label",
				"%s（%s，%s）%s".formatted(entry.caseNo(), state, receivedAt, beginning(entry.description())));
	}

	/** Enough to recognise a case in a list of options. */
	private static String beginning(String description) {
		int length = 30;
		return (description.codePointCount(0, description.length()) <= length) ? description
				: description.substring(0, description.offsetByCodePoints(0, length)) + "…";
	}

	private static Map<String, Object> row(Object... columns) {
		Map<String, Object> row = new LinkedHashMap<>();
		for (int i = 0; i < columns.length; i += 2) {
			Object value = columns[i + 1];
			row.put((String) columns[i], (value != null) ? value.toString() : "");
		}
		return row;
	}

}
