package io.kefu.returns;

import java.util.List;
import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReturnFormCheckTableTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			true  | null |
			true  | 好    |
			false | 好    |
			false | null | opinion
			false |      | opinion
			""")
	void refusalNeedsAnOpinion(String approved, String opinion, String refused) {
		assertRefused("sign-regional-check", refused, "approved", approved, "opinion", opinion);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			true  |
			false | formEnclosed
			""")
	void goodsComeWithTheirForm(String formEnclosed, String refused) {
		assertRefused("receive-goods-check", refused, "formEnclosed", formEnclosed);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			courier | SF1  |
			courier | null | trackingNo
			courier |      | trackingNo
			pickup  | null |
			pickup  | SF1  |
			""")
	void whatGoesByCourierHasATrackingNumber(String delivery, String trackingNo, String refused) {
		assertRefused("ship-back-check", refused, "delivery", delivery, "trackingNo", trackingNo);
	}

	private static void assertRefused(String table, String field, String... input) {
		List<Map<String, Object>> rows = DecisionTable.shipped(table).evaluate(input);
		assertThat(rows).extracting((row) -> row.get("field")).isEqualTo((field != null) ? List.of(field) : List.of());
		assertThat(rows).allSatisfy((row) -> assertThat((String) row.get("message")).containsPattern("\\p{IsHan}"));
	}

}
