package io.kefu.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The conditions of a query. Only those that are asked for are in the statement, so that
 * PostgreSQL plans for them and not for every combination.
 */
final class Where {

	private final List<String> conditions = new ArrayList<>();

	private final Map<String, Object> parameters = new HashMap<>();

	Where and(String condition) {
		this.conditions.add(condition);
		return this;
	}

	/**
	 * Adds a condition, unless there is nothing to compare with.
	 * @param condition the SQL
	 * @param name name of its parameter
	 * @param value value of the parameter; null leaves the condition out
	 * @return this
	 */
	Where and(String condition, String name, Object value) {
		if (value != null) {
			this.conditions.add(condition);
			this.parameters.put(name, value);
		}
		return this;
	}

	/**
	 * Names a value that a condition uses.
	 * @param name name of the parameter
	 * @param value its value
	 * @return this
	 */
	Where with(String name, Object value) {
		this.parameters.put(name, value);
		return this;
	}

	String sql() {
		return this.conditions.isEmpty() ? "true" : String.join(" and ", this.conditions);
	}

	Map<String, Object> parameters() {
		return this.parameters;
	}

	/**
	 * Counts what matches, as far as {@link Page#COUNTED}.
	 * @param jdbc the database
	 * @param from the tables
	 * @return the number, one more than counted where there are more
	 */
	int count(JdbcClient jdbc, String from) {
		return jdbc
			.sql("select count(*) from (select 1 from " + from + " where " + sql() + " limit " + (Page.COUNTED + 1)
					+ ") counted")
			.params(this.parameters)
			.query(Integer.class)
			.single();
	}

}
