package io.kefu.training;

import java.util.List;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestCustomerTrainingCheckTableTests {

	private final DecisionTable table = DecisionTable.shipped("request-customer-training-check");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# phone     | email  | refused field
			13800138000 | a@b.cn |
			13800138000 |        |
			13800138000 | blank  |
			            | a@b.cn |
			null        | a@b.cn |
			            |        | contactPhone
			null        | null   | contactPhone
			blank       | blank  | contactPhone
			""")
	void customerCanBeInvited(String phone, String email, String refused) {
		assertThat(this.table.evaluate("contactPhone", phone, "contactEmail", email))
			.extracting((row) -> row.get("field"))
			.isEqualTo((refused != null) ? List.of(refused) : List.of());
	}

}
