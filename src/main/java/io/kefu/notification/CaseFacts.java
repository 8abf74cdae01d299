package io.kefu.notification;

import java.util.HashMap;
import java.util.Map;

import io.kefu.casefile.ServiceCase;

/**
 * What templates may say about a case. Templates for customers do not get what is
 * internal, so no change of a template can give it away.
 */
final class CaseFacts {

	private static final Map<String, String> SEVERITIES = Map.of("A", "A 严重", "B", "B 紧急", "C", "C 一般", "D", "D 咨询");

	private static final Map<String, String> LEVELS = Map.of("GENERAL", "一般抱怨", "MEDIUM", "中级抱怨", "STRONG", "强烈抱怨",
			"IRRATIONAL", "非理性抱怨");

	private static final Map<String, String> KINDS = Map.of("product_quality", "产品质量问题", "service_attitude", "服务态度问题",
			"delivery", "交货期问题", "price", "价格问题", "other", "其他", "demand", "用户服务需求", "hardware_repair", "硬件维修",
			"problem_tracing", "产品问题反馈追溯", "return_exchange", "退换货", "onsite_service", "上门服务");

	private static final Map<String, String> CHANNELS = Map.of("hotline", "客服热线", "email", "电子邮件", "web", "在线客服平台",
			"im", "即时信息", "fax", "传真", "letter", "信函", "visit", "当面（来访或上门）", "suggestion_box", "客户意见箱", "relayed",
			"公司领导或其他部门转达", "website_post", "网站发帖");

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
		facts.put("channelLabel", label(CHANNELS, serviceCase.channel()));
		facts.put("registeredAt", serviceCase.registeredAt());
		facts.put("kindLabel", label(KINDS, serviceCase.kind()));
		facts.put("severityLabel", label(SEVERITIES, serviceCase.severity()));
		facts.put("complaintLevelLabel", label(LEVELS, serviceCase.complaintLevel()));
		facts.put("faultCode", line(serviceCase.faultCode()));
		facts.put("remedySought", serviceCase.remedySought());
		facts.put("responsibleDepartmentName", responsibleDepartment);
		return facts;
	}

	private static String label(Map<String, String> labels, String value) {
		return (value != null) ? labels.getOrDefault(value, value) : null;
	}

	private static String line(String value) {
		return (value != null) ? MessageText.oneLine(value) : null;
	}

}
