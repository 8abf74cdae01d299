package io.kefu.survey;

import java.util.List;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlanSurveyCheckTableTests {

	private final DecisionTable table = DecisionTable.shipped("plan-survey-check");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# from     | to         | refused field
			2026-07-01 | 2026-09-30 |
			2026-07-01 | 2026-07-01 |
			2026-07-01 | 2026-06-30 | periodTo
			null       | 2026-06-30 |
			2026-07-01 | null       |
			2026-07-01 |            |
			""")
	void periodEndsNotBeforeItBegins(String from, String to, String refused) {
		assertThat(this.table.evaluate("periodFrom", from, "periodTo", to)).extracting((row) -> row.get("field"))
			.isEqualTo((refused != null) ? List.of(refused) : List.of());
	}

}
