package io.kefu.customerfile;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

import io.kefu.problem.InvalidInputException;

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
	 * without terms of its own in that version has those of the whole unit.
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
				  and valid_from >= coalesce((
				    select max(valid_from) from product_term
				    where product_model = :model and component = :wholeUnit and valid_from <= :on), '-infinity')
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
	 * Within how many hours an answer is promised, by the version in force on a day.
	 * @param productModel product model; one that is not known has no terms
	 * @param on the day
	 * @return natural hours, at least 1; empty where nothing is promised
	 */
	public Optional<Integer> responseHours(String productModel, LocalDate on) {
		return this.jdbc.sql("""
				select response_hours from product_term
				where product_model = :model and component = :wholeUnit and valid_from <= :on
				order by valid_from desc limit 1""")
			.param("model", productModel)
			.param("wholeUnit", WHOLE_UNIT)
			.param("on", on)
			.query((row, index) -> Optional.ofNullable(row.getObject(1, Integer.class)))
			.optional()
			.flatMap((hours) -> hours);
	}

	/**
	 * From when the newest version is in force.
	 * @param productModel product model
	 * @return its first day, also one to come; empty where there are no terms
	 */
	public Optional<LocalDate> newestFrom(String productModel) {
		return Optional.ofNullable(this.jdbc.sql("select max(valid_from) from product_term where product_model = ?")
			.param(productModel)
			.query((row, index) -> row.getObject(1, LocalDate.class))
			.list()
			.get(0));
	}

	/**
	 * Adds a version (S1-23). What was promised before stays readable. A product that is
	 * not known yet is added.
	 * @param version what is promised from a day on
	 * @throws InvalidInputException (409) when there is a version of the same day or a
	 * later one
	 */
	public void add(Version version) {
		requireNewer(version.productModel(), version.validFrom());
		this.jdbc.sql("insert into product (model, name) values (?, ?) on conflict do nothing")
			.params(version.productModel(), version.productName())
			.update();
		version.months()
			.forEach((component, months) -> this.jdbc.sql("""
					insert into product_term (product_model, component, warranty_months, response_hours,
					  replacement_policy, valid_from, source)
					values (:model, :component, :months, :hours, :policy, :from, :source)""")
				.param("model", version.productModel())
				.param("component", component)
				.param("months", months)
				.param("hours", version.responseHours())
				.param("policy", version.replacementPolicy())
				.param("from", version.validFrom())
				.param("source", version.source())
				.update());
	}

	private void requireNewer(String productModel, LocalDate validFrom) {
		newestFrom(productModel).filter((newest) -> !validFrom.isAfter(newest)).ifPresent((newest) -> {
			throw InvalidInputException.conflict("产品“" + productModel + "”已有自" + newest + "起生效的条款，新条款的生效日期须晚于该日");
		});
	}

	/**
	 * What is promised for a product from a day on.
	 *
	 * @param productModel product model
	 * @param productName name of the product, for one that is not known yet
	 * @param months months of warranty by component, with one of {@value #WHOLE_UNIT}
	 * @param responseHours hours within which an answer is promised, null for none
	 * @param replacementPolicy what is replaced and when, may be null
	 * @param validFrom the first day, in the company's zone
	 * @param source where it was decided
	 */
	public record Version(String productModel, String productName, Map<String, Integer> months, Integer responseHours,
			String replacementPolicy, LocalDate validFrom, String source) {

		public Version {
			if (!months.containsKey(WHOLE_UNIT)) {
				throw new IllegalArgumentException("Terms without the whole unit: " + months.keySet());
			}
			months = Map.copyOf(months);
		}

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
