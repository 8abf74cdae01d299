package io.kefu.pickup;

import java.util.List;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RegisterOrderCheckTableTests {

	private final DecisionTable table = DecisionTable.shipped("register-order-check");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# phone     | email  | refused field
			13800138000 | a@b.cn |
			13800138000 |        |
			null        | a@b.cn |
			            |        | contactPhone
			null        | blank  | contactPhone
			blank       | null   | contactPhone
			""")
	void customerMustBeReachable(String phone, String email, String refused) {
		assertThat(this.table.evaluate("contactPhone", phone, "contactEmail", email))
			.extracting((row) -> row.get("field"))
			.isEqualTo((refused != null) ? List.of(refused) : List.of());
	}

}
