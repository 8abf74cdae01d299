package io.kefu.repair;

import java.util.List;

import io.kefu.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WarrantyTableTests {

	private final DecisionTable table = DecisionTable.shipped("warranty");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# misuse, proof, serial known, days left, in warranty, reason
			true,  true,  true,  365,  false, 人为损坏或使用不当
			true,  false, false, null, false, 人为损坏或使用不当
			false, true,  false, 0,    true,  购买证明在保修期限内
			false, true,  true,  1,    true,  购买证明在保修期限内
			false, true,  false, -1,   false, 购买证明显示保修期限已过
			false, true,  true,  null, false, 保修起始日期不明
			false, false, true,  0,    true,  按序列号查得在保修期限内
			false, false, true,  -1,   false, 按序列号查得保修期限已过
			false, false, true,  null, false, 无购买证明，用户档案中没有销售日期
			false, false, false, 0,    false, 无购买证明，序列号不可查
			false, false, false, null, false, 无购买证明，序列号不可查
			null,  true,  null,  0,    true,  购买证明在保修期限内
			,      null,  true,  0,    true,  按序列号查得在保修期限内
			,      ,      ,      ,     false, 无购买证明，序列号不可查
			""")
	void warrantyNeedsAProofOrAKnownSerialNumberWithinItsTermAndNoMisuse(String misuse, String proof, String known,
			String daysLeft, boolean inWarranty, String reason) {
		assertThat(this.table.decide("misuse", misuse, "purchaseProof", proof, "serialKnown", known, "warrantyDaysLeft",
				daysLeft))
			.containsEntry("inWarranty", inWarranty)
			.containsEntry("warrantyReason", reason);
	}

	@Test
	void exactlyOneRuleHoldsWhateverIsKnown() {
		List<String> answers = List.of("true", "false", "null");
		for (String misuse : answers) {
			for (String proof : answers) {
				for (String known : answers) {
					for (String days : List.of("-1", "0", "null")) {
						assertThat(this.table.evaluate("misuse", misuse, "purchaseProof", proof, "serialKnown", known,
								"warrantyDaysLeft", days))
							.hasSize(1);
					}
				}
			}
		}
	}

}
