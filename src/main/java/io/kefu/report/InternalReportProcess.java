package io.kefu.report;

/**
 * Names of the process {@code internal-report} (S2-82).
 */
public final class InternalReportProcess {

	/** Key of the process. */
	public static final String KEY = "internal-report";

	/** Number of the report, {@code JB-yyyyMMdd-nnnn}; also the business key. */
	static final String REPORT_NO = "reportNo";

	private InternalReportProcess() {
	}

}
