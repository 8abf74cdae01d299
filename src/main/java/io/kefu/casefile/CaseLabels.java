package io.kefu.casefile;

import java.util.Map;

/**
 * What people read for the codes of a case: in messages, documents and lists. A code that
 * is not known here stands for itself; null stays null.
 */
public final class CaseLabels {

	private static final Map<String, String> SEVERITIES = Map.of("A", "A 严重", "B", "B 紧急", "C", "C 一般", "D", "D 咨询");

	private static final Map<String, String> LEVELS = Map.of("GENERAL", "一般抱怨", "MEDIUM", "中级抱怨", "STRONG", "强烈抱怨",
			"IRRATIONAL", "非理性抱怨");

	private static final Map<String, String> KINDS = Map.ofEntries(Map.entry("product_quality", "产品质量问题"),
			Map.entry("service_attitude", "服务态度问题"), Map.entry("delivery", "交货期问题"), Map.entry("price", "价格问题"),
			Map.entry("other", "其他"), Map.entry("demand", "用户服务需求"), Map.entry("hardware_repair", "硬件维修"),
			Map.entry("problem_tracing", "产品问题反馈追溯"), Map.entry("return_exchange", "退换货"),
			Map.entry("onsite_service", "上门服务"), Map.entry("customer_training", "客户培训"),
			Map.entry("commissioning", "开箱调试与验收"), Map.entry("goods_pickup", "物流取货"),
			Map.entry("follow_up_visit", "跟踪回访"));

	private static final Map<String, String> CHANNELS = Map.ofEntries(Map.entry("hotline", "客服热线"),
			Map.entry("email", "电子邮件"), Map.entry("web", "在线客服平台"), Map.entry("im", "即时信息"), Map.entry("fax", "传真"),
			Map.entry("letter", "信函"), Map.entry("visit", "当面（来访或上门）"), Map.entry("suggestion_box", "客户意见箱"),
			Map.entry("relayed", "公司领导或其他部门转达"), Map.entry("website_post", "网站发帖"), Map.entry("follow_up", "公司主动回访"));

	private static final Map<String, String> MESSAGE_STATES = Map.of("PENDING", "待发送", "SENT", "已发送", "FAILED", "发送失败",
			"KEPT", "已留存，未发送");

	private static final Map<String, String> MESSAGE_CHANNELS = Map.of("email", "邮件", "webhook", "群机器人", "phone", "电话");

	private CaseLabels() {
	}

	/**
	 * The kind of feedback (S0-45).
	 * @param kind value of the form, may be null
	 * @return its Chinese name
	 */
	public static String kind(String kind) {
		return label(KINDS, kind);
	}

	/**
	 * The severity (S0-34).
	 * @param severity A, B, C or D, may be null
	 * @return the letter with its Chinese name
	 */
	public static String severity(String severity) {
		return label(SEVERITIES, severity);
	}

	/**
	 * The level of a complaint (S3-14).
	 * @param complaintLevel result of the table, may be null
	 * @return its Chinese name
	 */
	public static String complaintLevel(String complaintLevel) {
		return label(LEVELS, complaintLevel);
	}

	/**
	 * How a case came in (S2-20).
	 * @param channel value of the form, may be null
	 * @return its Chinese name
	 */
	public static String channel(String channel) {
		return label(CHANNELS, channel);
	}

	/**
	 * What became of a message.
	 * @param state value of table {@code notification}, may be null
	 * @return its Chinese name
	 */
	public static String messageState(String state) {
		return label(MESSAGE_STATES, state);
	}

	/**
	 * How a message goes out.
	 * @param channel value of table {@code notification}, may be null
	 * @return its Chinese name
	 */
	public static String messageChannel(String channel) {
		return label(MESSAGE_CHANNELS, channel);
	}

	private static String label(Map<String, String> labels, String code) {
		return (code != null) ? labels.getOrDefault(code, code) : null;
	}

}
