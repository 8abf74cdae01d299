package io.kefu.customerfile;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

import javax.sql.DataSource;

import io.kefu.TestDatabase;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * A database with the tables of the case file and the customer's file, without the
 * engine's. The clock stands at noon of 2026-11-22 in Shanghai.
 */
final class CustomerFileDatabase {

	static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

	static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T04:00:00Z"), ZoneOffset.UTC);

	final DataSource dataSource = new DriverManagerDataSource(TestDatabase.create(), "postgres", "");

	final JdbcClient jdbc = JdbcClient.create(this.dataSource);

	final CustomerFiles files = new CustomerFiles(this.jdbc, SHANGHAI);

	CustomerFileDatabase() {
		for (String script : new String[] { "V2__case_file.sql", "V6__customer_file.sql" }) {
			// As one statement: a script may contain functions.
			ResourceDatabasePopulator populator = new ResourceDatabasePopulator(
					new ClassPathResource("db/migration/" + script));
			populator.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
			DatabasePopulatorUtils.execute(populator, this.dataSource);
		}
	}

	void clear() {
		this.jdbc.sql("delete from service_case; delete from unit; delete from contract; delete from customer_contact; "
				+ "delete from customer; delete from product_term; delete from product; delete from master_data_import")
			.update();
	}

	long customer(String name) {
		return this.jdbc.sql("insert into customer (name) values (?) returning id")
			.param(name)
			.query(Long.class)
			.single();
	}

	void product(String model) {
		this.jdbc.sql("insert into product (model, name) values (?, ?)").params(model, "产品" + model).update();
	}

	void term(String model, String component, int months, String validFrom) {
		this.jdbc.sql("""
				insert into product_term (product_model, component, warranty_months, valid_from)
				values (?, ?, ?, cast(? as date))""").params(model, component, months, validFrom).update();
	}

	void unit(String serialNo, String model, Long customer, String soldOn) {
		this.jdbc.sql("insert into unit values (:serialNo, :model, :customer, cast(:soldOn as date))")
			.param("serialNo", serialNo)
			.param("model", model)
			.param("customer", customer)
			.param("soldOn", soldOn)
			.update();
	}

	void contract(String contractNo, long customer, String from, String to) {
		this.jdbc.sql("insert into contract values (?, ?, cast(? as date), cast(? as date))")
			.params(contractNo, customer, from, to)
			.update();
	}

	void openCase(String caseNo, long customer, String model, String serialNo, String fault, String receivedAt) {
		this.jdbc.sql("""
				insert into service_case (case_no, process_instance_id, channel, customer_id, product_model, serial_no,
				  fault_code, description, received_at, registered_at, registered_by)
				values (:caseNo, 'instance', 'hotline', :customer, :model, :serialNo, :fault, '不能开机',
				  cast(:at as timestamptz), now(), 'customerService')""")
			.param("caseNo", caseNo)
			.param("customer", customer)
			.param("model", model)
			.param("serialNo", serialNo)
			.param("fault", fault)
			.param("at", receivedAt)
			.update();
	}

	/** A fingerprint of all master data, to show that nothing changed. */
	String masterData() {
		return this.jdbc.sql("""
				select md5(concat(
				  (select string_agg(c::text, '|' order by id) from customer c),
				  (select string_agg(c::text, '|' order by id) from customer_contact c),
				  (select string_agg(c::text, '|' order by contract_no) from contract c),
				  (select string_agg(p::text, '|' order by model) from product p),
				  (select string_agg(u::text, '|' order by serial_no) from unit u)))""").query(String.class).single();
	}

}
