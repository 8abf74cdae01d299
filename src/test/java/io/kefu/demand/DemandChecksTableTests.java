package io.kefu.demand;

import java.util.List;

import io.kefu.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DemandChecksTableTests {

	private final DecisionTable filing = DecisionTable.shipped("file-demand-check");

	private final DecisionTable analysis = DecisionTable.shipped("analyse-demand-check");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# phone     | email  | channel | verbatim | verified | refused fields
			13800138000 |        | email   |          |          |
			            | a@b.cn | relayed | null     | null     |
			null        | null   | letter  |          |          | contactPhone
			blank       |        | relayed |          |          | contactPhone
			13800138000 |        | hotline | 原话     | true     |
			13800138000 |        | visit   | 原话     | true     |
			13800138000 |        | hotline |          | true     | verbatim
			13800138000 |        | visit   | blank    | true     | verbatim
			13800138000 |        | hotline | 原话     | false    | verified
			13800138000 |        | visit   | 原话     | null     | verified
			            |        | hotline |          |          | contactPhone verbatim verified
			13800138000 |        | null    |          |          |
			""")
	void demandNeedsAContactAndOralOnesTheVerifiedWords(String phone, String email, String channel, String verbatim,
			String verified, String refused) {
		assertThat(this.filing.evaluate("contactPhone", phone, "contactEmail", email, "channel", channel, "verbatim",
				verbatim, "verified", verified))
			.extracting((row) -> row.get("field"))
			.isEqualTo(fields(refused));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# type   | common | severe | reason       | misuse | refused fields
			software | true   | true   |              |        | commonProblem
			software | true   | false  |              |        |
			software | true   | null   |              |        |
			software | false  | true   |              |        |
			hardware |        | true   |              |        |
			hardware | true   | true   |              |        |
			return   |        |        | quality_flaw | true   | misuse
			return   |        |        | quality_flaw | false  |
			return   |        |        | quality_flaw | null   |
			return   |        |        | law          | true   |
			return   |        |        | order_change | true   |
			service  |        |        | quality_flaw | true   |
			null     |        |        | null         | null   |
			         |        |        |              |        |
			""")
	void contradictoryAnalysisIsRefused(String type, String common, String severe, String reason, String misuse,
			String refused) {
		assertThat(this.analysis.evaluate("demandType", type, "commonProblem", common, "severe", severe, "returnReason",
				reason, "misuse", misuse))
			.extracting((row) -> row.get("field"))
			.isEqualTo(fields(refused));
	}

	@Test
	void everyRefusalSaysWhatToDo() {
		assertThat(this.analysis.decide("demandType", "software", "commonProblem", "true", "severe", "true")
			.get("message")).isEqualTo("严重问题不能按一般常见问题处理，请重新判断");
		assertThat(this.analysis.decide("demandType", "return", "returnReason", "quality_flaw", "misuse", "true")
			.get("message")).isEqualTo("“退换原因”选了质量缺陷，不能同时是人为损坏，请重新判断");
	}

	private static List<Object> fields(String refused) {
		return (refused != null) ? List.of((Object[]) refused.split(" ")) : List.of();
	}

}
