package io.kefu;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each clause is implemented and proven, or it says why not. A change of what names a
 * clause changes the report: {@code mvn test -Dtest=ClausesReportTests
 * -Dkefu.write-clauses} writes it anew.
 */
class ClausesReportTests {

	/** The two procedures that were to be built as a whole. */
	private static final List<String> COMPLETE = List.of("S0", "S1");

	private static ClausesReport report;

	@BeforeAll
	static void readTheTree() throws IOException {
		report = new ClausesReport();
	}

	@Test
	void reportSaysWhatTheTreeSays() throws IOException {
		if (System.getProperty("kefu.write-clauses") != null) {
			Files.writeString(ClausesReport.FILE, report.markdown());
		}
		assertThat(ClausesReport.FILE).hasContent(report.markdown());
	}

	@Test
	void everyClauseOfTheTwoProceduresIsImplementedOrSaysWhyNot() {
		assertThat(wrong((clause) -> COMPLETE.contains(clause.source()) && !report.isImplemented(clause)
				&& clause.missing().isEmpty()))
			.isEmpty();
	}

	@Test
	void whatIsImplementedIsProvenByATest() {
		assertThat(wrong((clause) -> report.isImplemented(clause) && !report.isProven(clause))).isEmpty();
	}

	@Test
	void onlyClausesOfTheSourcesAreNamed() {
		assertThat(report.unknown()).isEmpty();
	}

	private static List<String> wrong(Predicate<Clause> fault) {
		return Clause.all().values().stream().filter(fault).map(Clause::id).toList();
	}

}
