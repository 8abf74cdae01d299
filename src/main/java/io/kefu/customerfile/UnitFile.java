package io.kefu.customerfile;

import java.time.LocalDate;

/**
 * What the file knows of one unit.
 *
 * @param serialNo serial number; never null
 * @param productModel model; never null
 * @param productName name of the product; never null
 * @param customerId its owner, null where not known
 * @param customerName the owner's name, null where not known
 * @param soldOn day of sale in the company's zone, null where not known
 * @param warrantyUntil last day of the warranty of the whole unit, null where the day of
 * sale is not known
 */
public record UnitFile(String serialNo, String productModel, String productName, Long customerId, String customerName,
		LocalDate soldOn, LocalDate warrantyUntil) {

	/** Whether the warranty holds on a day; only where the day of sale is known. */
	boolean coversDay(LocalDate day) {
		return !day.isBefore(this.soldOn) && !day.isAfter(this.warrantyUntil);
	}

}
