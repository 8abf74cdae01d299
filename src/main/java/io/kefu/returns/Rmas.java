package io.kefu.returns;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The RMA numbers (S0-11): {@code RMA-yyyyMMdd-nnnn}, the company's day, never used
 * twice.
 */
@Component
class Rmas {

	private static final Map<String, String> STATES = Map.of("ISSUED", "已编号，未入库", "RECEIVED", "已入库", "SETTLED", "已办理",
			"CANCELLED", "已作废");

	private final JdbcClient jdbc;

	private final Clock clock;

	private final ZoneId zone;

	Rmas(JdbcClient jdbc, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.zone = zone;
	}

	/**
	 * Issues a number.
	 * @param caseNo case number
	 * @param processInstanceId the process that handles the goods; it gets one number
	 * @param kind refund, repair or exchange
	 * @param productModel model, may be null
	 * @param serialNo serial number, may be null
	 * @return the number
	 */
	String issue(String caseNo, String processInstanceId, String kind, String productModel, String serialNo) {
		Instant now = this.clock.instant();
		String rmaNo = "RMA-%s-%04d".formatted(
				DateTimeFormatter.BASIC_ISO_DATE.format(now.atZone(this.zone).toLocalDate()),
				this.jdbc.sql("select nextval('rma_number_seq')").query(Long.class).single());
		this.jdbc.sql("""
				insert into rma (rma_no, case_no, process_instance_id, kind, product_model, serial_no, issued_at)
				values (?, ?, ?, ?, ?, ?, ?)""")
			.params(rmaNo, caseNo, processInstanceId, kind, productModel, serialNo, Timestamp.from(now))
			.update();
		return rmaNo;
	}

	/**
	 * The goods come back for something else.
	 * @param rmaNo an issued number
	 * @param kind refund, repair or exchange
	 */
	void changeKind(String rmaNo, String kind) {
		this.jdbc.sql("update rma set kind = ? where rma_no = ?").params(kind, rmaNo).update();
	}

	/**
	 * The goods have come in.
	 * @param rmaNo an issued number
	 * @param quantity how many, at least 1
	 */
	void receive(String rmaNo, int quantity) {
		this.jdbc.sql("update rma set received_at = ?, received_quantity = ? where rma_no = ?")
			.params(Timestamp.from(this.clock.instant()), quantity, rmaNo)
			.update();
	}

	/**
	 * The customer has what was agreed on.
	 * @param rmaNo an issued number
	 */
	void settle(String rmaNo) {
		mark("settled_at", rmaNo);
	}

	/**
	 * The goods will not come.
	 * @param rmaNo an issued number; null does nothing
	 */
	void cancel(String rmaNo) {
		mark("cancelled_at", rmaNo);
	}

	private void mark(String column, String rmaNo) {
		this.jdbc.sql("update rma set " + column + " = ? where rma_no = ?")
			.params(Timestamp.from(this.clock.instant()), rmaNo)
			.update();
	}

	/**
	 * Looks a number up. The goods of a withdrawn case are not taken in any more.
	 * @param rmaNo a number as it was read, in any case and with blanks around it
	 * @return empty where it was never issued
	 */
	Optional<Rma> find(String rmaNo) {
		return this.jdbc.sql("""
				select r.*, k.name as customer_name, case
				    when r.settled_at is not null then 'SETTLED'
				    when r.received_at is not null then 'RECEIVED'
				    when r.cancelled_at is not null or c.state = 'WITHDRAWN' then 'CANCELLED'
				    else 'ISSUED'
				  end as state,
				  exists (select 1 from act_ru_task t where t.proc_inst_id_ = r.process_instance_id
				    and t.task_def_key_ = 'Task_ReceiveGoods') as accepts_goods
				from rma r join service_case c on c.case_no = r.case_no join customer k on k.id = c.customer_id
				where r.rma_no = upper(?)""").param(rmaNo.strip()).query((row, index) -> map(row)).optional();
	}

	private Rma map(ResultSet row) throws SQLException {
		String state = row.getString("state");
		String kind = row.getString("kind");
		return new Rma(row.getString("rma_no"), row.getString("case_no"), state, STATES.get(state),
				row.getBoolean("accepts_goods"), kind, ReturnLabels.kind(kind), row.getString("customer_name"),
				row.getString("product_model"), row.getString("serial_no"), time(row, "issued_at"),
				time(row, "received_at"), row.getObject("received_quantity", Integer.class));
	}

	private OffsetDateTime time(ResultSet row, String column) throws SQLException {
		OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
		return (value != null) ? value.atZoneSameInstant(this.zone).toOffsetDateTime() : null;
	}

}
