package io.kefu.form;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A date, a time of day or both, stored as ISO 8601 text; date and time with offset.
 * Without offset it is understood as {@code Asia/Shanghai}.
 */
class DateTimeField extends FormField {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_LOCAL_DATE;

	/** With or without offset; the engine's own interfaces write +0800. */
	private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.appendLiteral('T')
		.append(DateTimeFormatter.ISO_LOCAL_TIME)
		.appendPattern("[XXX][XX][X]")
		.toFormatter(Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
		.append(DateTimeFormatter.ISO_LOCAL_TIME)
		.appendPattern("[XXX][XX][X]")
		.toFormatter(Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private final String subtype;

	private final boolean notInFuture;

	private final boolean notInPast;

	DateTimeField(JsonNode field, List<String> hideConditions) {
		super(field, hideConditions);
		this.subtype = field.path("subtype").asText("date");
		this.notInFuture = "true".equals(field.path("properties").path("notInFuture").asText());
		this.notInPast = field.path("disallowPassedDates").asBoolean();
	}

	@Override
	Object normalise(Object value) {
		if (value instanceof String text && text.isBlank()) {
			return null;
		}
		Temporal parsed = parse(value);
		if (parsed instanceof OffsetDateTime dateTime) {
			return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(dateTime);
		}
		return (parsed != null) ? parsed.toString() : value;
	}

	@Override
	String problem(Object value, Submission submission) {
		Temporal parsed = parse(value);
		if (parsed == null || (parsed instanceof OffsetDateTime dateTime && isOutlandish(dateTime.toLocalDate()))
				|| (parsed instanceof LocalDate date && isOutlandish(date))) {
			return quoted() + switch (this.subtype) {
				case "date" -> "不是有效的日期";
				case "time" -> "不是有效的时刻";
				default -> "不是有效的日期和时间";
			};
		}
		if (this.notInFuture && isAfter(parsed, submission.now())) {
			return quoted() + "不得晚于现在";
		}
		return (this.notInPast && day(parsed) != null && day(parsed).isBefore(today(submission.now())))
				? quoted() + "不得早于今天" : null;
	}

	@Override
	String missing() {
		return "请填写" + quoted();
	}

	/** The value as what the field asks for, null if it is something else. */
	private Temporal parse(Object value) {
		try {
			if (value instanceof Date date) {
				OffsetDateTime dateTime = Instant.ofEpochMilli(date.getTime()).atZone(ZONE).toOffsetDateTime();
				return switch (this.subtype) {
					case "date" -> dateTime.toLocalDate();
					case "time" -> dateTime.toLocalTime();
					default -> dateTime;
				};
			}
			return (value instanceof String text) ? parse(text.strip()) : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private Temporal parse(String text) {
		return switch (this.subtype) {
			case "date" -> LocalDate.parse(text, DATE);
			case "time" -> (Temporal) TIME.parseBest(text, OffsetTime::from, LocalTime::from);
			default -> {
				var parsed = DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
				yield (parsed instanceof LocalDateTime local) ? local.atZone(ZONE).toOffsetDateTime()
						: (OffsetDateTime) parsed;
			}
		};
	}

	private static boolean isAfter(Temporal parsed, Instant now) {
		if (parsed instanceof OffsetDateTime dateTime) {
			return dateTime.toInstant().isAfter(now);
		}
		return parsed instanceof LocalDate date && date.isAfter(today(now));
	}

	private static LocalDate day(Temporal parsed) {
		if (parsed instanceof OffsetDateTime dateTime) {
			return dateTime.atZoneSameInstant(ZONE).toLocalDate();
		}
		return (parsed instanceof LocalDate date) ? date : null;
	}

	private static LocalDate today(Instant now) {
		return now.atZone(ZONE).toLocalDate();
	}

	/** A slip of the pen, and outside what all parts of the system can store. */
	private static boolean isOutlandish(LocalDate date) {
		return date.getYear() < 1900 || date.getYear() > 2999;
	}

}
