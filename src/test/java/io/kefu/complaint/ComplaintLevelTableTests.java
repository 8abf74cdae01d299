package io.kefu.complaint;

import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ComplaintLevelTableTests {

	private final DecisionTable table = DecisionTable.shipped("complaint-level");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# unreasonableDemand, veryDissatisfied, demandsReturn, complaintLevel
			true,  true,  true,  IRRATIONAL
			true,  false, false, IRRATIONAL
			true,  ,      null,  IRRATIONAL
			false, true,  true,  STRONG
			,      true,  true,  STRONG
			false, true,  false, MEDIUM
			null,  true,  null,  MEDIUM
			false, true,  ,      MEDIUM
			false, false, true,  MEDIUM
			null,  null,  true,  MEDIUM
			,      ,      true,  MEDIUM
			false, false, false, GENERAL
			null,  null,  null,  GENERAL
			,      ,      ,      GENERAL
			""")
	void levelFollowsDemandAndMood(String unreasonableDemand, String veryDissatisfied, String demandsReturn,
			String level) {
		assertThat(this.table.decide("unreasonableDemand", unreasonableDemand, "veryDissatisfied", veryDissatisfied,
				"demandsReturn", demandsReturn))
			.isEqualTo(Map.of("complaintLevel", level));
	}

}
