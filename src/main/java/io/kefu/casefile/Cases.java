package io.kefu.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import io.kefu.problem.InvalidInputException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The cases of the case file.
 */
@Component
public class Cases {

	private static final String SELECT = """
			select c.*, k.name as customer_name from service_case c join customer k on k.id = c.customer_id
			""";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Customers customers;

	private final CaseEvents events;

	private final ZoneId zone;

	Cases(JdbcClient jdbc, Clock engineClock, Customers customers, CaseEvents events,
			@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.customers = customers;
		this.events = events;
		this.zone = zone;
	}

	/**
	 * Opens a case under a new number; the day in the number is the company's day.
	 * @param registration what is known
	 * @return the registered case
	 */
	public ServiceCase register(Registration registration) {
		Instant now = this.clock.instant();
		long customer = this.customers.findOrCreate(registration.customerName());
		this.customers.addContact(customer, registration.contactName(), registration.contactPhone(),
				registration.contactEmail());
		String caseNo = nextNumber(now);
		this.jdbc
			.sql("""
					insert into service_case (case_no, process_instance_id, kind, channel, customer_id, contact_name,
					  contact_phone, contact_email, product_model, serial_no, fault_code, description, verbatim, verified, remedy_sought, received_at,
					  registered_at, registered_by)
					values (:caseNo, :instance, :kind, :channel, :customer, :contactName, :contactPhone, :contactEmail, :model,
					  :serialNo, upper(:faultCode), :description, :verbatim, :verified, :remedy, :receivedAt, :now, :by)""")
			.param("caseNo", caseNo)
			.param("instance", registration.processInstanceId())
			.param("kind", registration.kind())
			.param("channel", registration.channel())
			.param("customer", customer)
			.param("contactName", registration.contactName())
			.param("contactPhone", registration.contactPhone())
			.param("contactEmail", registration.contactEmail())
			.param("model", registration.productModel())
			.param("serialNo", registration.serialNo())
			.param("faultCode", registration.faultCode())
			.param("description", registration.description())
			.param("verbatim", registration.verbatim())
			.param("verified", registration.verified())
			.param("remedy", registration.remedySought())
			.param("receivedAt", Timestamp.from(registration.receivedAt()))
			.param("now", Timestamp.from(now))
			.param("by", registration.registeredBy())
			.update();
		this.events.record(caseNo, "REGISTERED", registration.registeredBy(), "案件已登记：" + registration.description());
		return find(caseNo);
	}

	private String nextNumber(Instant now) {
		long number = this.jdbc.sql("select nextval('case_number_seq')").query(Long.class).single();
		return "KF-%s-%04d".formatted(DateTimeFormatter.BASIC_ISO_DATE.format(now.atZone(this.zone).toLocalDate()),
				number);
	}

	/**
	 * The case of that number.
	 * @param caseNo case number
	 * @return the case, never null
	 * @throws InvalidInputException (404) when there is none
	 */
	public ServiceCase find(String caseNo) {
		return lookUp(caseNo).orElseThrow(() -> InvalidInputException.notFound("案件“" + caseNo + "”不存在"));
	}

	/**
	 * The case of that number, if there is one.
	 * @param caseNo case number
	 * @return the case or empty
	 */
	public Optional<ServiceCase> lookUp(String caseNo) {
		return this.jdbc.sql(SELECT + "where c.case_no = ?").param(caseNo).query(Cases::map).optional();
	}

	/**
	 * Notes what acceptance found out (S0-45, S2-23).
	 * @param caseNo case number
	 * @param kind kind of complaint
	 * @param faultCode fault code, may be null; kept in upper case so that equal codes
	 * count as equal
	 * @param productModel product model, may be null
	 * @param serialNo serial number, may be null
	 */
	public void accept(String caseNo, String kind, String faultCode, String productModel, String serialNo) {
		this.jdbc.sql("""
				update service_case set kind = :kind, fault_code = upper(:faultCode), product_model = :model,
				  serial_no = :serialNo where case_no = :caseNo""")
			.param("kind", kind)
			.param("faultCode", faultCode)
			.param("model", productModel)
			.param("serialNo", serialNo)
			.param("caseNo", caseNo)
			.update();
	}

