package io.kefu.notification;

import java.util.HashMap;
import java.util.Map;

import io.kefu.casefile.CaseLabels;
import io.kefu.casefile.ServiceCase;

/**
 * What templates may say about a case. Templates for customers do not get what is
 * internal, so no change of a template can give it away.
 */
final class CaseFacts {

	private CaseFacts() {
	}

	/**
	 * What a customer knows or told us.
	 * @param serviceCase the case
	 * @return values by name; some may be null
	 */
	static Map<String, Object> forCustomer(ServiceCase serviceCase) {
		Map<String, Object> facts = new HashMap<>();
		facts.put("caseNo", serviceCase.caseNo());
		facts.put("customerName", line(serviceCase.customerName()));
		facts.put("contactName", line(serviceCase.contactName()));
		facts.put("productModel", line(serviceCase.productModel()));
		facts.put("serialNo", line(serviceCase.serialNo()));
		facts.put("description", serviceCase.description());
		facts.put("receivedAt", serviceCase.receivedAt());
		return facts;
	}

	/**
	 * All facts, for staff.
	 * @param serviceCase the case
	 * @param responsibleDepartment Chinese name of the responsible department; null where
	 * none is decided
	 * @return values by name; some may be null
	 */
	static Map<String, Object> forStaff(ServiceCase serviceCase, String responsibleDepartment) {
		Map<String, Object> facts = forCustomer(serviceCase);
		facts.put("contactPhone", line(serviceCase.contactPhone()));
		facts.put("contactEmail", line(serviceCase.contactEmail()));
		facts.put("channelLabel", CaseLabels.channel(serviceCase.channel()));
		facts.put("registeredAt", serviceCase.registeredAt());
		facts.put("kindLabel", CaseLabels.kind(serviceCase.kind()));
		facts.put("severityLabel", CaseLabels.severity(serviceCase.severity()));
		facts.put("complaintLevelLabel", CaseLabels.complaintLevel(serviceCase.complaintLevel()));
		facts.put("faultCode", line(serviceCase.faultCode()));
		facts.put("remedySought", serviceCase.remedySought());
		facts.put("responsibleDepartmentName", responsibleDepartment);
		return facts;
	}

	private static String line(String value) {
		return (value != null) ? MessageText.oneLine(value) : null;
	}

}
