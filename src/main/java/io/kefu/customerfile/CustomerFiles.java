package io.kefu.customerfile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import io.kefu.problem.InvalidInputException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks things up in the customer's file. Who may ask is the caller's affair.
 */
@Component
public class CustomerFiles {

	static final int MAX_LINES = 100;

	private static final String UNITS = """
			select u.*, p.name as product_name, k.name as customer_name, coalesce((
			    select t.warranty_months from product_term t
			    where t.product_model = u.product_model and t.component = '整机' and t.valid_from <= u.sold_on
			    order by t.valid_from desc limit 1), :defaultMonths) as warranty_months
			from unit u join product p on p.model = u.product_model left join customer k on k.id = u.customer_id
			""";

	private final JdbcClient jdbc;

	private final ZoneId zone;

	CustomerFiles(JdbcClient jdbc, @Value("${kefu.calendar.zone}") ZoneId zone) {
		this.jdbc = jdbc;
		this.zone = zone;
	}

	/**
	 * The whole file of a customer, read over one connection of the pool.
	 * @param customerId the customer
	 * @return the file, never null
	 * @throws InvalidInputException (404) when there is no such customer
	 */
	@Transactional(readOnly = true)
	public CustomerFile of(long customerId) {
		return this.jdbc.sql("""
				select k.*, (select count(*) from unit u where u.customer_id = k.id) as unit_count,
				  (select count(*) from service_case c where c.customer_id = k.id) as case_count
				from customer k where k.id = ?""")
			.param(customerId)
			.query((row, index) -> file(row))
			.optional()
			.orElseThrow(() -> InvalidInputException.notFound("客户（编号" + customerId + "）不存在"));
	}

	/**
	 * One unit.
	 * @param serialNo serial number; spaces around it do not count; null is not known
	 * @return the unit, empty where the file does not know it
	 */
	public Optional<UnitFile> unit(String serialNo) {
		return this.jdbc.sql(UNITS + "where u.serial_no = :serialNo")
			.param("defaultMonths", ProductTerms.DEFAULT_MONTHS)
			.param("serialNo", strip(serialNo))
			.query((row, index) -> unit(row))
			.optional();
	}

	/**
	 * Whether the customer has a right to service (S1-31): within a contract, or within
	 * the warranty of the unit. First and last day count.
	 * @param customerId the customer
	 * @param serialNo serial number of the unit, may be null
	 * @param on the day in the company's zone
	 * @return the answer; empty where the file knows neither a contract nor the day this
	 * unit was sold. A unit of another customer says nothing.
	 */
	public Optional<Boolean> inServicePeriod(long customerId, String serialNo, LocalDate on) {
		Optional<Boolean> contract = Optional.ofNullable(this.jdbc
			.sql("select bool_or(:on between service_from and service_to) from contract where customer_id = :customer")
			.param("on", on)
			.param("customer", customerId)
			.query((row, index) -> row.getObject(1, Boolean.class))
			.list()
			.get(0));
		Optional<Boolean> warranty = unit(serialNo)
			.filter((unit) -> unit.customerId() == null || unit.customerId() == customerId)
			.filter((unit) -> unit.soldOn() != null)
			.map((unit) -> unit.coversDay(on));
		return contract.filter((covered) -> covered).or(() -> warranty).or(() -> contract);
	}

	/**
	 * Whether the customer is a 重要大客户 (S1-33).
	 * @param customerId the customer
	 * @return true for a key account; false for one that is not known
	 */
	public boolean isKeyAccount(long customerId) {
		return this.jdbc.sql("select key_account from customer where id = ?")
			.param(customerId)
			.query(Boolean.class)
			.optional()
			.orElse(false);
	}

	/**
	 * Who looks after the customer (S1-33).
	 * @param customerId the customer
	 * @return a Camunda login, empty where nobody is named
	 */
	public Optional<String> dedicatedAgent(long customerId) {
		return this.jdbc.sql("select dedicated_agent from customer where id = ? and dedicated_agent is not null")
			.param(customerId)
			.query(String.class)
			.optional();
	}

	/**
	 * Open cases that the customer's problem may belong to （是否新问题， S1-35); see
	 * {@link #openCases(long, String, String, String)}.
	 * @param customerId the customer
	 * @param serialNo serial number, null where not known
	 * @param faultCode fault code, null where not known
	 * @return the cases, newest first
	 */
	public List<OpenCase> openCases(long customerId, String serialNo, String faultCode) {
		return openCases(customerId, serialNo, null, faultCode);
	}

