package io.kefu.repair;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class IntakeRepairCheckTableTests {

	private final DecisionTable table = DecisionTable.shipped("intake-repair-check");

	@ParameterizedTest
	@CsvSource(textBlock = """
			true,  2026-01-15, false
			true,  null,       true
			true,  blank,      true
			true,  ,           true
			false, null,       false
			null,  ,           false
			""")
	void purchaseProofTellsItsDate(String proof, String date, boolean refused) {
		assertThat(this.table.evaluate("purchaseProof", proof, "purchaseDate", date)).hasSize(refused ? 1 : 0)
			.allSatisfy((error) -> assertThat(error).containsEntry("field", "purchaseDate"));
	}

}
