package io.kefu.returns;

import java.util.List;
import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReturnEligibilityTableTests {

	private final DecisionTable table = DecisionTable.shipped("return-eligibility");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# source  | days | flaw  | reason       | packaging | misuse | outcome
			customer  | 0    | true  | quality_flaw | false     | false  | refund
			customer  | 7    | true  | quality_flaw | false     | false  | refund
			customer  | 8    | true  | quality_flaw | true      | false  | exchange
			customer  | 15   | true  | quality_flaw | true      | false  | exchange
			customer  | 16   | true  | quality_flaw | true      | false  | repair
			customer  | 3650 | true  | quality_flaw | true      | false  | repair
			customer  | -1   | true  | quality_flaw | true      | false  | repair
			customer  |      | true  | quality_flaw | true      | false  | repair
			customer  | null | true  | quality_flaw | true      | false  | repair
			customer  | 7    | true  | law          | false     | false  | refund
			customer  | 8    | true  | order_change | false     | false  | exchange
			customer  | 7    | true  |              |           | false  | refund
			customer  | 0    | false | quality_flaw | true      | false  | explain
			customer  | 0    | false | law          | true      | false  | refund
			customer  | 7    | false | law          | true      | false  | refund
			customer  | 8    | false | law          | true      | false  | explain
			customer  | 7    | false | order_change | true      | false  | refund
			customer  | 8    | false | order_change | true      | false  | explain
			customer  | -1   | false | order_change | true      | false  | explain
			customer  |      | false | law          | true      | false  | explain
			customer  | null | false | order_change | true      | false  | explain
			customer  | 7    | false | law          | false     | false  | explain
			customer  | 7    | false | order_change | null      | false  | explain
			customer  | 7    | false | order_change |           | false  | explain
			customer  | 7    | false |              | true      | false  | explain
			customer  | 7    | false | null         | true      | false  | explain
			customer  | 7    | false | whim         | true      | false  | explain
			customer  | 7    |       | quality_flaw | true      | false  | explain
			customer  | 7    | null  | quality_flaw | true      | false  | explain
			customer  | 7    | true  | quality_flaw | true      | true   | explain
			customer  | 7    | true  | quality_flaw | true      | null   | explain
			customer  | 7    | true  | quality_flaw | true      |        | explain
			dealer    | 0    | true  | quality_flaw | false     | false  | refund
			dealer    | 7    | true  | quality_flaw | false     | false  | refund
			dealer    | 8    | true  | quality_flaw | true      | false  | repair
			dealer    | -1   | true  | quality_flaw | true      | false  | repair
			dealer    |      | true  | quality_flaw | true      | false  | repair
			dealer    | 7    | false | order_change | true      | false  | explain
			dealer    | 7    |       | quality_flaw | true      | false  | explain
			dealer    | 7    | true  | quality_flaw | true      | true   | explain
			dealer    | 7    | true  | quality_flaw | true      |        | explain
			          | 7    | true  | quality_flaw | true      | false  | explain
			null      | 7    | true  | quality_flaw | true      | false  | explain
			neighbour | 7    | true  | quality_flaw | true      | false  | explain
			""")
	void termsAllowARefundAnExchangeOrSayWhatIsDoneInstead(String source, String days, String flaw, String reason,
			String packaging, String misuse, String outcome) {
		List<Map<String, Object>> rows = this.table.evaluate("requestSource", source, "daysSincePurchase", days,
				"qualityFlaw", flaw, "returnReason", reason, "packagingComplete", packaging, "misuse", misuse);
		assertThat(rows).hasSize(1);
		Map<String, Object> decided = rows.get(0);
		boolean eligible = outcome.equals("refund") || outcome.equals("exchange");
		assertThat(decided.get("eligible")).isEqualTo(eligible);
		assertThat(decided.get("refundable")).isEqualTo(outcome.equals("refund"));
		assertThat(decided.get("otherwise")).isEqualTo(eligible ? null : outcome);
		assertThat((String) decided.get("explanation")).containsPattern("\\p{IsHan}").doesNotContain(",", ":", "(");
	}

	@Test
	void nothingKnownIsNeverEligible() {
		assertThat(this.table.decide()).containsEntry("eligible", false).containsEntry("otherwise", "explain");
	}

}
