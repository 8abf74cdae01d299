package io.kefu.planning;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.kefu.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanTermsTests {

	private final Map<String, Object> entered = PlanCase
		.whole(Map.of("warrantyMonths", 24, "component1", "电池", "months1", 6, "component3", " 压缩机 ", "months3", 36));

	@Test
	void componentsAreReadWhereverTheyStandInTheForm() {
		assertThat(terms().components()).containsExactly(new ComponentTerm("电池", 6), new ComponentTerm("压缩机", 36));
		assertThat(terms().months()).containsExactly(Map.entry("整机", 24), Map.entry("电池", 6), Map.entry("压缩机", 36));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			component2, 电池,   months2, 12, component2, 部件“电池”重复
			component2, 整机,   months2, 12, component2, 整机的保修请填写在“整机保修（月）”
			component2, 面板,   months2, ,   months2,    请填写“部件2保修（月）”
			component2, ' ',    months2, 12, component2, 请填写“部件2”
			""")
	void componentNeedsItsMonthsAndComesOnce(String key, String component, String monthsKey, Integer months,
			String field, String message) {
		this.entered.put(key, component);
		this.entered.put(monthsKey, months);
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(this::terms)
			.satisfies((refusal) -> assertThat(refusal.errors()).singleElement()
				.satisfies((error) -> assertThat(error.field()).isEqualTo(field))
				.satisfies((error) -> assertThat(error.message()).startsWith(message)));
	}

	@Test
	void upfrontCostIsPartOfTheCost() {
		this.entered.put("upfrontCost", 600000);
		assertThat(terms().upfrontCost()).isEqualTo(new BigDecimal("600000"));
		this.entered.put("upfrontCost", 600000.01);
		assertThatThrownBy(this::terms).isInstanceOf(InvalidInputException.class).hasMessageContaining("不能大于“预计成本”");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			warrantyMonths,    ,      没有保修条款（整机保修月数）
			warrantyMonths,    0,
			responseTimeHours, ,      没有响应时间
			estimatedCost,     ,      成本效益数据不全
			estimatedBenefit,  ,      成本效益数据不全
			periodMonths,      ,      成本效益数据不全
			estimatedCost,     -1,    预计成本为负
			estimatedCost,     0,
			""")
	void planWithoutTermsOrWithANegativeCostCannotBeApproved(String key, Integer value, String obstacle) {
		this.entered.put("upfrontCost", null);
		this.entered.put(key, value);
		assertThat(terms().obstacles()).isEqualTo((obstacle != null) ? List.of(obstacle) : List.of());
	}

	@Test
	void sheetWaitsForItsFigures() {
		assertThat(terms().costBenefit()).isPresent();
		this.entered.put("periodMonths", null);
		assertThat(terms().costBenefit()).isEmpty();
	}

	@Test
	void comparisonMarksWhatChangedAndNothingElse() {
		PlanTerms before = terms();
		this.entered.put("warrantyMonths", 36);
		this.entered.put("component1", null);
		this.entered.put("months1", null);
		this.entered.put("component4", "面板");
		this.entered.put("months4", 12);
		this.entered.put("satisfactionTarget", new BigDecimal("95.0"));
		this.entered.put("fundsGranted", 350000.5);
		assertThat(PlanComparison.rows(before, terms())).filteredOn((row) -> !row.get("mark").equals(""))
			.extracting((row) -> row.get("label") + " " + row.get("previousText") + " → " + row.get("currentText"))
			.containsExactly("整机保修 24个月 → 36个月", "面板保修 — → 12个月", "电池保修 6个月 → —", "批准资金 300000.00元 → 350000.50元");
		assertThat(PlanComparison.rows(null, before))
			.allSatisfy((row) -> assertThat(row.get("previousText")).isEqualTo("—"));
	}

	private PlanTerms terms() {
		return PlanTerms.of(this.entered::get);
	}

}
