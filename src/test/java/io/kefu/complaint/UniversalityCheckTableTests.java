package io.kefu.complaint;

import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UniversalityCheckTableTests {

	private final DecisionTable table = DecisionTable.shipped("universality-check");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# sameCustomerCount, distinctCustomerCount, assessUniversality
			3,    1,    true
			3,    3,    true
			3,    ,     true
			4,    null, true
			99,   0,    true
			2,    3,    true
			1,    4,    true
			0,    3,    true
			null, 3,    true
			,     3,    true
			2,    2,    false
			1,    1,    false
			0,    0,    false
			-1,   2,    false
			2,    null, false
			null, 2,    false
			null, null, false
			,     ,     false
			""")
	void threeOfEitherCountCallForAnAssessment(String sameCustomer, String distinctCustomers, boolean assess) {
		assertThat(this.table.decide("sameCustomerCount", sameCustomer, "distinctCustomerCount", distinctCustomers))
			.isEqualTo(Map.of("assessUniversality", assess));
	}

}
