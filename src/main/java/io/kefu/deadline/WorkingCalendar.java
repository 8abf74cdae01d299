package io.kefu.deadline;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The company's working time. Immutable. Days are days of the calendar's zone; a dated
 * row always wins over the weekday.
 * <p>
 * A segment holds both its ends: work done at closing time is done in time, and what
 * comes in at the very moment of closing comes in during working time. A start outside
 * working time moves first to the next opening: on a day off or after closing to the
 * opening of the next working day, before opening to the opening of the same day, in the
 * lunch break to the opening of the afternoon.
 * <p>
 * Where clocks change inside a segment, hours are hours that really passed. A time of day
 * that does not exist that night is the moment of the change; one that exists twice is
 * its first occurrence.
 */
public final class WorkingCalendar {

	private final ZoneId zone;

	private final Set<DayOfWeek> workingDays;

	private final List<Segment> segments;

	private final NavigableMap<LocalDate, List<Segment>> dated = new TreeMap<>();

	private final SortedSet<Integer> years = new TreeSet<>();

	WorkingCalendar(ZoneId zone, Set<DayOfWeek> workingDays, List<Segment> segments, Collection<CalendarDay> days) {
		this.zone = zone;
		this.workingDays = segments.isEmpty() ? Set.of() : Set.copyOf(workingDays);
		this.segments = List.copyOf(segments);
		for (CalendarDay day : days) {
			this.dated.put(day.day(), switch (day.kind()) {
				case OFF -> List.of();
				case WORK -> this.segments;
				case CUSTOM -> day.segments();
			});
			this.years.add(day.day().getYear());
		}
	}

	/**
	 * The zone whose days and hours count.
	 * @return the zone, never null
	 */
	public ZoneId zone() {
		return this.zone;
	}

	/**
	 * When something is due. Working days keep the time of day of the start ("3个工作日" is
	 * the third following working day); where that day has other hours and the time of
	 * day falls into a gap, it is due at the next opening of that day, or at its closing
	 * when work has ended by then.
	 * @param start when the period begins
	 * @param amount how many units, not negative
	 * @param unit the unit
	 * @return when it ends; for working units always inside working time
	 * @throws IllegalStateException when the calendar has no working time left
	 */
	public Instant due(Instant start, int amount, Unit unit) {
		if (amount < 0) {
			throw new IllegalArgumentException("The amount must not be negative: " + amount);
		}
		return switch (unit) {
			case HOUR -> start.plus(Duration.ofHours(amount));
			case WORKING_HOUR -> addWorking(start, Duration.ofHours(amount));
			case WORKING_DAY -> addWorkingDays(start, amount);
		};
	}

	/**
	 * Adds working time. Zero only moves a start that is outside working time to the next
	 * opening.
	 * @param start when the period begins
	 * @param working how much working time, not negative
	 * @return the moment by which that much working time has passed; the closing, not the
	 * next opening, where it is used up exactly at the end of a segment
	 * @throws IllegalStateException when the calendar has no working time left
	 */
	public Instant addWorking(Instant start, Duration working) {
		if (working.isNegative()) {
			throw new IllegalArgumentException("The working time must not be negative: " + working);
		}
		return walk(start, working).at();
	}

	/**
	 * Measures working time.
	 * @param from first moment
	 * @param to last moment
	 * @return the working time between the two, zero when {@code to} is not after
	 * {@code from}
	 */
	public Duration workingBetween(Instant from, Instant to) {
		Duration sum = Duration.ZERO;
		LocalDate last = dayOf(to);
		for (LocalDate day = dayOf(from); !day.isAfter(last); day = day.plusDays(1)) {
			for (Segment segment : segmentsOn(day)) {
				Instant begin = later(instant(segment.startOn(day)), from);
				Instant end = instant(segment.endOn(day));
				end = end.isAfter(to) ? to : end;
				if (begin.isBefore(end)) {
					sum = sum.plus(Duration.between(begin, end));
				}
			}
		}
		return sum;
	}

