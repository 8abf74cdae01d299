package io.kefu.complaint;

import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ComplaintRoutingTableTests {

	private final DecisionTable table = DecisionTable.shipped("complaint-routing");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# kind           | responsibleDepartment | notifyDepartments
			product_quality  | production            | quality,development,productManagement
			service_attitude | generalAffairs        | customerServiceLead
			delivery         | materials             | marketing
			price            | marketing             | finance
			other            | customerService       | marketing
			unheard_of       | customerService       | customerServiceLead
			PRICE            | customerService       | customerServiceLead
			blank            | customerService       | customerServiceLead
			null             | customerService       | customerServiceLead
			                 | customerService       | customerServiceLead
			""")
	void eachKindHasItsDepartmentAndTheUnknownStaysWithCustomerService(String kind, String responsible,
			String notified) {
		assertThat(this.table.decide("kind", kind))
			.isEqualTo(Map.of("responsibleDepartment", responsible, "notifyDepartments", notified));
	}

}
