package io.kefu.faq;

import java.time.LocalDate;

/**
 * An answer to a common question, in one of its versions (S1-38, S3-40).
 *
 * @param id identifies the version
 * @param question what customers ask, in their words
 * @param answer what they are told
 * @param productModel the only product it is about, null for all products
 * @param ownerDepartment group id of the department that answers for the content
 * @param validFrom first day of validity, in the company's time zone
 * @param validTo last day of validity, null if open
 * @param sourceCaseNo the case it comes from, null if none
 * @param uses how many cases were answered with it, earlier versions included
 */
public record FaqEntry(long id, String question, String answer, String productModel, String ownerDepartment,
		LocalDate validFrom, LocalDate validTo, String sourceCaseNo, int uses) {
}
