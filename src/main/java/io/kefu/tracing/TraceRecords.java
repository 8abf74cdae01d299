package io.kefu.tracing;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Traceability data and supplier claims (S0-27, S0-28), one of each per tracing.
 */
@Component
class TraceRecords {

	private final JdbcClient jdbc;

	private final Clock clock;

	TraceRecords(JdbcClient jdbc, Clock engineClock) {
		this.jdbc = jdbc;
		this.clock = engineClock;
	}

	/**
	 * What was found about a problem. Text may be null except problem kind, problem, root
	 * cause, countermeasure and batch.
	 *
	 * @param caseNo case number
	 * @param processInstanceId the tracing
	 * @param productModel product model
	 * @param faultCode fault code
	 * @param problemKind process, design, material or software
	 * @param problem what is wrong
	 * @param affectedBatch batch as first reported
	 * @param affectedQuantity pieces as first reported, may be null
	 * @param rootCause why
	 * @param supplierCaused whether a supplier is to blame
	 * @param countermeasure what helped
	 * @param batchNo production batch
	 * @param materialLot lot of the material
	 * @param processStation where in production
	 * @param note further findings
	 */
	record Trace(String caseNo, String processInstanceId, String productModel, String faultCode, String problemKind,
			String problem, String affectedBatch, Integer affectedQuantity, String rootCause, boolean supplierCaused,
			String countermeasure, String batchNo, String materialLot, String processStation, String note) {
	}

	/**
	 * Files traceability data.
	 * @param trace the data
	 * @param actor login of whoever files them
	 */
	void file(Trace trace, String actor) {
		this.jdbc
			.sql("""
					insert into trace_record (case_no, process_instance_id, product_model, fault_code, problem_kind, problem,
					  affected_batch, affected_quantity, root_cause, supplier_caused, countermeasure, batch_no, material_lot,
					  process_station, note, filed_at, filed_by)
					values (:caseNo, :processInstanceId, :productModel, upper(:faultCode), :problemKind, :problem, :affectedBatch,
					  :affectedQuantity, :rootCause, :supplierCaused, :countermeasure, :batchNo, :materialLot, :processStation,
					  :note, :at, :by)
					on conflict (process_instance_id) do nothing""")
			.param("caseNo", trace.caseNo())
			.param("processInstanceId", trace.processInstanceId())
			.param("productModel", trace.productModel())
			.param("faultCode", trace.faultCode())
			.param("problemKind", trace.problemKind())
			.param("problem", trace.problem())
			.param("affectedBatch", trace.affectedBatch())
			.param("affectedQuantity", trace.affectedQuantity())
			.param("rootCause", trace.rootCause())
			.param("supplierCaused", trace.supplierCaused())
			.param("countermeasure", trace.countermeasure())
			.param("batchNo", trace.batchNo())
			.param("materialLot", trace.materialLot())
			.param("processStation", trace.processStation())
			.param("note", trace.note())
			.param("at", now())
			.param("by", actor)
			.update();
	}

	/**
	 * Registers a claim on a supplier.
	 * @param caseNo case number
	 * @param processInstanceId the tracing
	 * @param supplier name of the supplier
	 * @param amount yuan, not negative, at most two decimals
	 * @param claimNo number of the claim, may be null
	 * @param actor login of whoever claims
	 */
	void claim(String caseNo, String processInstanceId, String supplier, BigDecimal amount, String claimNo,
			String actor) {
		this.jdbc
			.sql("""
					insert into supplier_claim (case_no, process_instance_id, supplier, amount, claim_no, claimed_at, claimed_by)
					values (:caseNo, :instance, :supplier, :amount, :claimNo, :at, :by)
					on conflict (process_instance_id) do nothing""")
			.param("caseNo", caseNo)
			.param("instance", processInstanceId)
			.param("supplier", supplier)
			.param("amount", amount)
			.param("claimNo", claimNo)
			.param("at", now())
			.param("by", actor)
			.update();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

}
