package io.kefu.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.kefu.identity.Departments;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class DecisionValuesTests {

	private static final Pattern CODE = Pattern.compile("\"([^\"]+)\"");

	private final Departments departments = mock(Departments.class);

	private final DecisionValues values = new DecisionValues(this.departments);

	/** The codes to which the tables bind their outputs. */
	static List<String> codes() throws IOException {
		try (Stream<Path> tables = Files.list(Path.of("dmn"))) {
			return tables.map((table) -> Dmn.readModelFromFile(table.toFile()))
				.flatMap((model) -> model.getModelElementsByType(Output.class).stream())
				.flatMap((output) -> Optional.ofNullable(output.getOutputValues()).stream())
				.flatMap((allowed) -> CODE.matcher(allowed.getText().getTextContent()).results())
				.map((MatchResult code) -> code.group(1))
				.distinct()
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("codes")
	void everyCodeOfATableIsReadInChinese(String code) {
		given(this.departments.isDepartment(anyString()))
			.willAnswer((call) -> List.of("production", "development", "quality", "materials")
				.contains(call.<String>getArgument(0)));
		given(this.departments.label(anyString())).willReturn("某部门");
		assertThat(this.values.text(code)).contains(code)
			.matches((text) -> text.codePoints().anyMatch(Character::isIdeographic));
	}

	@ParameterizedTest
	@CsvSource({ "WORKING_DAY, 工作日（WORKING_DAY）", "STRONG, 强烈抱怨（STRONG）", "A, A 严重", "首次回复, 首次回复", "24, 24" })
	void wordStandsBeforeTheCode(String value, String text) {
		assertThat(this.values.text(value)).isEqualTo(text);
	}

	@Test
	void emptyOutputStaysEmpty() {
		assertThat(this.values.text(null)).isNull();
	}

}
