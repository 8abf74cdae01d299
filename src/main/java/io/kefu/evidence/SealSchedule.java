package io.kefu.evidence;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * When days are sealed and compared. The schedule runs on every node: sealing takes a
 * lock in the database and finds done what another node did, and comparing twice is
 * harmless.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SealSchedule {

	private static final Logger log = LoggerFactory.getLogger(SealSchedule.class);

	/** How many sealed days are compared each night, the newest. */
	private static final int RECENT = 7;

	private final Seals seals;

	private final AlteredHistoryNotice notice;

	SealSchedule(Seals seals, AlteredHistoryNotice notice) {
		this.seals = seals;
		this.notice = notice;
	}

	/** Every hour, so that a day missed while nothing ran is sealed soon after. */
	@Scheduled(cron = "${kefu.evidence.seal-schedule}", zone = "Asia/Shanghai")
	void seal() {
		this.seals.sealDaysThatAreOver();
	}

	/**
	 * Compares the newest days and, in turn, one of the older ones, and tells which days
	 * are not as they were sealed.
	 */
	@Scheduled(cron = "${kefu.evidence.check-schedule}", zone = "Asia/Shanghai")
	void check() {
		List<LocalDate> days = this.seals.all().stream().map(Seal::day).toList();
		Stream<LocalDate> recent = days.stream().limit(RECENT);
		List<LocalDate> older = days.subList(Math.min(RECENT, days.size()), days.size());
		Stream<LocalDate> oneOlder = older.isEmpty() ? Stream.empty()
				: Stream.of(older.get((int) (days.get(0).toEpochDay() % older.size())));
		Stream.concat(recent, oneOlder).forEach(this::check);
		// Also what somebody found meanwhile, or what could not be told last time.
		this.seals.altered().forEach(this.notice::tell);
	}

	/** Whoever makes one day unreadable must not hide the others with it. */
	private void check(LocalDate day) {
		try {
			this.seals.check(day);
		}
		catch (RuntimeException ex) {
			log.error("{} 的历史记录无法与封存核对", day, ex);
		}
	}

}
