package io.kefu.customerfile;

import java.time.LocalDate;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is promised for a product, by version (S1-23).
 */
@Component
public class ProductTerms {

	/** The component that stands for the whole unit. */
	public static final String WHOLE_UNIT = "整机";

	/** Months of warranty where a product has no terms. */
	public static final int DEFAULT_MONTHS = 12;

	private final JdbcClient jdbc;

	ProductTerms(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The months of warranty by the newest version that is in force on a day. A component
	 * without terms of its own has those of the whole unit.
	 * @param productModel product model; one that is not known has no terms
	 * @param component component, or {@value #WHOLE_UNIT}
	 * @param on the day; for a unit the day of its sale, because that is when it was
	 * promised
	 * @return months, 0 or more; {@value #DEFAULT_MONTHS} where there are no terms
	 */
	public int warrantyMonths(String productModel, String component, LocalDate on) {
		return this.jdbc.sql("""
				select warranty_months from product_term
				where product_model = :model and component in (:component, :wholeUnit) and valid_from <= :on
				order by component = :wholeUnit, valid_from desc limit 1""")
			.param("model", productModel)
			.param("component", component)
			.param("wholeUnit", WHOLE_UNIT)
			.param("on", on)
			.query(Integer.class)
			.optional()
			.orElse(DEFAULT_MONTHS);
	}

	/**
	 * The last day of a warranty. The day of the sale does not count, the day of the same
	 * number in the last month does (Civil Code, articles 201 and 202).
	 * @param soldOn day of sale
	 * @param months months of warranty
	 * @return the last day
	 */
	public static LocalDate lastDay(LocalDate soldOn, int months) {
		return soldOn.plusMonths(months);
	}

}
