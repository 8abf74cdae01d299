package io.kefu.casefile;

import java.util.Arrays;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Customers and how to reach them.
 */
@Component
public class Customers {

	private final JdbcClient jdbc;

	Customers(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Finds the customer of that name, or creates it; two callers at once get the same.
	 * @param name the customer's name, exact
	 * @return the customer's id
	 */
	public long findOrCreate(String name) {
		this.jdbc.sql("insert into customer (name) values (?) on conflict (name) do nothing").param(name).update();
		return this.jdbc.sql("select id from customer where name = ?").param(name).query(Long.class).single();
	}

	/**
	 * Remembers a way to reach the customer; a known one is not repeated.
	 * @param customerId the customer
	 * @param name contact person, may be null
	 * @param phone phone, may be null
	 * @param email e-mail, may be null
	 */
	public void addContact(long customerId, String name, String phone, String email) {
		this.jdbc.sql("""
				insert into customer_contact (customer_id, name, phone, email) values (?, ?, ?, ?)
				on conflict on constraint uq_customer_contact do nothing""")
			.params(Arrays.asList(customerId, name, phone, email))
			.update();
	}

}
