package io.kefu.repair;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The life file of products (S4-518), append-only.
 */
@Component
class RepairRecords {

	private final JdbcClient jdbc;

	RepairRecords(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Adds a repair in the current transaction.
	 * @param repair what was done
	 */
	void add(RepairRecord repair) {
		this.jdbc.sql("""
				insert into repair_record (case_no, serial_no, product_model, component, fault_code, fault_description,
				  human_damage, repair_route, repair_action, in_warranty, charged, part_name, part_no, part_quantity,
				  old_parts_to, old_part_no, signed_by, repaired_at)
				values (:caseNo, :serialNo, :productModel, :component, :faultCode, :faultDescription, :humanDamage,
				  :repairRoute, :repairAction, :inWarranty, :charged, :partName, :partNo, :partQuantity, :oldPartsTo,
				  :oldPartNo, :signedBy, :at)""")
			.param("caseNo", repair.caseNo())
			.param("serialNo", repair.serialNo())
			.param("productModel", repair.productModel())
			.param("component", repair.component())
			.param("faultCode", repair.faultCode())
			.param("faultDescription", repair.faultDescription())
			.param("humanDamage", repair.humanDamage())
			.param("repairRoute", repair.repairRoute())
			.param("repairAction", repair.repairAction())
			.param("inWarranty", repair.inWarranty())
			.param("charged", repair.charged())
			.param("partName", repair.partName())
			.param("partNo", repair.partNo())
			.param("partQuantity", repair.partQuantity())
			.param("oldPartsTo", repair.oldPartsTo())
			.param("oldPartNo", repair.oldPartNo())
			.param("signedBy", repair.signedBy())
			.param("at", Timestamp.from(repair.repairedAt()))
			.update();
	}

	/**
	 * The last repair of the same fault of the same unit (S4-513).
	 * @param serialNo the unit; null is not known to be the same as another
	 * @param faultCode fault code in upper case
	 * @param from repairs before do not count; at this moment counts
	 * @return the repair, empty where there was none
	 */
	Optional<Earlier> last(String serialNo, String faultCode, Instant from) {
		return this.jdbc.sql("""
				select case_no, repaired_at, repair_action from repair_record
				where serial_no = :serialNo and fault_code = :faultCode and repaired_at >= :from
				order by repaired_at desc limit 1""")
			.param("serialNo", serialNo)
			.param("faultCode", faultCode)
			.param("from", Timestamp.from(from))
			.query((row, index) -> new Earlier(row.getString("case_no"), row.getTimestamp("repaired_at").toInstant(),
					row.getString("repair_action")))
			.optional();
	}

	/**
	 * An earlier repair.
	 *
	 * @param caseNo its case
	 * @param repairedAt when it was handed over
	 * @param repairAction what was done
	 */
	record Earlier(String caseNo, Instant repairedAt, String repairAction) {
	}

}
