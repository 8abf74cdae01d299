package io.kefu.onsite;

import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VisitTransportTableTests {

	private final DecisionTable table = DecisionTable.shipped("visit-transport");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# km, units, urgent, transport
			0,    1,     false,  own
			30,   2,     false,  own
			30,   2,     null,   own
			30.5, 1,     false,  special_car
			31,   1,     false,  special_car
			31,   3,     true,   special_car
			0,    3,     false,  special_car
			30,   3,     true,   special_car
			null, 3,     null,   special_car
			10.5, 1,     true,   special_car
			11,   2,     true,   special_car
			30,   2,     true,   special_car
			10,   2,     true,   hired_ride
			0,    1,     true,   hired_ride
			null, null,  true,   hired_ride
			,     ,      true,   hired_ride
			null, 2,     false,  own
			10,   null,  null,   own
			null, null,  null,   own
			,     ,      ,       own
			""")
	void farManyOrUrgentVisitsAreDriven(String distance, String units, String urgent, String transport) {
		assertThat(this.table.evaluate("distanceKm", distance, "unitCount", units, "urgent", urgent))
			.containsExactly(Map.of("transport", transport));
	}

}