	/**
	 * Notes severity and level.
	 * @param caseNo case number
	 * @param severity A to D
	 * @param complaintLevel level of the complaint
	 */
	public void classify(String caseNo, String severity, String complaintLevel) {
		this.jdbc.sql("update service_case set severity = ?, complaint_level = ? where case_no = ?")
			.params(severity, complaintLevel, caseNo)
			.update();
	}

	/**
	 * Notes the responsible department (S1-06).
	 * @param caseNo case number
	 * @param groupId its group
	 */
	public void assignDepartment(String caseNo, String groupId) {
		this.jdbc.sql("update service_case set responsible_department = ? where case_no = ?")
			.params(groupId, caseNo)
			.update();
		involve(caseNo, groupId);
	}

	/**
	 * Lets a department see the case, because it has to do with it.
	 * @param caseNo case number
	 * @param groupId the department's group
	 */
	public void involve(String caseNo, String groupId) {
		this.jdbc.sql("insert into case_department (case_no, group_id) values (?, ?) on conflict do nothing")
			.params(caseNo, groupId)
			.update();
	}

	/**
	 * Sets a state that is not final.
	 * @param caseNo case number
	 * @param state {@link CaseState#OPEN} or {@link CaseState#WAITING}
	 */
	public void setState(String caseNo, CaseState state) {
		this.jdbc.sql("update service_case set state = ? where case_no = ? and closed_at is null")
			.params(state.name(), caseNo)
			.update();
	}

	/**
	 * Closes the case.
	 * @param caseNo case number
	 * @param state the final state
	 * @param reason why, in Chinese
	 * @param satisfied the customer's answer, null when not asked
	 * @param score 1 to 5, null when not asked
	 */
	public void close(String caseNo, CaseState state, String reason, Boolean satisfied, Integer score) {
		this.jdbc
			.sql("""
					update service_case set state = :state, closed_at = :now, close_reason = :reason, satisfied = :satisfied,
					  satisfaction_score = :score where case_no = :caseNo and closed_at is null""")
			.param("state", state.name())
			.param("now", Timestamp.from(this.clock.instant()))
			.param("reason", reason)
			.param("satisfied", satisfied)
			.param("score", score)
			.param("caseNo", caseNo)
			.update();
	}

	/**
	 * Counts reports of the same problem, that is the same product model and fault code,
	 * in a window that ends now (S0-35). Without model or fault code the problem is not
	 * known to be the same as another. Withdrawn cases do not count.
	 * @param caseNo the present case
	 * @param window length of the window
	 * @return the counts, at least 1
	 */
	public Recurrence countRecurrence(String caseNo, Duration window) {
		return this.jdbc.sql("""
				select greatest(1, count(*) filter (where c.customer_id = this.customer_id)) as same_customer,
				       greatest(1, count(distinct c.customer_id)) as customers
				from service_case this
				left join service_case c on c.product_model = this.product_model and c.fault_code = this.fault_code
				  and c.received_at >= :from and c.state <> 'WITHDRAWN'
				where this.case_no = :caseNo""")
			.param("from", Timestamp.from(this.clock.instant().minus(window)))
			.param("caseNo", caseNo)
			.query((row, index) -> new Recurrence(row.getInt("same_customer"), row.getInt("customers")))
			.single();
	}

	private static ServiceCase map(ResultSet row, int index) throws SQLException {
		return new ServiceCase(row.getString("case_no"), row.getString("process_instance_id"), row.getString("kind"),
				CaseState.valueOf(row.getString("state")), row.getString("severity"), row.getString("complaint_level"),
				row.getString("channel"), row.getLong("customer_id"), row.getString("customer_name"),
				row.getString("contact_name"), row.getString("contact_phone"), row.getString("contact_email"),
				row.getString("product_model"), row.getString("serial_no"), row.getString("fault_code"),
				row.getString("description"), row.getString("remedy_sought"), row.getString("responsible_department"),
				instant(row, "received_at"), instant(row, "registered_at"), instant(row, "closed_at"));
	}

	private static Instant instant(ResultSet row, String column) throws SQLException {
		Timestamp value = row.getTimestamp(column);
		return (value != null) ? value.toInstant() : null;
	}

}
