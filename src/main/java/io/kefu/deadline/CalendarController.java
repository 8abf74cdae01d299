package io.kefu.deadline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kefu.problem.FieldError;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The working calendar as a calculator, and the dated rows behind it. Everyone with a
 * login reads; members of {@code camunda-admin} load years.
 */
@RestController
@RequestMapping("/api/calendar")
class CalendarController {

	private static final int MAX_AMOUNT = 10_000;

	private static final int FIRST_YEAR = 2000;

	private static final int LAST_YEAR = 2200;

	private static final int MAX_BYTES = 1 << 20;

	private static final String UNITS = Arrays.stream(Unit.values()).map(Unit::name).collect(Collectors.joining("、"));

	private final Calendars calendars;

	private final CalendarDays days;

	private final ClockControl clocks;

	private final IdentityService identity;

	CalendarController(Calendars calendars, CalendarDays days, ClockControl clocks, IdentityService identity) {
		this.calendars = calendars;
		this.days = days;
		this.clocks = clocks;
		this.identity = identity;
	}

	/**
	 * An answer of the calculator.
	 *
	 * @param due ISO 8601 with the offset of the calendar's zone
	 * @param note what to mind, in Chinese; left out where there is nothing
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Due(String due, String note) {
	}

	/**
	 * What loading a year has done.
	 *
	 * @param days rows the year now has
	 * @param recomputed open clocks in working units that were recomputed
	 */
	record Loaded(int days, int recomputed) {
	}

	@GetMapping("/due")
	Due due(@RequestParam String start, @RequestParam String amount, @RequestParam String unit) {
		List<FieldError> errors = new ArrayList<>();
		Instant from = start(start, errors);
		int units = amount(amount, errors);
		Unit measure = unit(unit, errors);
		if (!errors.isEmpty()) {
			throw InvalidInputException.of(errors);
		}
		WorkingCalendar calendar = this.calendars.current();
		Instant due = calendar.due(from, units, measure);
		List<Integer> missing = (measure != Unit.HOUR) ? calendar.missingYears(from, due) : List.of();
		return new Due(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(due.atZone(calendar.zone())),
				missing.isEmpty() ? null : CaseClock.missingYearsText(missing));
	}

	@GetMapping("/days")
	List<CalendarUpload.Row> days(@RequestParam String year) {
		return this.days.of(year(year)).stream().map(CalendarUpload.Row::of).toList();
	}

	@PutMapping(path = "/days", consumes = "text/csv")
	Loaded loadCsv(@RequestParam String year, InputStream body) throws IOException {
		requireAdministrator();
		int wanted = year(year);
		return load(wanted, CalendarUpload.csv(wanted, text(body)));
	}

	@PutMapping(path = "/days", consumes = MediaType.APPLICATION_JSON_VALUE)
	Loaded loadJson(@RequestParam String year, InputStream body) throws IOException {
		requireAdministrator();
		int wanted = year(year);
		return load(wanted, CalendarUpload.json(wanted, text(body)));
	}

	private Loaded load(int year, List<CalendarDay> rows) {
		try {
			this.days.replace(year, rows);
		}
		catch (CannotAcquireLockException ex) {
			throw InvalidInputException.conflict("正在处理的案件占用了工作日历，数据未改动，请稍后重试");
		}
		return new Loaded(rows.size(), this.clocks.recalculate("工作日历" + year + "年数据已更新"));
	}

	private void requireAdministrator() {
		Authentication user = this.identity.getCurrentAuthentication();
		if (user == null || user.getGroupIds() == null || !user.getGroupIds().contains("camunda-admin")) {
			throw InvalidInputException.forbidden("只有系统管理员可以维护工作日历");
		}
	}

	private static String text(InputStream body) throws IOException {
		byte[] bytes = body.readNBytes(MAX_BYTES + 1);
		if (bytes.length > MAX_BYTES) {
			throw InvalidInputException.of("body", "内容超过1MB");
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			throw InvalidInputException.of("body", "文件不是 UTF-8 编码，请另存为“CSV UTF-8”后重试");
		}
	}

	private static Instant start(String text, List<FieldError> errors) {
		try {
			// A plus sign that was not encoded arrives as a space.
			OffsetDateTime start = OffsetDateTime.parse(text.strip().replace(' ', '+'));
			if (start.getYear() >= FIRST_YEAR && start.getYear() <= LAST_YEAR) {
				return start.toInstant();
			}
			errors.add(new FieldError("start", "起始时间须在" + FIRST_YEAR + "年至" + LAST_YEAR + "年之间"));
		}
		catch (DateTimeException ex) {
			errors.add(
					new FieldError("start", "起始时间“" + text + "”格式不正确，应为带时区的 ISO 8601 时间，例如 2026-09-30T17:30:00+08:00"));
		}
		return null;
	}

	private static int amount(String text, List<FieldError> errors) {
		try {
			int amount = Integer.parseInt(text.strip());
			if (amount >= 0 && amount <= MAX_AMOUNT) {
				return amount;
			}
		}
		catch (NumberFormatException ex) {
			// Refused like a number out of range.
		}
		errors.add(new FieldError("amount", "数量“" + text + "”不正确，应为0至" + MAX_AMOUNT + "的整数"));
		return 0;
	}

	private static Unit unit(String text, List<FieldError> errors) {
		for (Unit unit : Unit.values()) {
			if (unit.name().equals(text.strip())) {
				return unit;
			}
		}
		errors.add(new FieldError("unit", "单位“" + text + "”不存在，可用：" + UNITS));
		return null;
	}

	private static int year(String text) {
		if (text.strip().matches("\\d{4}")) {
			int year = Integer.parseInt(text.strip());
			if (year >= FIRST_YEAR && year <= LAST_YEAR) {
				return year;
			}
		}
		throw InvalidInputException.of("year", "年份“" + text + "”不正确，应为" + FIRST_YEAR + "至" + LAST_YEAR);
	}

}
