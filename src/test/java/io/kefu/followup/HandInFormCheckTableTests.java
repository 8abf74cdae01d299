package io.kefu.followup;

import java.util.List;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HandInFormCheckTableTests {

	private final DecisionTable table = DecisionTable.shipped("hand-in-form-check");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# inspector | service staff | refused fields
			true        | true          |
			true        |               |
			true        | null          |
			false       | true          | inspectorSigned
			false       |               | inspectorSigned
			true        | false         | staffSigned
			false       | false         | inspectorSigned staffSigned
			""")
	void whoWasThereHasSigned(String inspector, String staff, String refused) {
		assertThat(this.table.evaluate("inspectorSigned", inspector, "staffSigned", staff))
			.extracting((row) -> row.get("field"))
			.isEqualTo((refused != null) ? List.of(refused.split(" ")) : List.of());
	}

}
