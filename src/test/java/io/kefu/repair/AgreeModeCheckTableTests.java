package io.kefu.repair;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AgreeModeCheckTableTests {

	private final DecisionTable table = DecisionTable.shipped("agree-mode-check");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# mode,    in warranty, repairable, refused
			exchange, true,  null,  false
			exchange, true,  false, false
			exchange, false, null,  true
			exchange, null,  null,  true
			exchange, ,      false, true
			phone,    false, null,  false
			workshop, false, true,  false
			phone,    true,  false, true
			onsite,   true,  false, true
			workshop, true,  false, true
			factory,  true,  false, true
			decline,  false, false, false
			""")
	void exchangeNeedsTheWarrantyAndARepairNeedsAUnitThatCanBeRepaired(String mode, String inWarranty,
			String repairable, boolean refused) {
		assertThat(this.table.evaluate("serviceMode", mode, "inWarranty", inWarranty, "repairable", repairable))
			.hasSize(refused ? 1 : 0)
			.allSatisfy((error) -> assertThat(error).containsEntry("field", "serviceMode"));
	}

}
