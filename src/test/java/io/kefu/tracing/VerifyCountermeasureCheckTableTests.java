package io.kefu.tracing;

import java.util.List;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VerifyCountermeasureCheckTableTests {

	private final DecisionTable table = DecisionTable.shipped("verify-countermeasure-check");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# effective | note     | refused field
			true        |          |
			true        | blank    |
			true        | 抽检十台 |
			false       | 抽检十台 |
			false       | blank    | verificationNote
			false       | null     | verificationNote
			false       |          | verificationNote
			            |          |
			""")
	void failureIsExplained(String effective, String note, String refused) {
		assertThat(this.table.evaluate("effective", effective, "verificationNote", note))
			.extracting((row) -> row.get("field"))
			.isEqualTo((refused != null) ? List.of(refused) : List.of());
	}

}
