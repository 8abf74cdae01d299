package io.kefu.customerfile;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.kefu.problem.InvalidInputException;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/**
 * A table that somebody uploads, as CSV or as the first sheet of an XLSX workbook, read
 * line by line. What a CSV is encoded in is decided by decoding all of it strictly: UTF-8
 * first, then GB18030, which contains GBK. Anything else is refused, because a guess
 * would fill the file with wrong characters.
 *
 * @param path where the bytes are
 * @param charset encoding of a CSV, null for a workbook
 * @param lineCount how many lines there are, the header's included; a CSV cell with line
 * breaks counts as several
 * @param firstDay the day 0 of dates that a workbook stores as numbers, null for a CSV
 */
public record TableFile(Path path, Charset charset, long lineCount, LocalDate firstDay) {

	private static final Charset GB18030 = Charset.forName("GB18030");

	/** Where the reader's message says how far it came. */
	private static final Pattern LINE_NUMBER = Pattern.compile("line (\\d+)");

	private static final long MAX_UNPACKED = 1L << 30;

	/** More digits than these a workbook does not keep. */
	private static final BigDecimal TOO_LARGE = new BigDecimal("1E15");

	/**
	 * A line of the table.
	 *
	 * @param number the number that a text editor or Excel shows for it
	 * @param cells the cells as text, never null
	 */
	public record Line(long number, List<String> cells) {

		boolean isBlank() {
			return this.cells.stream().allMatch(String::isBlank);
		}

		/**
		 * Reads this line as the header; a star behind a name is left out.
		 * @param known the columns that there may be
		 * @param required those that there must be
		 * @return index by name of the column
		 * @throws InvalidInputException (400) for the field {@code file} when a column is
		 * missing, not known or repeated
		 */
		public Map<String, Integer> header(List<String> known, List<String> required) {
			Map<String, Integer> header = new HashMap<>();
			for (int i = 0; i < this.cells.size(); i++) {
				String name = this.cells.get(i).strip().replaceFirst("\\s*[*＊]$", "");
				if (name.isEmpty()) {
					continue;
				}
				if (!known.contains(name)) {
					throw refused("表头有不认识的列“" + shorten(name) + "”，可用：" + String.join("、", known));
				}
				if (header.putIfAbsent(name, i) != null) {
					throw refused("表头的列“" + name + "”重复");
				}
			}
			String missing = required.stream()
				.filter((name) -> !header.containsKey(name))
				.collect(Collectors.joining("”、“"));
			if (!missing.isEmpty()) {
				throw refused("表头缺少列“" + missing + "”；第一行应为列名");
			}
			return header;
		}

	}

	/**
	 * Finds out how to read a file.
	 * @param path the file
	 * @return the table
	 * @throws InvalidInputException (400) for the field {@code file} when it is empty,
	 * neither CSV nor XLSX, or in another encoding
	 * @throws IOException when the file cannot be read at all
	 */
	public static TableFile open(Path path) throws IOException {
		byte[] start;
		try (InputStream in = Files.newInputStream(path)) {
			start = in.readNBytes(4);
		}
		if (start.length == 0) {
			throw refused("文件是空的");
		}
		if (startsWith(start, 'P', 'K', 3, 4)) {
			return workbook(path);
		}
		if (startsWith(start, 0xD0, 0xCF, 0x11, 0xE0)) {
			throw refused("不支持旧版 Excel 文件（.xls），请另存为 .xlsx 或“CSV UTF-8”后重试");
		}
		if (startsWith(start, 0xFF, 0xFE) || startsWith(start, 0xFE, 0xFF)) {
			throw utf16();
		}
		long lines = scan(path);
		for (Charset charset : List.of(StandardCharsets.UTF_8, GB18030)) {
			if (isEncodedIn(charset, path)) {
				return new TableFile(path, charset, lines, null);
			}
		}
		throw refused("文件既不是 UTF-8 也不是 GBK（GB18030）编码，请另存为“CSV UTF-8”后重试");
	}

	/**
	 * How the file was read, for the report.
	 * @return the format and encoding, never null
	 */
	String encoding() {
		if (this.charset == null) {
			return "XLSX";
		}
		return this.charset.equals(GB18030) ? "CSV，GB18030（GBK）" : "CSV，UTF-8";
	}

	/**
	 * The lines, the header first; blank ones are left out.
	 * @return a stream that must be closed
	 * @throws InvalidInputException (400), also while reading, when the file is damaged
	 * @throws IOException when the file cannot be read at all
	 */
	public Stream<Line> lines() throws IOException {
		try {
			return ((this.charset != null) ? csvLines() : workbookLines()).filter((line) -> !line.isBlank());
		}
		catch (ExcelReaderException ex) {
			throw damaged();
		}
	}

	private Stream<Line> csvLines() throws IOException {
		CsvReader<CsvRecord> reader = CsvReader.builder()
			.allowExtraFields(true)
			.allowMissingFields(true)
			.allowExtraCharsAfterClosingQuote(false)
			.allowUnclosedQuote(false)
			.ofCsvRecord(reader(this.charset, this.path));
		Iterator<CsvRecord> records = reader.iterator();
		return stream(new Iterator<>() {

			@Override
			public boolean hasNext() {
				try {
					return records.hasNext();
				}
				catch (CsvParseException ex) {
					throw unreadable(ex);
				}
			}

			@Override
			public Line next() {
				try {
					CsvRecord csv = records.next();
					List<String> cells = csv.getFields();
					return new Line(csv.getStartingLineNumber(),
							(csv.getStartingLineNumber() == 1) ? withoutByteOrderMark(cells) : cells);
				}
				catch (CsvParseException ex) {
					throw unreadable(ex);
				}
			}

		}).onClose(() -> close(reader));
	}

