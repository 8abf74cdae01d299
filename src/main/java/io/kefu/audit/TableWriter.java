package io.kefu.audit;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import de.siegmar.fastcsv.writer.CsvWriter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a table row by row, so that a long one needs no memory. Nothing in it becomes a
 * formula: in a workbook every text is a text, in CSV an apostrophe stands before what a
 * spreadsheet would calculate.
 */
abstract class TableWriter implements Closeable {

	/** The limit of Excel. */
	private static final int MAX_TEXT = 32767;

	private static final int ROWS_IN_MEMORY = 500;

	/** Also as wide characters, which Excel takes for the same with an eastern input. */
	private static final String FORMULA_STARTS = "=+-@＝＋－＠\t\r";

	/**
	 * Writes a row.
	 * @param cells texts, numbers and nulls
	 */
	abstract void row(Object... cells);

	@Override
	public abstract void close();

	/**
	 * A CSV in UTF-8 with the mark by which Excel knows that.
	 * @param out where to write; stays open
	 * @param header names of the columns
	 * @return the table
	 */
	static TableWriter csv(OutputStream out, List<String> header) {
		TableWriter table = new Csv(out);
		table.row(header.toArray());
		return table;
	}

	/**
	 * A workbook with one sheet.
	 * @param out where to write; stays open
	 * @param name name of the sheet
	 * @param header names of the columns
	 * @return the table
	 */
	static TableWriter xlsx(OutputStream out, String name, List<String> header) {
		return new Xlsx(out, name, header);
	}

	private static final class Csv extends TableWriter {

		private final CsvWriter csv;

		Csv(OutputStream out) {
			Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
			try {
				writer.write('\uFEFF');
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.csv = CsvWriter.builder().build(writer);
		}

		@Override
		void row(Object... cells) {
			this.csv.writeRecord(Arrays.stream(cells).map(Csv::text).toList());
		}

		@Override
		public void close() {
			try {
				this.csv.flush();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static String text(Object cell) {
			if (cell == null || cell instanceof Number) {
				return (cell != null) ? cell.toString() : "";
			}
			String text = cell.toString();
			return (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) ? "'" + text : text;
		}

	}

	private static final class Xlsx extends TableWriter {

		private final Workbook workbook;

		private final Worksheet sheet;

		private int row;

		Xlsx(OutputStream out, String name, List<String> header) {
			this.workbook = new Workbook(out, "Kefu", null);
			this.sheet = this.workbook.newWorksheet(name);
			for (int i = 0; i < header.size(); i++) {
				this.sheet.inlineString(0, i, header.get(i));
				this.sheet.style(0, i).bold().set();
				this.sheet.width(i, 18);
			}
			this.sheet.freezePane(0, 1);
			this.row = 1;
		}

		@Override
		void row(Object... cells) {
			for (int i = 0; i < cells.length; i++) {
				if (cells[i] instanceof Number number) {
					this.sheet.value(this.row, i, number);
				}
				else if (cells[i] != null) {
					String text = cells[i].toString();
					this.sheet.inlineString(this.row, i,
							(text.length() > MAX_TEXT) ? text.substring(0, MAX_TEXT) : text);
				}
			}
			this.row++;
			if (this.row % ROWS_IN_MEMORY == 0) {
				try {
					this.sheet.flush();
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}
		}

		@Override
		public void close() {
			try {
				this.workbook.finish();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
