package io.kefu.customerfile;

import java.util.List;

/**
 * A kind of file that can be loaded: its columns, what a line must look like, and the SQL
 * that checks and writes all lines at once. Lines wait in the temporary table
 * {@code staged}, whose first column is {@code line_no}.
 */
abstract sealed class MasterData permits CustomerData, UnitData {

	/**
	 * A column of the file.
	 *
	 * @param name Chinese name in the header
	 * @param required whether the file must have it
	 */
	record Column(String name, boolean required) {
	}

	/**
	 * Finds lines that contradict each other or what is known already.
	 *
	 * @param column Chinese name of the column at fault
	 * @param sql selects {@code line_no}, {@code value} and the Chinese {@code reason}
	 */
	record Check(String column, String sql) {
	}

	/**
	 * Writes something.
	 *
	 * @param phase what people read meanwhile
	 * @param sql selects the numbers to report, each named after what it counts
	 */
	record Step(String phase, String sql) {
	}

	/** The columns in the order people would write them. */
	abstract List<Column> columns();

	/** The definition of the columns of {@code staged} after {@code line_no}. */
	abstract String staging();

	/** What stands in these columns for a line. */
	abstract List<Object> stage(Fields line);

	abstract List<Check> checks();

	abstract List<Step> steps();

	/** Counts lines that did not end as they should, because somebody else wrote too. */
	abstract String verification();

}
