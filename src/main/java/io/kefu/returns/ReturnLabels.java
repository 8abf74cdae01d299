package io.kefu.returns;

import java.util.Map;

/**
 * What people call the values of returns.
 */
final class ReturnLabels {

	private static final Map<String, String> KINDS = Map.of("refund", "退货", "repair", "返修", "exchange", "交换");

	private static final Map<String, String> REASONS = Map.of("quality_flaw", "质量缺陷", "law", "法律规定", "order_change",
			"订单变更");

	private static final Map<String, String> INSPECTIONS = Map.of("defect_confirmed", "确认故障", "no_fault", "未见故障",
			"misuse", "人为损坏");

	private static final Map<String, String> RESULTS = Map.of("exchanged", "已换新", "refunded", "已退款", "repaired", "已返修",
			"refused", "未予退换");

	private ReturnLabels() {
	}

	static String kind(String kind) {
		return label(KINDS, kind);
	}

	static String reason(String reason) {
		return label(REASONS, reason);
	}

	static String inspection(String inspectionResult) {
		return label(INSPECTIONS, inspectionResult);
	}

	static String result(String returnResult) {
		return label(RESULTS, returnResult);
	}

	private static String label(Map<String, String> labels, String value) {
		return (value != null) ? labels.getOrDefault(value, value) : null;
	}

}
