package io.kefu.deadline;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.dao.CannotAcquireLockException;

import static io.kefu.deadline.Calendar2026.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CalendarsTests {

	private final CaseFileDatabase database = new CaseFileDatabase();

	private final CalendarDays days = new CalendarDays(this.database.jdbc);

	private final Calendars calendars = this.database.calendars();

	@Test
	void holidaysOf2026AreShipped() {
		List<CalendarDay> shipped = this.days.of(2026);
		assertThat(shipped).usingRecursiveFieldByFieldElementComparatorIgnoringFields("note")
			.containsExactlyInAnyOrderElementsOf(Calendar2026.days());
		assertThat(shipped).allSatisfy((day) -> assertThat(day.note()).matches("\\p{IsHan}+"));
		assertThat(this.calendars.current().due(at("2026-09-30T17:30"), 3, Unit.WORKING_DAY))
			.isEqualTo(at("2026-10-10T17:30"));
	}

	@Test
	void calendarIsBuiltOnceWhileNothingChanges() {
		assertThat(this.calendars.current()).isSameAs(this.calendars.current());
	}

	@Test
	void otherNodeCountsByNewRowsAtOnce() {
		Calendars otherNode = this.database.calendars();
		assertThat(otherNode.current().missingYears(at("2027-01-01T00:00"), at("2027-01-02T00:00"))).isNotEmpty();
		replace(2027, List.of(CalendarDay.off(LocalDate.parse("2027-01-01"), "元旦")));
		assertThat(otherNode.current().missingYears(at("2027-01-01T00:00"), at("2027-01-02T00:00"))).isEmpty();
	}

	@Test
	void rowCorrectedByHandCountsToo() {
		this.calendars.current();
		this.database.jdbc
			.sql("update calendar_day set kind = 'CUSTOM', segments = '09:00-10:00' where day = '2026-10-10'")
			.update();
		assertThat(this.calendars.current().due(at("2026-09-30T17:30"), 3, Unit.WORKING_DAY))
			.isEqualTo(at("2026-10-10T10:00"));
	}

	@Test
	void loadingAYearReplacesThatYearOnly() {
		CalendarDay custom = new CalendarDay(LocalDate.parse("2027-02-05"), CalendarDay.Kind.CUSTOM,
				Segment.parse("09:00-12:00"), "除夕半天");
		replace(2027, List.of(CalendarDay.work(LocalDate.parse("2027-02-06"), null), custom));
		replace(2027, List.of(custom));
		assertThat(this.days.of(2027)).containsExactly(custom);
		assertThat(this.days.of(2026)).hasSameSizeAs(Calendar2026.days());
	}

	@Test
	@Timeout(30)
	void yearIsNotReplacedWhileAClockIsBeingStarted() throws Exception {
		CountDownLatch read = new CountDownLatch(1);
		CountDownLatch refused = new CountDownLatch(1);
		CompletableFuture<Void> start = CompletableFuture
			.runAsync(() -> this.database.transaction.executeWithoutResult((status) -> {
				this.calendars.current();
				read.countDown();
				await(refused);
			}));
		await(read);
		assertThatExceptionOfType(CannotAcquireLockException.class)
			.isThrownBy(() -> replace(2027, List.of(CalendarDay.off(LocalDate.parse("2027-01-01"), null))));
		refused.countDown();
		start.get(10, TimeUnit.SECONDS);
		assertThat(this.days.of(2027)).isEmpty();
	}

	private void replace(int year, List<CalendarDay> rows) {
		this.database.transaction.executeWithoutResult((status) -> this.days.replace(year, rows));
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
