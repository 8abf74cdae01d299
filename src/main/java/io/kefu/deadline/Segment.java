package io.kefu.deadline;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stretch of working time on one day, in the calendar's zone.
 *
 * @param start when work begins
 * @param end when work ends, later than {@code start}; midnight is the end of the day,
 * written 24:00
 */
record Segment(LocalTime start, LocalTime end) {

	private static final String END_OF_DAY = "24:00";

	Segment {
		if (!end.equals(LocalTime.MIDNIGHT) && !start.isBefore(end)) {
			throw new IllegalArgumentException("时段“" + start + "-" + end + "”的结束时间须晚于开始时间");
		}
	}

	LocalDateTime startOn(LocalDate day) {
		return day.atTime(this.start);
	}

	LocalDateTime endOn(LocalDate day) {
		return this.end.equals(LocalTime.MIDNIGHT) ? day.plusDays(1).atStartOfDay() : day.atTime(this.end);
	}

	/**
	 * Reads the segments of a day.
	 * @param text such as {@code 09:00-12:00 13:30-18:00}
	 * @return at least one segment, in order, without overlap
	 * @throws IllegalArgumentException with a Chinese message where the text is not like
	 * that
	 */
	static List<Segment> parse(String text) {
		List<Segment> segments = new ArrayList<>();
		for (String part : text.strip().split("\\s+")) {
			Segment segment = parseOne(part);
			if (!segments.isEmpty()) {
				LocalTime before = segments.get(segments.size() - 1).end();
				if (before.equals(LocalTime.MIDNIGHT) || segment.start().isBefore(before)) {
					throw new IllegalArgumentException("时段“" + part + "”与前一时段重叠或次序颠倒");
				}
			}
			segments.add(segment);
		}
		return List.copyOf(segments);
	}

	private static Segment parseOne(String text) {
		String[] ends = text.split("-", -1);
		if (ends.length != 2) {
			throw new IllegalArgumentException("时段“" + text + "”格式不正确，应为“09:00-12:00”");
		}
		try {
			return new Segment(LocalTime.parse(ends[0]),
					END_OF_DAY.equals(ends[1]) ? LocalTime.MIDNIGHT : LocalTime.parse(ends[1]));
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("时段“" + text + "”格式不正确，应为“09:00-12:00”", ex);
		}
	}

	static String format(List<Segment> segments) {
		return segments.stream().map(Segment::toString).collect(Collectors.joining(" "));
	}

	@Override
	public String toString() {
		return this.start + "-" + (this.end.equals(LocalTime.MIDNIGHT) ? END_OF_DAY : this.end);
	}

}