	/**
	 * Open cases that the customer's problem may belong to （是否新问题， S1-35): of the same
	 * customer; of the same unit, or of its model where the case names no unit; of the
	 * same fault where one is given. The case at hand is among them when it is registered
	 * already.
	 * @param customerId the customer
	 * @param serialNo serial number, null where not known
	 * @param productModel model, used where there is no serial number; may be null
	 * @param faultCode fault code in any case, null where not known
	 * @return the cases, newest first
	 */
	public List<OpenCase> openCases(long customerId, String serialNo, String productModel, String faultCode) {
		return this.jdbc
			.sql("""
					select c.* from service_case c
					where c.customer_id = :customer and c.state in ('OPEN', 'WAITING')
					  and (cast(:fault as text) is null or c.fault_code = upper(:fault))
					  and case
					    when cast(:serialNo as text) is not null then c.serial_no = :serialNo or (c.serial_no is null
					      and c.product_model = coalesce((select u.product_model from unit u where u.serial_no = :serialNo), :model))
					    else cast(:model as text) is null or c.product_model = :model
					  end
					order by c.received_at desc, c.case_no desc""")
			.param("customer", customerId)
			.param("serialNo", strip(serialNo))
			.param("model", strip(productModel))
			.param("fault", strip(faultCode))
			.query((row, index) -> openCase(row))
			.list();
	}

	/**
	 * Refuses a serial number that is not known or belongs to another customer. A unit
	 * without an owner is anybody's.
	 * @param serialNo serial number; null or blank passes
	 * @param customerId the customer
	 * @throws InvalidInputException (400) for the field {@code serialNo}
	 */
	public void requireOwner(String serialNo, long customerId) {
		String serial = strip(serialNo);
		if (serial == null) {
			return;
		}
		UnitFile unit = unit(serial)
			.orElseThrow(() -> InvalidInputException.of("serialNo", "序列号“" + serial + "”不在用户档案中"));
		if (unit.customerId() != null && unit.customerId() != customerId) {
			throw InvalidInputException.of("serialNo", "序列号“" + serial + "”登记在其他客户名下");
		}
	}

	private CustomerFile file(ResultSet row) throws SQLException {
		long id = row.getLong("id");
		String type = row.getString("type");
		return new CustomerFile(id, row.getString("customer_no"), row.getString("name"), type,
				CustomerType.parse(type).map(CustomerType::label).orElseThrow(), row.getBoolean("key_account"),
				row.getString("dedicated_agent"), contacts(id), contracts(id), units(id), row.getLong("unit_count"),
				cases(id), row.getLong("case_count"));
	}

	private List<CustomerFile.Contact> contacts(long customerId) {
		return this.jdbc.sql("select * from customer_contact where customer_id = ? order by id")
			.param(customerId)
			.query((row, index) -> new CustomerFile.Contact(row.getLong("id"), row.getString("name"),
					row.getString("phone"), row.getString("email")))
			.list();
	}

	private List<CustomerFile.Contract> contracts(long customerId) {
		return this.jdbc
			.sql("select * from contract where customer_id = ? order by service_to desc, contract_no limit "
					+ MAX_LINES)
			.param(customerId)
			.query((row, index) -> new CustomerFile.Contract(row.getString("contract_no"),
					row.getObject("service_from", LocalDate.class), row.getObject("service_to", LocalDate.class),
					row.getString("note")))
			.list();
	}

	private List<UnitFile> units(long customerId) {
		return this.jdbc
			.sql(UNITS + "where u.customer_id = :customer order by u.sold_on desc nulls last, u.serial_no limit "
					+ MAX_LINES)
			.param("defaultMonths", ProductTerms.DEFAULT_MONTHS)
			.param("customer", customerId)
			.query((row, index) -> unit(row))
			.list();
	}

	private List<OpenCase> cases(long customerId) {
		return this.jdbc
			.sql("select * from service_case where customer_id = ? order by received_at desc, case_no desc limit "
					+ MAX_LINES)
			.param(customerId)
			.query((row, index) -> openCase(row))
			.list();
	}

	private static UnitFile unit(ResultSet row) throws SQLException {
		LocalDate soldOn = row.getObject("sold_on", LocalDate.class);
		return new UnitFile(row.getString("serial_no"), row.getString("product_model"), row.getString("product_name"),
				row.getObject("customer_id", Long.class), row.getString("customer_name"), soldOn,
				(soldOn != null) ? ProductTerms.lastDay(soldOn, row.getInt("warranty_months")) : null);
	}

	private OpenCase openCase(ResultSet row) throws SQLException {
		return new OpenCase(row.getString("case_no"), row.getString("kind"), row.getString("state"),
				row.getString("description"),
				row.getObject("received_at", OffsetDateTime.class).atZoneSameInstant(this.zone).toOffsetDateTime());
	}

	private static String strip(String text) {
		return (text != null && !text.isBlank()) ? text.strip() : null;
	}

}
