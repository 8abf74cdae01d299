package io.kefu.repair;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CostBearerTableTests {

	private final DecisionTable table = DecisionTable.shipped("cost-bearer");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# in warranty, human damage, who pays, reason
			true,  false, company,  保修期内的质量问题
			true,  null,  company,  保修期内的质量问题
			true,  ,      company,  保修期内的质量问题
			true,  true,  customer, 人为损坏
			false, true,  customer, 人为损坏
			null,  true,  customer, 人为损坏
			false, false, customer, 保修期外
			null,  false, customer, 保修期外
			,      ,      customer, 保修期外
			""")
	void companyPaysForQualityProblemsWithinWarrantyOnly(String inWarranty, String humanDamage, String bearer,
			String reason) {
		assertThat(this.table.evaluate("inWarranty", inWarranty, "humanDamage", humanDamage)).singleElement()
			.satisfies((decided) -> assertThat(decided).containsEntry("costBearer", bearer)
				.containsEntry("costReason", reason));
	}

}