	/**
	 * The years a period touches whose holidays are not known.
	 * @param from first moment
	 * @param to last moment
	 * @return the years in order, empty when all are known
	 */
	public List<Integer> missingYears(Instant from, Instant to) {
		return IntStream.rangeClosed(dayOf(from).getYear(), dayOf(to).getYear())
			.filter((year) -> !this.years.contains(year))
			.boxed()
			.toList();
	}

	private Instant addWorkingDays(Instant start, int amount) {
		Position from = walk(start, Duration.ZERO);
		if (amount == 0) {
			return from.at();
		}
		LocalDate day = from.day();
		for (int i = 0; i < amount; i++) {
			day = workingDayAfter(day);
		}
		Duration timeOfDay = Duration.between(from.day().atStartOfDay(), local(from.at()));
		LocalDateTime wanted = day.atStartOfDay().plus(timeOfDay);
		LocalDateTime closing = wanted;
		for (Segment segment : segmentsOn(day)) {
			if (wanted.isBefore(segment.startOn(day))) {
				return instant(segment.startOn(day));
			}
			if (!wanted.isAfter(segment.endOn(day))) {
				return instant(wanted);
			}
			closing = segment.endOn(day);
		}
		return instant(closing);
	}

	/**
	 * Walks through working time.
	 * @param start where to begin
	 * @param working how far
	 * @return where the walk ends
	 */
	private Position walk(Instant start, Duration working) {
		Duration left = working;
		// From the day before: a segment of it may end at midnight, which is this start.
		LocalDate day = workingDayAfter(dayOf(start).minusDays(2));
		while (true) {
			for (Segment segment : segmentsOn(day)) {
				Instant end = instant(segment.endOn(day));
				if (!end.isBefore(start)) {
					Instant begin = later(instant(segment.startOn(day)), start);
					Duration available = Duration.between(begin, end);
					if (left.compareTo(available) <= 0) {
						return new Position(day, begin.plus(left));
					}
					left = left.minus(available);
				}
			}
			day = workingDayAfter(day);
		}
	}

	private LocalDate workingDayAfter(LocalDate date) {
		LocalDate day = date.plusDays(1);
		while (segmentsOn(day).isEmpty()) {
			// A week has a working day, or only dated rows can have one: both end.
			day = this.workingDays.isEmpty() ? this.dated.higherKey(day) : day.plusDays(1);
			if (day == null) {
				throw new IllegalStateException(
						"The working calendar has no working time after " + date + ": no weekday is a working day");
			}
		}
		return day;
	}

	private List<Segment> segmentsOn(LocalDate day) {
		List<Segment> own = this.dated.get(day);
		if (own != null) {
			return own;
		}
		return this.workingDays.contains(day.getDayOfWeek()) ? this.segments : List.of();
	}

	private LocalDate dayOf(Instant moment) {
		return moment.atZone(this.zone).toLocalDate();
	}

	/**
	 * The moment of a local time, never earlier than that of an earlier local time: a
	 * time inside a gap is the moment of the change.
	 */
	private Instant instant(LocalDateTime local) {
		ZoneOffsetTransition change = this.zone.getRules().getTransition(local);
		return (change != null && change.isGap()) ? change.getInstant() : local.atZone(this.zone).toInstant();
	}

	/**
	 * The local time of a moment, never earlier than that of an earlier moment: the hour
	 * that comes twice has passed when it comes again.
	 */
	private LocalDateTime local(Instant moment) {
		ZonedDateTime time = moment.atZone(this.zone);
		ZoneOffsetTransition change = this.zone.getRules().getTransition(time.toLocalDateTime());
		boolean again = change != null && change.isOverlap() && time.getOffset().equals(change.getOffsetAfter());
		return again ? change.getDateTimeBefore() : time.toLocalDateTime();
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	@Override
	public String toString() {
		return this.zone + " " + this.workingDays + " " + Segment.format(this.segments) + " "
				+ this.years.stream().map(String::valueOf).collect(Collectors.joining(","));
	}

	/**
	 * A moment of working time and the day whose working time it is; at midnight that may
	 * be the day before.
	 */
	private record Position(LocalDate day, Instant at) {
	}

}
