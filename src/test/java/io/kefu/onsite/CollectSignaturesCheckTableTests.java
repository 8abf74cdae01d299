package io.kefu.onsite;

import java.util.List;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CollectSignaturesCheckTableTests {

	private final DecisionTable table = DecisionTable.shipped("collect-signatures-check");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# service staff | companion | refused fields
			true            | true      |
			true            |           |
			true            | null      |
			false           | true      | visitorSigned
			false           |           | visitorSigned
			true            | false     | companionSigned
			false           | false     | visitorSigned companionSigned
			""")
	void whoWasThereHasSigned(String visitor, String companion, String refused) {
		assertThat(this.table.evaluate("visitorSigned", visitor, "companionSigned", companion))
			.extracting((row) -> row.get("field"))
			.isEqualTo((refused != null) ? List.of(refused.split(" ")) : List.of());
	}

}
