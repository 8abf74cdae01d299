package io.kefu.report;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Gives the report its number, which is the business key whatever the caller says, and
 * every variable its first value that a form or a gateway reads. The day in the number is
 * the company's day.
 */
@Component
class RegisterReportDelegate implements JavaDelegate {

	private static final List<String> OPEN = List.of("occurrence", "evidence", "reporterContact", "admitted",
			"admissionNote", "findings", "proven", "decision", "executionResult", "reporterReply");

	private final JdbcClient jdbc;

	private final Clock clock;

	private final ZoneId zone;

	RegisterReportDelegate(JdbcClient jdbc, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.zone = zone;
	}

	@Override
	public void execute(DelegateExecution execution) {
		long number = this.jdbc.sql("select nextval('internal_report_number_seq')").query(Long.class).single();
		String reportNo = "JB-%s-%04d".formatted(
				DateTimeFormatter.BASIC_ISO_DATE.format(this.clock.instant().atZone(this.zone).toLocalDate()), number);
		execution.setProcessBusinessKey(reportNo);
		execution.setVariable(InternalReportProcess.REPORT_NO, reportNo);
		OPEN.stream()
			.filter((variable) -> !execution.hasVariable(variable))
			.forEach((variable) -> execution.setVariable(variable, null));
	}

}
