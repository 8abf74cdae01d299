package io.kefu.evidence;

import java.nio.charset.StandardCharsets;
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
	 * Writes to them. The same findings of the same day are told once, however often the
	 * day is compared.
	 * @param check a comparison that found something
	 */
	void tell(SealCheck check) {
		String findings = String.join("\n", check.findings());
		String step = check.day() + "/" + Sha256.hex(findings.getBytes(StandardCharsets.UTF_8));
		for (String group : GROUPS) {
			this.notifications.announce(TEMPLATE, group, step,
					Map.of("day", DAY.format(check.day()), "findings", findings));
		}
	}

}
