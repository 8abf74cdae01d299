package io.kefu.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TableWriterTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	@ParameterizedTest
	@ValueSource(strings = { "=HYPERLINK(\"http://x\")", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠x" })
	void whatASpreadsheetWouldCalculateGetsAnApostropheInCsv(String text) {
		try (TableWriter table = TableWriter.csv(this.out, List.of("列"))) {
			table.row(text);
		}
		String cell = csv().substring(csv().indexOf('\n') + 1).strip();
		assertThat(cell.replaceFirst("^\"", "")).startsWith("'" + text.substring(0, 1));
	}

	@Test
	void csvHasAMarkForExcelAndQuotesWhatItMust() {
		try (TableWriter table = TableWriter.csv(this.out, List.of("a", "b", "c"))) {
			table.row("1,5 倍", "有\"引号\"", null);
			table.row("两\n行", -5, "a-b");
		}
		assertThat(csv()).isEqualTo("\uFEFFa,b,c\r\n\"1,5 倍\",\"有\"\"引号\"\"\",\r\n\"两\n行\",-5,a-b\r\n");
	}

	@Test
	void workbookKeepsTextsAsTextsAndNumbersAsNumbers() throws IOException {
		try (TableWriter table = TableWriter.xlsx(this.out, "操作日志", List.of("甲", "乙"))) {
			for (int i = 0; i < 1200; i++) {
				table.row("=1+" + i, i);
			}
			table.row("长".repeat(40_000), null);
		}
		try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(this.out.toByteArray()))) {
			assertThat(workbook.getFirstSheet().getName()).isEqualTo("操作日志");
			List<Row> rows = workbook.getFirstSheet().read();
			assertThat(rows).hasSize(1202);
			assertThat(rows.get(0).getCellText(0)).isEqualTo("甲");
			assertThat(rows.get(1200).getCellText(0)).isEqualTo("=1+1199");
			assertThat(rows.get(1200).getCell(0).getFormula()).isNull();
			assertThat(rows.get(1200).getCellAsNumber(1).orElseThrow().intValue()).isEqualTo(1199);
			assertThat(rows.get(1201).getCellText(0)).as("what fits into a cell").hasSize(32767);
		}
	}

	private String csv() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

}
