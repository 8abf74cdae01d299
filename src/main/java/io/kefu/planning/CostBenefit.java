package io.kefu.planning;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cost-benefit sheet of a plan （成本效益分析， S1-01, S1-21): always computed from the
 * entered figures, never typed. Amounts in yuan.
 *
 * @param cost all that the plan costs within the period, not null
 * @param upfront the part of it that is spent before anything comes in, not null
 * @param benefit all that it brings within the period, not null
 * @param months length of the period in months, at least 1
 */
record CostBenefit(BigDecimal cost, BigDecimal upfront, BigDecimal benefit, int months) {

	CostBenefit {
		if (months < 1) {
			throw new IllegalArgumentException("The period must have at least one month: " + months);
		}
	}

	/**
	 * Benefit minus cost.
	 * @return yuan, negative where the plan does not pay
	 */
	BigDecimal net() {
		return this.benefit.subtract(this.cost).setScale(2, RoundingMode.HALF_UP);
	}

	/**
	 * Benefit divided by cost.
	 * @return two decimals; empty where the plan costs nothing
	 */
	Optional<BigDecimal> ratio() {
		return (this.cost.signum() != 0) ? Optional.of(this.benefit.divide(this.cost, 2, RoundingMode.HALF_UP))
				: Optional.empty();
	}

	/**
	 * What comes in each month.
	 * @return yuan with two decimals
	 */
	BigDecimal monthlyBenefit() {
		return monthly(this.benefit);
	}

	/**
	 * What is spent each month besides the upfront cost.
	 * @return yuan with two decimals
	 */
	BigDecimal monthlyCost() {
		return monthly(this.cost.subtract(this.upfront));
	}

	/**
	 * After how many whole months the surpluses have brought back the upfront cost.
	 * @return months, 0 where nothing is spent upfront; empty where the months bring no
	 * surplus, so that it never comes back
	 */
	Optional<Long> breakEvenMonths() {
		// Multiplied out, because a rounded month could come out one too many.
		BigDecimal surplus = this.benefit.subtract(this.cost).add(this.upfront);
		if (surplus.signum() <= 0) {
			return Optional.empty();
		}
		return Optional.of(this.upfront.multiply(BigDecimal.valueOf(this.months))
			.divide(surplus, 0, RoundingMode.CEILING)
			.longValueExact());
	}

	/**
	 * The sheet for a form.
	 * @return rows with {@code label} and {@code value}, Chinese
	 */
	List<Map<String, Object>> rows() {
		return List.of(row("测算期", this.months + "个月"), row("预计收益", yuan(this.benefit)), row("预计成本", yuan(this.cost)),
				row("其中一次性投入", yuan(this.upfront)), row("收益减成本", yuan(net())),
				row("收益成本比", ratio().map(BigDecimal::toPlainString).orElse("无成本，不适用")),
				row("每月收益", yuan(monthlyBenefit())), row("每月成本（不含一次性投入）", yuan(monthlyCost())),
				row("回本所需月数", breakEvenMonths().map((needed) -> needed + "个月").orElse("每月没有盈余，不能回本")));
	}

	private BigDecimal monthly(BigDecimal amount) {
		return amount.divide(BigDecimal.valueOf(this.months), 2, RoundingMode.HALF_UP);
	}

	private static Map<String, Object> row(String label, String value) {
		return Map.of("label", label, "value", value);
	}

	private static String yuan(BigDecimal amount) {
		return amount.setScale(2, RoundingMode.HALF_UP).toPlainString() + "元";
	}

}
