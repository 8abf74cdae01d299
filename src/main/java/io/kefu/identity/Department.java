package io.kefu.identity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The departments of the procedures (S1 to S4) and the two roles that stand outside of
 * them. The id is the Camunda group; leaders of a department are the group with the
 * suffix {@code Lead}.
 */
enum Department {

	CUSTOMER_SERVICE("customerService", "客户服务部"),

	MARKETING("marketing", "市场部"),

	PRODUCTION("production", "生产部"),

	DEVELOPMENT("development", "开发部"),

	QUALITY("quality", "质量部"),

	MATERIALS("materials", "物料部"),

	FINANCE("finance", "财务部"),

	PRODUCT_MANAGEMENT("productManagement", "产品经理"),

	MANAGEMENT("management", "公司管理层"),

	GENERAL_AFFAIRS("generalAffairs", "综合管理部"),

	ENGINEERING("engineering", "工程部"),

	SALES_OFFICE("salesOffice", "销售办公室"),

	REGIONAL_SALES("regionalSales", "区域市场"),

	DEALER("dealer", "销售服务商"),

	SUPERVISION("supervision", "监督小组"),

	/** Edits and deploys models. */
	PROCESS_OWNER("processOwner", "流程负责人"),

	/** Reads everything, changes nothing. */
	AUDITOR("auditor", "审计员");

	static final String LEAD_SUFFIX = "Lead";

	private final String id;

	private final String label;

	Department(String id, String label) {
		this.id = id;
		this.label = label;
	}

	String id() {
		return this.id;
	}

	String label() {
		return this.label;
	}

	String leadId() {
		return this.id + LEAD_SUFFIX;
	}

	String leadLabel() {
		return this.label + "负责人";
	}

	/** Whether it works on cases, and so has leaders; the two roles have none. */
	boolean isDepartment() {
		return this != PROCESS_OWNER && this != AUDITOR;
	}

	/** This group and the group of its leaders, if it has any. */
	List<String> groupIds() {
		return isDepartment() ? List.of(this.id, leadId()) : List.of(this.id);
	}

	/** All but the two roles. */
	static Stream<Department> departments() {
		return Arrays.stream(values()).filter(Department::isDepartment);
	}

}
