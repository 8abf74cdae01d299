package io.kefu.deadline;

import java.util.List;
import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTableTests {

	private final DecisionTable table = DecisionTable.shipped("deadline");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# policy,            amount, unit,         startsFrom, warn, lead, management
			first-reply,         24,     HOUR,         RECEIPT,    75,   125,  150
			relay,               1,      HOUR,         RECEIPT,    50,   150,  200
			relay-extended,      4,      HOUR,         RECEIPT,    50,   150,  200
			universality,        4,      WORKING_HOUR, STEP,       75,   125,  150
			solution,            24,     HOUR,         STEP,       75,   125,  150
			progress,            48,     HOUR,         STEP,       75,   125,  150
			corrective-measures, 72,     HOUR,         ACCEPTANCE, 75,   125,  150
			verification,        2,      WORKING_DAY,  STEP,       75,   125,  150
			report,              2,      WORKING_DAY,  STEP,       75,   125,  150
			result-reply,        1,      WORKING_DAY,  STEP,       75,   125,  150
			follow-up,           3,      WORKING_DAY,  STEP,       75,   125,  150
			decision,            2,      WORKING_DAY,  STEP,       75,   125,  150
			""")
	void timeAllowedIsTheSameForEverySeverityAndComplexity(String policy, int amount, String unit, String startsFrom,
			int warn, int lead, int management) {
		Map<String, Object> expected = Map.of("amount", amount, "unit", unit, "startsFrom", startsFrom, "warnPercent",
				warn, "leadPercent", lead, "managementPercent", management);
		for (String severity : List.of("A", "B", "C", "D", "null")) {
			for (String complex : List.of("true", "false", "null")) {
				assertThat(this.table.decide("policy", policy, "severity", severity, "complex", complex))
					.isEqualTo(expected);
			}
		}
		assertThat(this.table.decide("policy", policy)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			# severity, complex, working days
			C,    true,  10
			A,    true,  10
			null, true,  10
			C,    false, 3
			B,    null,  3
			D,    ,      3
			,     ,      3
			""")
	void complexComplaintsHaveTenWorkingDaysAndOthersThree(String severity, String complex, int amount) {
		assertThat(this.table.decide("policy", "completion", "severity", severity, "complex", complex))
			.isEqualTo(Map.of("amount", amount, "unit", "WORKING_DAY", "startsFrom", "STEP", "warnPercent", 75,
					"leadPercent", 125, "managementPercent", 150));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "blank", "unheard-of", "FIRST-REPLY" })
	void unknownPolicyHasNoDeadline(String policy) {
		assertThat(this.table.evaluate("policy", policy, "severity", "C", "complex", "true")).isEmpty();
	}

}
