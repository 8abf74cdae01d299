package io.kefu.planning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.kefu.customerfile.ProductTerms;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;

/**
 * What one version of a plan says （客户服务方案， S1-21). Everything but the components may be
 * null as long as nobody has entered it. Amounts in yuan.
 *
 * @param satisfactionTarget percent of satisfied customers
 * @param responseTimeHours natural hours within which a customer gets an answer
 * @param warrantyMonths months of warranty of the whole unit
 * @param components components with months of their own
 * @param replacementPolicy what is replaced and when
 * @param estimatedCost cost within the period
 * @param upfrontCost the part of it that is spent at the beginning
 * @param estimatedBenefit benefit within the period
 * @param periodMonths the period for which cost and benefit are estimated
 * @param fundsGranted funds for the customer service
 */
record PlanTerms(BigDecimal satisfactionTarget, Integer responseTimeHours, Integer warrantyMonths,
		List<ComponentTerm> components, String replacementPolicy, BigDecimal estimatedCost, BigDecimal upfrontCost,
		BigDecimal estimatedBenefit, Integer periodMonths, BigDecimal fundsGranted) {

	/** How many components the form has. */
	static final int MOST_COMPONENTS = 5;

	PlanTerms {
		components = List.copyOf(components);
	}

	/**
	 * Reads what the forms have entered so far.
	 * @param variable gives a variable by its name
	 * @return the terms
	 * @throws InvalidInputException (400) for components without months, months without a
	 * component, a component twice or the whole unit as one, and for an upfront cost
	 * above the cost
	 */
	static PlanTerms of(Function<String, Object> variable) {
		List<FieldError> errors = new ArrayList<>();
		List<ComponentTerm> components = components(variable, errors);
		PlanTerms terms = new PlanTerms(amount(variable.apply("satisfactionTarget")),
				(Integer) variable.apply("responseTimeHours"), (Integer) variable.apply("warrantyMonths"), components,
				(String) variable.apply("replacementPolicy"), amount(variable.apply("estimatedCost")),
				amount(variable.apply("upfrontCost")), amount(variable.apply("estimatedBenefit")),
				(Integer) variable.apply("periodMonths"), amount(variable.apply("fundsGranted")));
		if (terms.upfrontCost != null && terms.estimatedCost != null
				&& terms.upfrontCost.compareTo(terms.estimatedCost) > 0) {
			errors.add(new FieldError("upfrontCost", "“其中一次性投入”不能大于“预计成本”"));
		}
		if (!errors.isEmpty()) {
			throw InvalidInputException.of(errors);
		}
		return terms;
	}

	private static List<ComponentTerm> components(Function<String, Object> variable, List<FieldError> errors) {
		List<ComponentTerm> components = new ArrayList<>();
		Set<String> seen = new HashSet<>(Set.of(ProductTerms.WHOLE_UNIT));
		for (int i = 1; i <= MOST_COMPONENTS; i++) {
			String component = (variable.apply("component" + i) instanceof String text && !text.isBlank())
					? text.strip() : null;
			Integer months = (Integer) variable.apply("months" + i);
			if (component == null && months != null) {
				errors.add(new FieldError("component" + i, "请填写“部件" + i + "”，或清空它的保修月数"));
			}
			else if (component != null && months == null) {
				errors.add(new FieldError("months" + i, "请填写“部件" + i + "保修（月）”"));
			}
			else if (component != null && !seen.add(component)) {
				errors.add(new FieldError("component" + i,
						ProductTerms.WHOLE_UNIT.equals(component) ? "整机的保修请填写在“整机保修（月）”" : "部件“" + component + "”重复"));
			}
			else if (component != null) {
				components.add(new ComponentTerm(component, months));
			}
		}
		return components;
	}

	/**
	 * The sheet of its figures.
	 * @return empty while figures are missing
	 */
	Optional<CostBenefit> costBenefit() {
		boolean complete = this.estimatedCost != null && this.estimatedBenefit != null && this.periodMonths != null;
		return complete ? Optional
			.of(new CostBenefit(this.estimatedCost, (this.upfrontCost != null) ? this.upfrontCost : BigDecimal.ZERO,
					this.estimatedBenefit, this.periodMonths))
				: Optional.empty();
	}

	/**
	 * Why this version cannot be approved (S1-22).
	 * @return Chinese reasons, empty where nothing is in the way
	 */
	List<String> obstacles() {
		List<String> obstacles = new ArrayList<>();
		if (this.warrantyMonths == null) {
			obstacles.add("没有保修条款（整机保修月数）");
		}
		if (this.responseTimeHours == null) {
			obstacles.add("没有响应时间");
		}
		if (this.estimatedCost == null || this.estimatedBenefit == null || this.periodMonths == null) {
			obstacles.add("成本效益数据不全");
		}
		if (this.estimatedCost != null && this.estimatedCost.signum() < 0) {
			obstacles.add("预计成本为负");
		}
		return obstacles;
	}

	/**
	 * Months of warranty as the product's terms have them.
	 * @return months by component with the whole unit first; only for a version that
	 * could be approved
	 */
	Map<String, Integer> months() {
		Map<String, Integer> months = new LinkedHashMap<>();
		months.put(ProductTerms.WHOLE_UNIT, this.warrantyMonths);
		this.components.forEach((term) -> months.put(term.component(), term.months()));
		return months;
	}

	private static BigDecimal amount(Object value) {
		return (value != null) ? new BigDecimal(value.toString()) : null;
	}

}
