package io.kefu.repair;

import java.time.Instant;

/**
 * One repair in the life file of a product (S4-518).
 *
 * @param caseNo case in which it was done
 * @param serialNo serial number of the unit, null where not known
 * @param productModel its model
 * @param component component, 整机 for the whole unit
 * @param faultCode fault code in upper case
 * @param faultDescription what was found
 * @param humanDamage whether the customer had damaged it
 * @param repairRoute parts or factory
 * @param repairAction what was done
 * @param inWarranty whether the warranty held
 * @param charged whether the customer pays
 * @param partName replaced part, null where none was ordered
 * @param partNo its number, may be null
 * @param partQuantity how many, null where none was ordered
 * @param oldPartsTo customer, returned or none (S4-325)
 * @param oldPartNo number under which an old part came back (S4-516); null otherwise
 * @param signedBy who signed for the customer
 * @param repairedAt when it was handed over
 */
record RepairRecord(String caseNo, String serialNo, String productModel, String component, String faultCode,
		String faultDescription, boolean humanDamage, String repairRoute, String repairAction, boolean inWarranty,
		boolean charged, String partName, String partNo, Integer partQuantity, String oldPartsTo, String oldPartNo,
		String signedBy, Instant repairedAt) {
}
