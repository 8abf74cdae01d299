package io.kefu.engine;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.FeelException;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PlainValuesFeelEngineTests {

	private static final FeelEngine VANILLA = new ScalaFeelEngineFactory(List.of()).createInstance();

	private final FeelEngine feel = new PlainValuesFeelEngine(VANILLA);

	private final Map<String, Object> variables = new HashMap<>();

	@Test
	void tablesReadTextsNumbersDatesListsAndMaps() {
		this.variables.putAll(Map.of("severity", "B", "count", 3, "since", new Date(0), "day",
				LocalDate.of(2026, 11, 22), "parts", List.of("fan", "bearing"), "customer", Map.of("kind", "dealer")));
		this.variables.put("universal", null);
		assertThat(evaluate("severity = \"B\" and count > 2 and universal = null")).isEqualTo(true);
		assertThat(evaluate("list contains(parts, \"fan\") and customer.kind = \"dealer\"")).isEqualTo(true);
		assertThat(evaluate("day.year")).hasToString("2026");
		assertThat(evaluate("since != null")).isEqualTo(true);
		assertThat(this.feel.evaluateSimpleUnaryTests("> 2", "count", context())).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "file.class.name", "file.class.module.name", "file.readAllBytes()",
			"wrapped.file.class.name", "listed[1].class.name", "bytes.class.name" })
	void tableReachesNoMethodOfAJavaObject(String expression) {
		ByteArrayInputStream file = new ByteArrayInputStream(new byte[] { 1 });
		this.variables.putAll(Map.of("file", file, "wrapped", Map.of("file", file), "listed", List.of(file), "bytes",
				new byte[] { 1 }));
		assertThat(VANILLA.<Object>evaluateSimpleExpression(expression, context())).isNotNull();
		assertThat(catchThrowableOfType(FeelException.class, () -> assertThat(evaluate(expression)).isNull()))
			.satisfiesAnyOf((refused) -> assertThat(refused).isNull(),
					(refused) -> assertThat(refused).hasMessageContaining("null"));
	}

	private Object evaluate(String expression) {
		return this.feel.evaluateSimpleExpression(expression, context());
	}

	private org.camunda.bpm.engine.variable.context.VariableContext context() {
		return Variables.fromMap(this.variables).asVariableContext();
	}

}
