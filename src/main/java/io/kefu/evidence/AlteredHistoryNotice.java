package io.kefu.evidence;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import io.kefu.notification.Notifications;

import org.springframework.stereotype.Component;

/**
 * Tells those who audit and those who supervise that history is no longer as it was
 * sealed: a line in a log is nobody's task.
 */
@Component
class AlteredHistoryNotice {

	private static final String TEMPLATE = "history-altered";

	private static final List<String> GROUPS = List.of("auditor", "supervision");

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");

	private final Notifications notifications;

	AlteredHistoryNotice(Notifications notifications) {
		this.notifications = notifications;
	}

	/**
	 * Writes to them. The same finding of the same day is told once, however often the
	 * day is compared.
	 * @param altered a day whose newest comparison found something
	 */
	void tell(Seals.Checked altered) {
		LocalDate day = altered.seal().day();
		String finding = altered.check().finding();
		String step = day + "/" + Sha256.hex(finding.getBytes(StandardCharsets.UTF_8));
		for (String group : GROUPS) {
			this.notifications.announce(TEMPLATE, group, step, Map.of("day", DAY.format(day), "finding", finding));
		}
	}

}