	private Stream<Line> workbookLines() throws IOException {
		ReadableWorkbook workbook = new ReadableWorkbook(this.path.toFile());
		Iterator<Row> rows = workbook.getFirstSheet().openStream().iterator();
		return stream(new Iterator<>() {

			@Override
			public boolean hasNext() {
				try {
					return rows.hasNext();
				}
				catch (ExcelReaderException ex) {
					throw damaged();
				}
			}

			@Override
			public Line next() {
				try {
					Row row = rows.next();
					List<String> cells = new ArrayList<>(row.getCellCount());
					for (int i = 0; i < row.getCellCount(); i++) {
						cells.add(row.getOptionalCell(i).map(TableFile::text).orElse(""));
					}
					return new Line(row.getRowNum(), cells);
				}
				catch (ExcelReaderException ex) {
					throw damaged();
				}
			}

		}).onClose(() -> close(workbook));
	}

	private static Stream<Line> stream(Iterator<Line> lines) {
		Iterable<Line> iterable = () -> lines;
		return StreamSupport.stream(iterable.spliterator(), false);
	}

	private static String text(Cell cell) {
		if (cell.getType() == CellType.NUMBER) {
			BigDecimal number = cell.asNumber();
			// A longer number has lost its last digits already; this shows it.
			return (number.abs().compareTo(TOO_LARGE) < 0) ? number.stripTrailingZeros().toPlainString()
					: "%.5E".formatted(number);
		}
		if (cell.getType() == CellType.BOOLEAN) {
			return cell.asBoolean() ? "是" : "否";
		}
		String text = (cell.getType() == CellType.STRING) ? cell.asString() : cell.getRawValue();
		return (text != null) ? text : "";
	}

	private static TableFile workbook(Path path) throws IOException {
		long rows = 0;
		// Counts what really comes out: the sizes in the archive may lie.
		long unpacked = 0;
		try (ZipFile zip = new ZipFile(path.toFile())) {
			for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
				ZipEntry entry = entries.nextElement();
				boolean sheet = entry.getName().startsWith("xl/worksheets/sheet");
				try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
					byte[] buffer = new byte[1 << 16];
					for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
						unpacked += length;
						rows += sheet ? rowsIn(buffer, length) : 0;
						if (unpacked > MAX_UNPACKED) {
							throw refused("工作簿解压后过大，请分成几个文件");
						}
					}
				}
			}
			try (ReadableWorkbook workbook = new ReadableWorkbook(path.toFile())) {
				return new TableFile(path, null, rows,
						workbook.isDate1904() ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30));
			}
		}
		catch (ZipException | ExcelReaderException ex) {
			throw damaged();
		}
	}

	/** Near enough for a progress bar: one that lies across two buffers is missed. */
	private static long rowsIn(byte[] buffer, int length) {
		long rows = 0;
		for (int i = 0; i < length - 4; i++) {
			if (buffer[i] == '<' && buffer[i + 1] == 'r' && buffer[i + 2] == 'o' && buffer[i + 3] == 'w'
					&& (buffer[i + 4] == ' ' || buffer[i + 4] == '>')) {
				rows++;
			}
		}
		return rows;
	}

	/** Counts lines; no text in a supported encoding contains a zero byte. */
	private static long scan(Path path) throws IOException {
		long lines = 1;
		int last = '\n';
		byte[] buffer = new byte[1 << 16];
		try (InputStream in = Files.newInputStream(path)) {
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				for (int i = 0; i < length; i++) {
					last = buffer[i];
					if (last == 0) {
						throw utf16();
					}
					lines += (last == '\n') ? 1 : 0;
				}
			}
		}
		return (last == '\n') ? lines - 1 : lines;
	}

	private static boolean isEncodedIn(Charset charset, Path path) throws IOException {
		try (Reader reader = reader(charset, path)) {
			char[] buffer = new char[1 << 16];
			while (reader.read(buffer) >= 0) {
				// Decoding is all that counts.
			}
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	/** With a decoder, a reader reports what it cannot decode instead of replacing it. */
	private static Reader reader(Charset charset, Path path) throws IOException {
		return new BufferedReader(new InputStreamReader(Files.newInputStream(path), charset.newDecoder()), 1 << 16);
	}

	private static List<String> withoutByteOrderMark(List<String> cells) {
		if (!cells.get(0).startsWith("\uFEFF")) {
			return cells;
		}
		List<String> clean = new ArrayList<>(cells);
		clean.set(0, cells.get(0).substring(1));
		return clean;
	}

	private static boolean startsWith(byte[] bytes, int... expected) {
		if (bytes.length < expected.length) {
			return false;
		}
		for (int i = 0; i < expected.length; i++) {
			if (bytes[i] != (byte) expected[i]) {
				return false;
			}
		}
		return true;
	}

	private static void close(Closeable closeable) {
		try {
			closeable.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String shorten(String text) {
		return (text.length() > 40) ? text.substring(0, 40) + "…" : text;
	}

	private static InvalidInputException unreadable(CsvParseException ex) {
		Matcher line = LINE_NUMBER.matcher(ex.getMessage());
		return refused((line.find() ? "第" + line.group(1) + "行起" : "") + "引号不成对，或单元格过长，无法按 CSV 读取");
	}

	private static InvalidInputException utf16() {
		return refused("文件是 UTF-16（Excel 的“Unicode 文本”）或二进制内容，请另存为“CSV UTF-8”或 .xlsx 后重试");
	}

	private static InvalidInputException damaged() {
		return refused("工作簿已损坏或不是 .xlsx 文件");
	}

	private static InvalidInputException refused(String reason) {
		return InvalidInputException.of("file", reason);
	}

}
