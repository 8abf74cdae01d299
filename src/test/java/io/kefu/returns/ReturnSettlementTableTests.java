package io.kefu.returns;

import java.util.List;
import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReturnSettlementTableTests {

	private final DecisionTable table = DecisionTable.shipped("return-settlement");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# inspection     | kind     | reason       | settlement
			defect_confirmed | refund   | quality_flaw | refund
			defect_confirmed | repair   | quality_flaw | repair
			defect_confirmed | exchange | law          | exchange
			defect_confirmed | exchange |              | exchange
			defect_confirmed |          | quality_flaw | return_goods
			defect_confirmed | gift     | quality_flaw | return_goods
			no_fault         | refund   | quality_flaw | return_goods
			no_fault         | exchange | quality_flaw | return_goods
			no_fault         | repair   | quality_flaw | return_goods
			no_fault         | refund   | law          | refund
			no_fault         | refund   | order_change | refund
			no_fault         | exchange | order_change | exchange
			no_fault         | repair   | order_change | return_goods
			no_fault         |          | law          | return_goods
			no_fault         | refund   |              | return_goods
			no_fault         | refund   | null         | return_goods
			misuse           | refund   | law          | return_goods
			misuse           | repair   | quality_flaw | return_goods
			misuse           |          |              | return_goods
			                 | refund   | law          | return_goods
			null             | refund   | law          | return_goods
			burnt            | refund   | law          | return_goods
			""")
	void inspectionDecidesWhatIsDoneWithTheGoods(String inspection, String kind, String reason, String settlement) {
		assertThat(this.table.evaluate("inspectionResult", inspection, "kind", kind, "returnReason", reason))
			.isEqualTo(List.of(Map.of("settlement", settlement)));
	}

}
