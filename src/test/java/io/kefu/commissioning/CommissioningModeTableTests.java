package io.kefu.commissioning;

import java.util.List;
import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommissioningModeTableTests {

	private final DecisionTable table = DecisionTable.shipped("commissioning-mode");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# imported, large, quantity, mode,       contact, help,  training
			true,  true,  1,    large_import, true,  true,  true
			true,  true,  10,   large_import, true,  true,  true
			true,  true,  null, large_import, true,  true,  true
			true,  false, 1,    small_import, true,  false, false
			true,  false, 10,   small_import, true,  false, false
			true,  null,  null, small_import, true,  false, false
			false, true,  1,    large_lot,    true,  true,  false
			null,  true,  10,   large_lot,    true,  true,  false
			false, false, 10,   large_lot,    false, false, false
			null,  null,  11,   large_lot,    false, false, false
			false, false, 9,    small_lot,    false, false, false
			false, false, 1,    small_lot,    false, false, false
			null,  null,  null, small_lot,    false, false, false
			,      ,      ,     small_lot,    false, false, false
			""")
	void originSizeAndNumberDecideHowAnInstrumentIsOpened(String imported, String large, String quantity, String mode,
			boolean contact, boolean help, boolean training) {
		assertThat(this.table.evaluate("imported", imported, "largeEquipment", large, "quantity", quantity))
			.isEqualTo(List
				.of(Map.of("mode", mode, "contactFactory", contact, "factoryHelp", help, "trainingNeeded", training)));
	}

}
