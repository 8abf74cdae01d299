package io.kefu.complaint;

import java.util.Map;
import java.util.stream.Stream;

import io.kefu.DecisionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ComplaintSeverityTableTests {

	private final DecisionTable table = DecisionTable.shipped("complaint-severity");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# safetyRisk, batchProblem, universal, veryDissatisfied, demandsReturn, consultation, severity
			true,  false, false, false, false, false, A
			true,  ,      ,      ,      ,      ,      A
			true,  true,  true,  true,  true,  true,  A
			true,  false, false, false, false, true,  A
			false, true,  false, false, false, false, A
			null,  true,  null,  null,  null,  true,  A
			false, false, true,  false, false, false, A
			false, ,      true,  true,  true,  true,  A
			false, false, false, true,  true,  false, B
			false, false, false, true,  true,  true,  B
			false, null,  ,      true,  true,  ,      B
			false, false, false, false, false, true,  D
			false, false, false, false, true,  true,  D
			false, false, false, true,  false, true,  D
			false, ,      null,  ,      null,  true,  D
			false, false, false, false, false, false, C
			false, false, false, false, true,  false, C
			false, false, false, true,  false, false, C
			false, null,  null,  true,  null,  null,  C
			""")
	void severityFollowsSafetyThenMoodThenKindOfRequest(String safetyRisk, String batchProblem, String universal,
			String veryDissatisfied, String demandsReturn, String consultation, String severity) {
		assertThat(decide(safetyRisk, batchProblem, universal, veryDissatisfied, demandsReturn, consultation))
			.isEqualTo(Map.of("severity", severity));
	}

	@Test
	void withoutAnyAnswerItIsAnOrdinaryComplaint() {
		assertThat(this.table.decide()).isEqualTo(Map.of("severity", "C"));
	}

	@ParameterizedTest
	@MethodSource("allCombinations")
	void everyCombinationHasExactlyOneSeverity(String[] flags) {
		String expected;
		if ("true".equals(flags[0]) || "true".equals(flags[1]) || "true".equals(flags[2])) {
			expected = "A";
		}
		else if ("true".equals(flags[3]) && "true".equals(flags[4])) {
			expected = "B";
		}
		else {
			expected = "true".equals(flags[5]) ? "D" : "C";
		}
		assertThat(decide(flags)).isEqualTo(Map.of("severity", expected));
	}

	/** Each of the six answers is yes, no or unknown. */
	static Stream<Object[]> allCombinations() {
		String[] answers = { "true", "false", "null" };
		return Stream.iterate(0, (i) -> i < 729, (i) -> i + 1).map((i) -> {
			String[] flags = new String[6];
			for (int flag = 0, rest = i; flag < 6; flag++, rest /= 3) {
				flags[flag] = answers[rest % 3];
			}
			return new Object[] { flags };
		});
	}

	private Map<String, Object> decide(String... flags) {
		return this.table.decide("safetyRisk", flags[0], "batchProblem", flags[1], "universal", flags[2],
				"veryDissatisfied", flags[3], "demandsReturn", flags[4], "consultation", flags[5]);
	}

}
