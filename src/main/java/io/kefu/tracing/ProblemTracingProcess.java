package io.kefu.tracing;

import java.util.List;

/**
 * Names of the process {@code problem-tracing}.
 */
final class ProblemTracingProcess {

	static final String PRODUCT_MODEL = "productModel";

	static final String FAULT_CODE = "faultCode";

	static final String TRACING_ROUND = "tracingRound";

	static final String ROOT_CAUSE = "rootCause";

	static final String SUPPLIER_CAUSED = "supplierCaused";

	static final String COUNTERMEASURE = "countermeasure";

	static final String EFFECTIVE = "effective";

	static final String VERIFICATION_NOTE = "verificationNote";

	/** What was found wrong in the round before. */
	static final String FORMER_VERIFICATION_NOTE = "formerVerificationNote";

	/** What customers are told; null where tracing ended without one. */
	static final String SOLUTION = "solution";

	static final String TRACING_CONCLUSION = "tracingConclusion";

	/** What people answer anew in every round. */
	static final List<String> ANSWERS_OF_A_ROUND = List.of(ROOT_CAUSE, SUPPLIER_CAUSED, COUNTERMEASURE, "plannedOn",
			"implementationResult", EFFECTIVE, VERIFICATION_NOTE, "decision", "reason");

	private ProblemTracingProcess() {
	}

}
