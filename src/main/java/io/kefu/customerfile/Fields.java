package io.kefu.customerfile;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the cells of one line by the names of their columns and notes what is wrong with
 * them. A cell that is refused is read as empty, so that one mistake is reported once.
 */
public final class Fields {

	private static final LocalDate FIRST_DAY = LocalDate.of(1990, 1, 1);

	private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

	private static final List<DateTimeFormatter> DATES = List.of(format("uuuu-M-d"), format("uuuu/M/d"),
			format("uuuu.M.d"), format("uuuu年M月d日"), format("uuuuMMdd"));

	private static final Pattern SPACE_AROUND = Pattern.compile("^[\\s\\u3000\\u00A0]+|[\\s\\u3000\\u00A0]+$");

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\uFFFD]");

	private static final Pattern SCIENTIFIC = Pattern.compile("\\d(?:\\.\\d+)?E\\+\\d+");

	private static final Pattern FORMULA_ERROR = Pattern.compile("#(?:N/A|REF!|VALUE!|NAME\\?|DIV/0!|NULL!|NUM!)");

	private static final Pattern SERIAL_DAY = Pattern.compile("\\d{5}(?:\\.\\d+)?");

	private final TableFile.Line line;

	private final Map<String, Integer> columns;

	private final LocalDate firstDay;

	private final Rejections rejections;

	/**
	 * Reads a line.
	 * @param line the line
	 * @param columns where each column stands
	 * @param firstDay day 0 of dates given as numbers, null where they are not
	 * @param rejections where to note what is wrong
	 */
	public Fields(TableFile.Line line, Map<String, Integer> columns, LocalDate firstDay, Rejections rejections) {
		this.line = line;
		this.columns = columns;
		this.firstDay = firstDay;
		this.rejections = rejections;
	}

	/**
	 * The text of a cell.
	 * @param column name of the column
	 * @param maxLength most characters
	 * @return the text without spaces around it; null where it is empty or refused
	 */
	public String text(String column, int maxLength) {
		String text = raw(column);
		if (text == null) {
			return null;
		}
		if (CONTROL.matcher(text).find()) {
			return refuse(column, "含有换行或不可显示的字符", CONTROL.matcher(text).replaceAll(" "));
		}
		if (SCIENTIFIC.matcher(text).matches()) {
			return refuse(column, "数字已被 Excel 改为科学计数，请把该列设为“文本”后重新填写", text);
		}
		if (FORMULA_ERROR.matcher(text).matches()) {
			return refuse(column, "公式有错误", text);
		}
		if (text.codePointCount(0, text.length()) > maxLength) {
			return refuse(column, "超过" + maxLength + "个字", text);
		}
		return text;
	}

	/**
	 * The text of a cell that must be filled in.
	 * @param column name of the column
	 * @param maxLength most characters
	 * @return the text without spaces around it; null where it is refused
	 */
	public String required(String column, int maxLength) {
		return (raw(column) != null) ? text(column, maxLength) : refuse(column, "必须填写", null);
	}

	/** A text of a certain form. */
	String matching(String column, int maxLength, Pattern pattern, String reason) {
		String text = text(column, maxLength);
		return (text == null || pattern.matcher(text).matches()) ? text : refuse(column, reason, text);
	}

	<T> T choice(String column, Function<String, Optional<T>> parse, String allowed) {
		String text = text(column, 100);
		if (text == null) {
			return null;
		}
		T value = parse.apply(text).orElse(null);
		if (value == null) {
			refuse(column, "不是可用的值，可用：" + allowed, text);
		}
		return value;
	}

	Boolean yesOrNo(String column) {
		return choice(column, (text) -> switch (text) {
			case "是" -> Optional.of(true);
			case "否" -> Optional.of(false);
			default -> Optional.empty();
		}, "是、否");
	}

	/**
	 * The day in a cell, in one of the usual spellings or as a workbook stores it.
	 * @param column name of the column
	 * @return the day; null where the cell is empty or refused
	 */
	public LocalDate date(String column) {
		String text = text(column, 100);
		if (text == null) {
			return null;
		}
		LocalDate date = parse(text);
		if (date == null) {
			refuse(column, "不是正确的日期，应为“2026-01-31”的形式", text);
		}
		else if (date.isBefore(FIRST_DAY) || date.isAfter(LAST_DAY)) {
			refuse(column, "日期须在" + FIRST_DAY.getYear() + "年至" + LAST_DAY.getYear() + "年之间", text);
			date = null;
		}
		return date;
	}

	boolean isFilled(String column) {
		return raw(column) != null;
	}

	/**
	 * Notes what is wrong with a cell, and reads it as empty.
	 * @param column name of the column
	 * @param reason what is wrong, in Chinese
	 * @param value what stands there, may be null
	 * @return null
	 */
	public String refuse(String column, String reason, String value) {
		this.rejections.add(new RejectedLine(this.line.number(), column, reason, value));
		return null;
	}

	long line() {
		return this.line.number();
	}

	private String raw(String column) {
		Integer index = this.columns.get(column);
		if (index == null || index >= this.line.cells().size()) {
			return null;
		}
		String text = SPACE_AROUND.matcher(this.line.cells().get(index)).replaceAll("");
		return text.isEmpty() ? null : text;
	}

	private LocalDate parse(String text) {
		// A workbook stores a day as a number, and a time of day behind the point.
		if (this.firstDay != null && SERIAL_DAY.matcher(text).matches()) {
			return this.firstDay.plusDays((long) Double.parseDouble(text));
		}
		String day = text.replaceFirst("[ T]0{1,2}:00(?::00(?:\\.0+)?)?$", "");
		for (DateTimeFormatter format : DATES) {
			try {
				return LocalDate.parse(day, format);
			}
			catch (DateTimeException ex) {
				// Another form may fit.
			}
		}
		return null;
	}

	private static DateTimeFormatter format(String pattern) {
		return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
	}

}
