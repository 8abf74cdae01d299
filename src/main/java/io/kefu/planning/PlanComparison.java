package io.kefu.planning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Two versions of a plan side by side.
 */
final class PlanComparison {

	private static final String NONE = "—";

	private PlanComparison() {
	}

	/**
	 * Compares two versions, component by component.
	 * @param before the earlier version, null where there is none
	 * @param now the later version
	 * @return rows with {@code label}, {@code previousText}, {@code currentText} and
	 * {@code mark}; texts for people
	 */
	static List<Map<String, Object>> rows(PlanTerms before, PlanTerms now) {
		List<Map<String, Object>> rows = new ArrayList<>();
		add(rows, "客户满意度目标", with(before, PlanTerms::satisfactionTarget, "%"),
				with(now, PlanTerms::satisfactionTarget, "%"));
		add(rows, "响应时间", with(before, PlanTerms::responseTimeHours, "小时"),
				with(now, PlanTerms::responseTimeHours, "小时"));
		add(rows, "整机保修", with(before, PlanTerms::warrantyMonths, "个月"), with(now, PlanTerms::warrantyMonths, "个月"));
		for (String component : components(before, now)) {
			add(rows, component + "保修", months(before, component), months(now, component));
		}
		add(rows, "更换政策", with(before, PlanTerms::replacementPolicy, ""), with(now, PlanTerms::replacementPolicy, ""));
		add(rows, "预计成本", yuan(before, PlanTerms::estimatedCost), yuan(now, PlanTerms::estimatedCost));
		add(rows, "其中一次性投入", yuan(before, PlanTerms::upfrontCost), yuan(now, PlanTerms::upfrontCost));
		add(rows, "预计收益", yuan(before, PlanTerms::estimatedBenefit), yuan(now, PlanTerms::estimatedBenefit));
		add(rows, "测算期", with(before, PlanTerms::periodMonths, "个月"), with(now, PlanTerms::periodMonths, "个月"));
		add(rows, "批准资金", yuan(before, PlanTerms::fundsGranted), yuan(now, PlanTerms::fundsGranted));
		return rows;
	}

	private static void add(List<Map<String, Object>> rows, String label, String before, String now) {
		rows.add(Map.of("label", label, "previousText", before, "currentText", now, "mark",
				before.equals(now) ? "" : "● 已修改"));
	}

	private static Set<String> components(PlanTerms before, PlanTerms now) {
		Set<String> components = new LinkedHashSet<>();
		now.components().forEach((term) -> components.add(term.component()));
		if (before != null) {
			before.components().forEach((term) -> components.add(term.component()));
		}
		return components;
	}

	private static String months(PlanTerms terms, String component) {
		return Optional.ofNullable(terms)
			.flatMap((known) -> known.components()
				.stream()
				.filter((term) -> term.component().equals(component))
				.findFirst())
			.map((term) -> term.months() + "个月")
			.orElse(NONE);
	}

	private static String with(PlanTerms terms, Function<PlanTerms, Object> value, String unit) {
		return Optional.ofNullable(terms).map(value).map((known) -> plain(known) + unit).orElse(NONE);
	}

	private static String yuan(PlanTerms terms, Function<PlanTerms, BigDecimal> value) {
		return Optional.ofNullable(terms)
			.map(value)
			.map((known) -> known.setScale(2).toPlainString() + "元")
			.orElse(NONE);
	}

	/** The database has more zeros than the form. */
	private static String plain(Object value) {
		return (value instanceof BigDecimal number) ? number.stripTrailingZeros().toPlainString() : value.toString();
	}

}
