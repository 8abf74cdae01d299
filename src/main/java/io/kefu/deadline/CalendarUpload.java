package io.kefu.deadline;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;

/**
 * Reads the rows of a year that an administrator sends, as CSV or JSON. It takes all of
 * them or none: every wrong line is reported, with its number.
 */
final class CalendarUpload {

	private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	private static final CsvReader.CsvReaderBuilder CSV = CsvReader.builder()
		.allowUnclosedQuote(false)
		.allowExtraCharsAfterClosingQuote(false)
		.trimWhitespacesAroundQuotes(true);

	private static final int MAX_ERRORS = 100;

	private static final int MAX_NOTE = 200;

	private final int year;

	private final Map<LocalDate, Integer> lines = new HashMap<>();

	private final List<CalendarDay> days = new ArrayList<>();

	private final List<FieldError> errors = new ArrayList<>();

	private CalendarUpload(int year) {
		this.year = year;
	}

	/**
	 * Reads lines {@code day,kind,segments,note}. A first line with these words, a byte
	 * order mark and empty lines are skipped; fields may be quoted.
	 * @param year the year all rows must belong to
	 * @param text the file
	 * @return the days, at least one
	 * @throws InvalidInputException (400) with an error per wrong line
	 */
	static List<CalendarDay> csv(int year, String text) {
		CalendarUpload upload = new CalendarUpload(year);
		String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\\R", -1);
		for (int i = 0; i < lines.length && upload.errors.size() < MAX_ERRORS; i++) {
			if (!lines[i].isBlank()) {
				upload.addLine(i + 1, lines[i]);
			}
		}
		return upload.result();
	}

	/**
	 * Reads an array of objects {@code {day, kind, segments, note}}.
	 * @param year the year all rows must belong to
	 * @param text the array
	 * @return the days, at least one
	 * @throws InvalidInputException (400) with an error per wrong element
	 */
	static List<CalendarDay> json(int year, String text) {
		List<Row> rows;
		try {
			rows = JSON.readValue(text, new TypeReference<>() {
			});
		}
		catch (JsonProcessingException ex) {
			throw InvalidInputException.of("body",
					"内容不是正确的 JSON，应为数组 [{\"day\", \"kind\", \"segments\", \"note\"}]，出错位置：第 "
							+ ((ex.getLocation() != null)
									? ex.getLocation().getLineNr() + " 行第 " + ex.getLocation().getColumnNr() + " 列"
									: "1 行"));
		}
		CalendarUpload upload = new CalendarUpload(year);
		for (int i = 0; rows != null && i < rows.size() && upload.errors.size() < MAX_ERRORS; i++) {
			Row row = rows.get(i);
			if (row == null) {
				upload.refuse(i + 1, "内容为空");
			}
			else {
				upload.add(i + 1, row);
			}
		}
		return upload.result();
	}

	/** A row as sent; anything may be missing. */
	record Row(String day, String kind, String segments, String note) {

		static Row of(CalendarDay day) {
			return new Row(day.day().toString(), day.kind().name(),
					day.segments().isEmpty() ? null : Segment.format(day.segments()), day.note());
		}

	}

	private List<CalendarDay> result() {
		if (this.errors.isEmpty() && this.days.isEmpty()) {
			throw InvalidInputException.of("body", "没有任何日期，原有数据未改动");
		}
		if (!this.errors.isEmpty()) {
			throw InvalidInputException.of(this.errors);
		}
		return this.days;
	}

	private void addLine(int number, String line) {
		List<String> cells;
		try {
			cells = CSV.ofSingleCsvRecord(line).getFields();
		}
		catch (CsvParseException ex) {
			refuse(number, "引号不成对");
			return;
		}
		if (cells.size() > 4) {
			refuse(number, "超过4列，应为“day,kind,segments,note”；备注中有逗号时请加双引号");
		}
		else if (!(this.lines.isEmpty() && this.errors.isEmpty() && "day".equalsIgnoreCase(cells.get(0).strip()))) {
			add(number, new Row(cells.get(0), cell(cells, 1), cell(cells, 2), cell(cells, 3)));
		}
	}

	private static String cell(List<String> cells, int index) {
		return (index < cells.size()) ? cells.get(index) : null;
	}

	private void add(int number, Row row) {
		int errorsBefore = this.errors.size();
		LocalDate day = day(number, row.day());
		CalendarDay.Kind kind = kind(number, row.kind());
		List<Segment> segments = segments(number, kind, row.segments());
		String note = isEmpty(row.note()) ? null : row.note().strip();
		if (note != null && note.length() > MAX_NOTE) {
			refuse(number, "备注超过" + MAX_NOTE + "字");
		}
		if (this.errors.size() == errorsBefore) {
			this.days.add(new CalendarDay(day, kind, segments, note));
		}
	}

	private LocalDate day(int number, String text) {
		if (isEmpty(text)) {
			refuse(number, "缺少日期");
			return null;
		}
		try {
			LocalDate day = LocalDate.parse(text.strip());
			Integer first = this.lines.putIfAbsent(day, number);
			if (day.getYear() != this.year) {
				refuse(number, "日期“" + day + "”不在" + this.year + "年");
			}
			else if (first != null) {
				refuse(number, "日期“" + day + "”与第" + first + "行重复");
			}
			return day;
		}
		catch (DateTimeException ex) {
			refuse(number, "日期“" + shown(text) + "”不正确，应为“" + this.year + "-01-31”的形式");
			return null;
		}
	}

	private CalendarDay.Kind kind(int number, String text) {
		try {
			return CalendarDay.Kind.valueOf(isEmpty(text) ? "" : text.strip().toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			refuse(number, "类型“" + shown(isEmpty(text) ? "" : text) + "”不正确，可用：OFF（休息）、WORK（上班）、CUSTOM（自定时段）");
			return null;
		}
	}

	private List<Segment> segments(int number, CalendarDay.Kind kind, String text) {
		if (isEmpty(text)) {
			if (kind == CalendarDay.Kind.CUSTOM) {
				refuse(number, "自定时段（CUSTOM）须填写时段，例如“09:00-12:00 13:30-16:00”");
			}
			return List.of();
		}
		if (kind == null) {
			return List.of();
		}
		if (kind != CalendarDay.Kind.CUSTOM) {
			refuse(number, "只有自定时段（CUSTOM）才能填写时段");
			return List.of();
		}
		try {
			return Segment.parse(text);
		}
		catch (IllegalArgumentException ex) {
			refuse(number, ex.getMessage());
			return List.of();
		}
	}

	private void refuse(int number, String reason) {
		this.errors.add(new FieldError("line " + number, "第" + number + "行：" + reason));
	}

	private static boolean isEmpty(String text) {
		return text == null || text.isBlank();
	}

	private static String shown(String text) {
		String line = text.strip();
		return (line.length() > 40) ? line.substring(0, 40) + "…" : line;
	}

}
