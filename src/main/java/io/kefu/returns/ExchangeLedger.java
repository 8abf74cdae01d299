package io.kefu.returns;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kefu.identity.Departments;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The 换货登记台账 (S4-108): every unit that came back and what was done with it, entered once
 * and never changed.
 */
@Component
class ExchangeLedger {

	private final JdbcClient jdbc;

	private final Clock clock;

	private final ZoneId zone;

	private final Departments departments;

	ExchangeLedger(JdbcClient jdbc, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone,
			Departments departments) {
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.zone = zone;
		this.departments = departments;
	}

	/**
	 * What is entered.
	 *
	 * @param rmaNo RMA number
	 * @param caseNo case number
	 * @param kind refund, repair or exchange, as the customer asked for it
	 * @param productModel model, null where not known
	 * @param serialNo serial number, null where not known
	 * @param quantity how many
	 * @param reason why, Chinese; may be null
	 * @param inspectionResult defect_confirmed, no_fault or misuse
	 * @param result exchanged, refunded, repaired or refused
	 * @param newSerialNo serial number of the new unit, null where there is none
	 * @param refundAmount yuan, null where nothing was refunded
	 * @param refundedOn day of payment, null where nothing was refunded
	 * @param handledBy the person who signs as 经办人
	 * @param signedBy login of the person who entered it
	 * @param note remark, may be null
	 */
	record Entry(String rmaNo, String caseNo, String kind, String productModel, String serialNo, int quantity,
			String reason, String inspectionResult, String result, String newSerialNo, BigDecimal refundAmount,
			LocalDate refundedOn, String handledBy, String signedBy, String note) {
	}

	/**
	 * A line as people read it, texts in Chinese, times in the calendar's zone.
	 */
	record Line(String rmaNo, String caseNo, OffsetDateTime enteredAt, OffsetDateTime receivedAt, String customerName,
			String kind, String kindLabel, String productModel, String serialNo, int quantity, String reason,
			String inspectionLabel, String result, String resultLabel, String newSerialNo, BigDecimal refundAmount,
			LocalDate refundedOn, String handledBy, String signedBy, String signedByName, String note) {
	}

	/**
	 * Enters a line.
	 * @param entry what is entered
	 */
	void enter(Entry entry) {
		this.jdbc
			.sql("""
					insert into exchange_ledger (rma_no, case_no, entered_at, kind, product_model, serial_no, quantity, reason,
					  inspection_result, result, new_serial_no, refund_amount, refunded_on, handled_by, signed_by, note)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(entry.rmaNo(), entry.caseNo(), Timestamp.from(this.clock.instant()), entry.kind(),
					entry.productModel(), entry.serialNo(), entry.quantity(), entry.reason(), entry.inspectionResult(),
					entry.result(), entry.newSerialNo(), entry.refundAmount(), entry.refundedOn(), entry.handledBy(),
					entry.signedBy(), entry.note())
			.update();
	}

	/**
	 * The lines of some days.
	 * @param from first day in the calendar's zone, null for the beginning
	 * @param to last day, included; null for today
	 * @return the lines, oldest first
	 */
	List<Line> lines(LocalDate from, LocalDate to) {
		Map<String, String> names = new HashMap<>();
		return this.jdbc.sql("""
				select l.*, r.received_at, k.name as customer_name
				from exchange_ledger l join rma r on r.rma_no = l.rma_no
				  join service_case c on c.case_no = l.case_no join customer k on k.id = c.customer_id
				where (cast(:from as timestamptz) is null or l.entered_at >= :from)
				  and (cast(:end as timestamptz) is null or l.entered_at < :end)
				order by l.id""")
			.param("from", start(from))
			.param("end", (to != null) ? start(to.plusDays(1)) : null)
			.query((row, index) -> line(row, names))
			.list();
	}

	private OffsetDateTime start(LocalDate day) {
		return (day != null) ? day.atStartOfDay(this.zone).toOffsetDateTime() : null;
	}

	/** Few people sign many lines: each is looked up once. */
	private Line line(ResultSet row, Map<String, String> names) throws SQLException {
		String kind = row.getString("kind");
		String result = row.getString("result");
		String signedBy = row.getString("signed_by");
		return new Line(row.getString("rma_no"), row.getString("case_no"), time(row, "entered_at"),
				time(row, "received_at"), row.getString("customer_name"), kind, ReturnLabels.kind(kind),
				row.getString("product_model"), row.getString("serial_no"), row.getInt("quantity"),
				row.getString("reason"), ReturnLabels.inspection(row.getString("inspection_result")), result,
				ReturnLabels.result(result), row.getString("new_serial_no"), row.getBigDecimal("refund_amount"),
				row.getObject("refunded_on", LocalDate.class), row.getString("handled_by"), signedBy,
				names.computeIfAbsent(signedBy, this.departments::displayName), row.getString("note"));
	}

	private OffsetDateTime time(ResultSet row, String column) throws SQLException {
		OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
		return (value != null) ? value.atZoneSameInstant(this.zone).toOffsetDateTime() : null;
	}

}
