package io.kefu.pickup;

import java.util.List;
import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PickupVehicleTableTests {

	private final DecisionTable table = DecisionTable.shipped("pickup-vehicle");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# quantity, urgent, vehicle
			21,   true,  large
			21,   false, large
			20,   true,  small
			20,   false, small
			20,   null,  small
			3,    false, small
			2,    true,  small
			1,    true,  small
			2,    false, delay
			1,    null,  delay
			null, true,  small
			null, null,  small
			,     ,      small
			""")
	void numberAndUrgencyDecideOnTheVehicle(String quantity, String urgent, String vehicle) {
		assertThat(this.table.evaluate("quantity", quantity, "urgent", urgent))
			.isEqualTo(List.of(Map.of("vehicle", vehicle)));
	}

}
