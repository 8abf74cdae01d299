package io.kefu.demand;

import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DemandRoutingTableTests {

	private final DecisionTable table = DecisionTable.shipped("demand-routing");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# type     | severe | responsible       | notified                             | complex
			software   | true   | development       | quality,productManagement,management | true
			software   | false  | development       | quality,productManagement            | false
			software   | null   | development       | quality,productManagement            | false
			hardware   | true   | production        | quality,development,management       | true
			hardware   | false  | production        | quality                              | false
			hardware   |        | production        | quality                              | false
			service    | true   | generalAffairs    | customerServiceLead                  | false
			service    | false  | generalAffairs    | customerServiceLead                  | false
			suggestion | null   | productManagement | marketing                            | false
			return     | false  | quality           | materials                            | false
			dealer_doa | false  | quality           | materials,regionalSales              | true
			complaint  | false  | customerService   | customerServiceLead                  | false
			""")
	void everyTypeHasItsDepartment(String type, String severe, String responsible, String notified, boolean complex) {
		assertThat(this.table.evaluate("demandType", type, "severe", severe)).containsExactly(
				Map.of("responsibleDepartment", responsible, "notifyDepartments", notified, "complex", complex));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			null
			blank
			''
			unheard-of
			SOFTWARE
			""")
	void unknownTypeStaysWithCustomerServiceAndItsLeader(String type) {
		for (String severe : new String[] { "true", "false", "null", null }) {
			assertThat(this.table.evaluate("demandType", type, "severe", severe))
				.containsExactly(Map.of("responsibleDepartment", "customerService", "notifyDepartments",
						"customerServiceLead", "complex", false));
		}
	}

}
