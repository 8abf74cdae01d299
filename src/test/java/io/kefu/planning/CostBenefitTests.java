package io.kefu.planning;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CostBenefitTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			# cost,   upfront, benefit,  months, net,        ratio, monthly benefit, monthly cost, break-even
			600000,   240000,  960000,   24,     360000.00,  1.60,  40000.00,        15000.00,     10
			600000,   240001,  960000,   24,     360000.00,  1.60,  40000.00,        14999.96,     10
			600000,   260000,  960000,   24,     360000.00,  1.60,  40000.00,        14166.67,     11
			100,      100,     100,      10,     0.00,       1.00,  10.00,           0.00,         10
			100,      0,       150,      12,     50.00,      1.50,  12.50,           8.33,         0
			100,      100,     50,       12,     -50.00,     0.50,  4.17,            0.00,         24
			300,      100,     200,      12,     -100.00,    0.67,  16.67,           16.67,
			300,      0,       200,      12,     -100.00,    0.67,  16.67,           25.00,
			0,        0,       10,       1,      10.00,      ,      10.00,           0.00,         0
			1000.50,  0.50,    1000.51,  3,      0.01,       1.00,  333.50,          333.33,       3
			""")
	void sheetIsComputedFromTheFigures(BigDecimal cost, BigDecimal upfront, BigDecimal benefit, int months,
			BigDecimal net, BigDecimal ratio, BigDecimal monthlyBenefit, BigDecimal monthlyCost, Long breakEven) {
		CostBenefit sheet = new CostBenefit(cost, upfront, benefit, months);
		assertThat(sheet.net()).isEqualTo(net);
		assertThat(sheet.ratio().orElse(null)).isEqualTo(ratio);
		assertThat(sheet.monthlyBenefit()).isEqualTo(monthlyBenefit);
		assertThat(sheet.monthlyCost()).isEqualTo(monthlyCost);
		assertThat(sheet.breakEvenMonths().orElse(null)).isEqualTo(breakEven);
	}

	@Test
	void sheetSaysInWordsWhatHasNoFigure() {
		CostBenefit sheet = new CostBenefit(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 12);
		assertThat(sheet.rows()).extracting((row) -> row.get("label") + "=" + row.get("value"))
			.contains("收益成本比=无成本，不适用", "回本所需月数=每月没有盈余，不能回本", "收益减成本=0.00元", "测算期=12个月");
	}

	@Test
	void largestFiguresOfTheFormStayExact() {
		CostBenefit sheet = new CostBenefit(new BigDecimal("99999999999"), new BigDecimal("99999999999"),
				new BigDecimal("0.01"), 600);
		assertThat(sheet.breakEvenMonths()).hasValue(5_999_999_999_940_000L);
	}

	@Test
	void periodWithoutMonthsIsAFault() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new CostBenefit(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE, 0));
	}

}
