package io.kefu.tracing;

import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TracingRoutingTableTests {

	private final DecisionTable table = DecisionTable.shipped("tracing-routing");

	@ParameterizedTest
	@CsvSource(textBlock = """
			process,  production
			design,   development
			software, development
			material, materials
			null,     quality
			,         quality
			""")
	void problemIsAnalysedWhereItComesFrom(String kind, String department) {
		assertThat(this.table.evaluate("problemKind", kind)).containsExactly(Map.of("analysisDepartment", department));
	}

	@ParameterizedTest
	@ValueSource(strings = { "blank", "PROCESS", "transport" })
	void kindThatTheTableDoesNotKnowHasNoDepartment(String kind) {
		assertThat(this.table.evaluate("problemKind", kind)).isEmpty();
	}

}
