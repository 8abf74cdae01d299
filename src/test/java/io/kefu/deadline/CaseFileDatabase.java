package io.kefu.deadline;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.kefu.TestDatabase;
import io.kefu.casefile.CaseEvents;

import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A database with the tables of the case file and the calendar of 2026, without the
 * engine's, and a clock that the test sets.
 */
final class CaseFileDatabase {

	static final CalendarProperties WEEK = new CalendarProperties(Calendar2026.SHANGHAI, Calendar2026.WEEKDAYS,
			List.of("09:00-12:00", "13:30-18:00"));

	private static final AtomicInteger cases = new AtomicInteger();

	final DataSource dataSource;

	final JdbcClient jdbc;

	final TransactionTemplate transaction;

	final SetClock clock = new SetClock();

	CaseFileDatabase() {
		this(new DriverManagerDataSource(TestDatabase.create(), "postgres", ""));
	}

	CaseFileDatabase(DataSource dataSource) {
		this.dataSource = dataSource;
		DatabasePopulatorUtils
			.execute(
					new ResourceDatabasePopulator(new ClassPathResource("db/migration/V3__calendar_2026.sql"),
							new ClassPathResource("db/migration/V8__clock_label_and_extension.sql")),
					tables(dataSource));
		this.jdbc = JdbcClient.create(dataSource);
		this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
	}

	private static DataSource tables(DataSource dataSource) {
		// As one statement: the script contains functions.
		ResourceDatabasePopulator script = new ResourceDatabasePopulator(
				new ClassPathResource("db/migration/V2__case_file.sql"));
		script.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
		DatabasePopulatorUtils.execute(script, dataSource);
		return dataSource;
	}

	Calendars calendars() {
		return new Calendars(WEEK, new CalendarDays(this.jdbc));
	}

	/** The real timeline; only Spring may build it. */
	CaseEvents caseEvents() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("jdbcClient", this.jdbc);
		beans.registerSingleton("engineClock", this.clock);
		return (CaseEvents) beans.autowire(CaseEvents.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
	}

	/** Adds a case of its own. */
	String addCase(String processInstanceId) {
		String caseNo = "KF-20261109-%04d".formatted(cases.incrementAndGet());
		long customer = this.jdbc.sql("insert into customer (name) values (?) returning id")
			.param("客户" + caseNo)
			.query(Long.class)
			.single();
		this.jdbc.sql("""
				insert into service_case (case_no, process_instance_id, channel, customer_id, description, received_at,
				  registered_at, registered_by) values (?, ?, 'hotline', ?, '不能开机', now(), now(), 'customerService')""")
			.params(caseNo, processInstanceId, customer)
			.update();
		return caseNo;
	}

	List<String> timeline(String caseNo) {
		return this.jdbc.sql("select type || ' ' || actor || ' ' || text from case_event where case_no = ? order by id")
			.param(caseNo)
			.query(String.class)
			.list();
	}

	List<String> clockEvents(String caseNo, String policy) {
		return this.jdbc.sql("""
				select e.type from clock_event e join clock c on c.id = e.clock_id where c.case_no = ? and c.policy = ?
				order by e.id""").params(caseNo, policy).query(String.class).list();
	}

	/** A clock that stands where the test sets it. */
	static final class SetClock extends Clock {

		private Instant now = Calendar2026.at("2026-11-09T10:00");

		void set(String local) {
			this.now = Calendar2026.at(local);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			throw new UnsupportedOperationException();
		}

	}

}
