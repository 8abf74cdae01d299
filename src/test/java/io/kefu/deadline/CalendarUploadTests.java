package io.kefu.deadline;

import java.time.LocalDate;
import java.util.List;

import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CalendarUploadTests {

	private static final CalendarDay NEW_YEAR = CalendarDay.off(LocalDate.parse("2027-01-01"), "元旦");

	private static final CalendarDay MAKE_UP = CalendarDay.work(LocalDate.parse("2027-02-06"), null);

	private static final CalendarDay HALF_DAY = new CalendarDay(LocalDate.parse("2027-02-05"), CalendarDay.Kind.CUSTOM,
			Segment.parse("09:00-12:00 13:00-14:00"), "除夕,半天\"放假\"");

	@Test
	void fileOfASpreadsheetIsRead() {
		assertThat(CalendarUpload.csv(2027,
				"\uFEFFday,kind,segments,note\r\n2027-01-01,OFF,,元旦\r\n\r\n"
						+ " 2027-02-06 , work \r\n2027-02-05,CUSTOM,09:00-12:00 13:00-14:00,\"除夕,半天\"\"放假\"\"\"\r\n"))
			.containsExactly(NEW_YEAR, MAKE_UP, HALF_DAY);
	}

	@Test
	void arrayOfObjectsIsRead() {
		assertThat(CalendarUpload.json(2027,
				"""
						[{"day": "2027-01-01", "kind": "OFF", "segments": null, "note": "元旦"},
						 {"day": "2027-02-06", "kind": "WORK"},
						 {"day": "2027-02-05", "kind": "CUSTOM", "segments": "09:00-12:00 13:00-14:00", "note": "除夕,半天\\"放假\\""}]
						"""))
			.containsExactly(NEW_YEAR, MAKE_UP, HALF_DAY);
	}

	@Test
	void whatIsWrittenOutCanBeReadBack() {
		assertThat(CalendarUpload.Row.of(HALF_DAY))
			.isEqualTo(new CalendarUpload.Row("2027-02-05", "CUSTOM", "09:00-12:00 13:00-14:00", "除夕,半天\"放假\""));
		assertThat(CalendarUpload.Row.of(NEW_YEAR)).isEqualTo(new CalendarUpload.Row("2027-01-01", "OFF", null, "元旦"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			2027-02-30,OFF                    | 日期“2027-02-30”不正确
			01.02.2027,OFF                    | 日期“01.02.2027”不正确
			2026-12-31,OFF                    | 日期“2026-12-31”不在2027年
			,OFF                              | 缺少日期
			2027-01-01,HOLIDAY                | 类型“HOLIDAY”不正确
			2027-01-01                        | 类型“”不正确
			2027-01-01,CUSTOM                 | 须填写时段
			2027-01-01,CUSTOM,9-12            | 时段“9-12”格式不正确
			2027-01-01,CUSTOM,12:00-09:00     | 结束时间须晚于开始时间
			2027-01-01,OFF,09:00-12:00        | 只有自定时段
			2027-01-01,OFF,,a,b               | 超过4列
			2027-01-01,OFF,,"a                | 引号不成对
			""")
	void wrongLineIsRefusedWithItsNumber(String line, String message) {
		List<FieldError> errors = errors("2027-05-01,OFF\n" + line);
		assertThat(errors).hasSize(1);
		assertThat(errors.get(0).field()).isEqualTo("line 2");
		assertThat(errors.get(0).message()).startsWith("第2行").contains(message);
	}

	@Test
	void everyWrongLineIsReportedAndNothingTaken() {
		assertThat(errors("2027-01-01,OFF\n2027-01-01,WORK\nx,y,z\n")).extracting(FieldError::field)
			.containsExactly("line 2", "line 3", "line 3");
		assertThat(errors("2027-01-01,OFF,," + "长".repeat(201))).extracting(FieldError::message)
			.containsExactly("第1行：备注超过200字");
		assertThat(errors("x\n".repeat(10_000))).hasSizeLessThan(110);
	}

	@Test
	void fileWithoutAnyDayDoesNotEmptyTheYear() {
		assertThat(errors("")).extracting(FieldError::message).containsExactly("没有任何日期，原有数据未改动");
		assertThat(errors("day,kind,segments,note\n")).hasSize(1);
		assertThat(jsonErrors("[]")).hasSize(1);
		assertThat(jsonErrors("null")).hasSize(1);
	}

	@Test
	void brokenJsonIsRefused() {
		for (String broken : List.of("", "{", "{}", "[1]", "[[]]", "[{\"tag\": 1}]", "[] []")) {
			assertThat(jsonErrors(broken)).as(broken).extracting(FieldError::field).containsExactly("body");
		}
		assertThat(jsonErrors("[null]")).extracting(FieldError::message).containsExactly("第1行：内容为空");
	}

	private static List<FieldError> errors(String csv) {
		return catchThrowableOfType(InvalidInputException.class, () -> CalendarUpload.csv(2027, csv)).errors();
	}

	private static List<FieldError> jsonErrors(String json) {
		return catchThrowableOfType(InvalidInputException.class, () -> CalendarUpload.json(2027, json)).errors();
	}

}
