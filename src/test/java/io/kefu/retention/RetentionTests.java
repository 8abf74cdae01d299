package io.kefu.retention;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import io.kefu.CaseDriver;
import io.kefu.HistoryDays;
import io.kefu.OwnHistoryTest;
import io.kefu.evidence.AuditEvents;
import io.kefu.evidence.SealCheck;
import io.kefu.evidence.Seals;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.BatchWindow;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * History is removed after its time, at night, and only what is archived.
 */
@OwnHistoryTest
class RetentionTests {

	private static final List<String> TABLES = List.of("act_hi_procinst", "act_hi_actinst", "act_hi_taskinst",
			"act_hi_varinst", "act_hi_detail", "act_hi_identitylink", "act_hi_op_log", "act_hi_comment",
			"act_hi_decinst", "act_hi_dec_in", "act_hi_dec_out");

	/** Days that the shipped models keep history. */
	private static final int PERIOD = 1825;

	@Autowired
	private ArchiveService archive;

	@Autowired
	private ArchiveFiles files;

	@Autowired
	private Seals seals;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private HistoryService history;

	@Autowired
	private ManagementService management;

	@Autowired
	private DecisionService decisions;

	@Autowired
	private ProcessEngineConfigurationImpl engine;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void processes(@Autowired RepositoryService repository) {
		HistoryDays.deploy(repository);
	}

	@AfterEach
	void realTimeAndPeriod() {
		ClockUtil.reset();
		this.jdbc.sql("update act_re_decision_def set history_ttl_ = " + PERIOD).update();
	}

	@Test
	void endOfACaseSetsNoRemovalTimeAnywhere() {
		String root = endedCase(HistoryDays.next());
		for (String table : TABLES) {
			assertThat(this.jdbc
				.sql("select count(*) from " + table + " where root_proc_inst_id_ = ? and removal_time_ is not null")
				.param(root)
				.query(Integer.class)
				.single()).as(table).isZero();
		}
	}

	@Test
	void caseIsRemovedWithAllItCalledAfterItWasArchivedAndTheSealStillHolds() throws IOException {
		LocalDate day = HistoryDays.next();
		String root = endedCase(day);
		for (String table : List.of("act_hi_procinst", "act_hi_detail", "act_hi_decinst", "act_hi_dec_out")) {
			assertThat(rows(table, root)).as(table).isPositive();
		}
		night(day.plusDays(1));
		this.archive.archive();
		assertThat(archived(root)).as("its time is not over").isZero();
		night(day.plusDays(2));
		this.archive.archive();
		assertThat(archived(root)).isOne();
		assertThat(rows("act_hi_procinst", root)).as("the caller and what it called").isEqualTo(2);
		cleanUp();
		for (String table : TABLES) {
			assertThat(rows(table, root)).as(table).isZero();
		}
		SealCheck check = this.seals.check(day).orElseThrow();
		assertThat(check.findings()).isEmpty();
		assertThat(check.archived()).isGreaterThan(20);
		List<String> lines = lines(root);
		assertThat(lines.get(0)).contains("kefu-archive-1", root, "history-caller");
		assertThat(lines).anyMatch((line) -> line.contains("history-called"))
			.anyMatch((line) -> line.contains("\"source\":\"decision\"") && line.contains("special_car"))
			.anyMatch((line) -> line.contains("已更换电容"))
			.anyMatch((line) -> line.contains("\"source\":\"case-event\""))
			.anyMatch((line) -> line.startsWith("{\"content\":"));
	}

	@Test
	void archiveThatWasChangedIsFoundOutByTheSealOfItsDay() throws IOException {
		LocalDate day = HistoryDays.next();
		String root = endedCase(day);
		night(day.plusDays(2));
		this.archive.archive();
		cleanUp();
		Files.writeString(file(root), "x");
		assertThat(this.seals.check(day).orElseThrow().findings())
			.anyMatch((finding) -> finding.contains("归档文件缺失或被改动：" + root));
		Files.delete(file(root));
		assertThat(this.seals.check(day).orElseThrow().intact()).isFalse();
	}

	@Test
	void alteredCaseIsNotArchivedAndSoStays() {
		LocalDate day = HistoryDays.next();
		String root = endedCase(day);
		HistoryDays.now(day.plusDays(1), "01:00");
		this.seals.sealDaysThatAreOver();
		this.jdbc.sql("update act_hi_detail set text_ = '无' where root_proc_inst_id_ = ? and name_ = 'answer'")
			.param(root)
			.update();
		night(day.plusDays(2));
		this.archive.archive();
		assertThat(archived(root)).isZero();
		cleanUp();
		assertThat(rows("act_hi_procinst", root)).isEqualTo(2);
	}

	@Test
	void caseWhoseFileCannotBeWrittenStaysAndDoesNotHoldUpTheNext() throws IOException {
		LocalDate day = HistoryDays.next();
		String first = endedCase(day);
		String second = endedCase(day.plusDays(1));
		Path inTheWay = this.files.path("%d/%02d/%s.jsonl.gz".formatted(day.getYear(), day.getMonthValue(), first));
		Files.createDirectories(inTheWay.resolve("something"));
		night(day.plusDays(3));
		this.archive.archive();
		assertThat(archived(first)).isZero();
		assertThat(archived(second)).isOne();
		Files.delete(inTheWay.resolve("something"));
		Files.delete(inTheWay);
		this.archive.archive();
		assertThat(archived(first)).isOne();
	}

	@Test
	void caseWhoseDaysAreNotSealedIsNotArchived() {
		LocalDate day = HistoryDays.next();
		String root = endedCase(day);
		HistoryDays.now(day.plusDays(2), "03:00");
		this.archive.archive();
		assertThat(archived(root)).isZero();
		night(day.plusDays(2));
		this.archive.archive();
		assertThat(archived(root)).isOne();
	}

	@Test
	void nothingIsArchivedOutsideTheNight() {
		LocalDate day = HistoryDays.next();
		endedCase(day);
		night(day.plusDays(2));
		for (String time : List.of("01:59", "05:00", "14:00")) {
			HistoryDays.now(day.plusDays(2), time);
			assertThat(this.archive.archive()).as(time).isZero();
		}
		HistoryDays.now(day.plusDays(2), "04:59");
		assertThat(this.archive.archive()).isPositive();
	}

	@Test
	void decisionsOutsideAnyProcessAreArchivedByDay() throws IOException {
		LocalDate day = HistoryDays.next();
		decideOutsideAnyProcess(day, "10:00");
		night(day.plusDays(2));
		this.archive.archive();
		String name = "decisions-" + day;
		assertThat(archived(name)).isOne();
		assertThat(lines(name)).anyMatch((line) -> line.contains("visit-transport"));
		assertThat(removalOfLoneDecisions(day)).containsExactly(true);
		cleanUp();
		assertThat(removalOfLoneDecisions(day)).isEmpty();
		assertThat(this.seals.check(day).orElseThrow().findings()).isEmpty();
		Files.writeString(file(name), "x");
		assertThat(this.seals.check(day).orElseThrow().findings())
			.anyMatch((finding) -> finding.endsWith("归档文件缺失或被改动：" + name));
	}

	@Test
	void noDecisionIsRemovedThatIsNotOfTheArchivedDayWhereverTheCompanyIs(@Autowired TransactionOperations transaction,
			@Autowired Clock clock, @Autowired AuditEvents events, @Autowired RetentionProperties properties) {
		LocalDate day = HistoryDays.next();
		decideOutsideAnyProcess(day, "03:00");
		decideOutsideAnyProcess(day.plusDays(1), "03:00");
		HistoryDays.now(day.plusDays(1), "11:00");
		this.seals.sealDaysThatAreOver();
		new ArchiveService(this.jdbc, transaction, this.engine, clock, events, this.seals, this.files, properties,
				ZoneId.of("UTC"))
			.archive();
		assertThat(archived("decisions-" + day)).isOne();
		assertThat(removalOfLoneDecisions(day)).containsExactly(true, false);
	}

	/** They are kept five years, but not here. */
	private void decideOutsideAnyProcess(LocalDate day, String time) {
		HistoryDays.now(day, time);
		this.decisions.evaluateDecisionTableByKey("visit-transport")
			.variables(Map.of("distanceKm", 80.0, "unitCount", 1, "urgent", false))
			.evaluate();
		this.jdbc.sql("update act_re_decision_def set history_ttl_ = 1").update();
	}

	/** Whether the engine is to remove them, the oldest first. */
	private List<Boolean> removalOfLoneDecisions(LocalDate from) {
		return this.jdbc.sql("""
				select removal_time_ is not null from act_hi_decinst
				where root_proc_inst_id_ is null and eval_time_ >= cast(? as timestamp) - interval '8 hours'
				order by eval_time_""").param(from.toString()).query(Boolean.class).list();
	}

	@Test
	void engineCleansUpBetweenTwoAndFiveInTheMorningOfShanghai() {
		BatchWindow window = this.engine.getBatchWindowManager()
			.getNextBatchWindow(CaseDriver.at("2026-07-15T10:00:00+08:00"), this.engine);
		assertThat(window.getStart()).isEqualTo(CaseDriver.at("2026-07-16T02:00:00+08:00"));
		assertThat(window.getEnd()).isEqualTo(CaseDriver.at("2026-07-16T05:00:00+08:00"));
	}

	@Test
	void windowMayPassMidnightAndIsRefusedWhereItIsNone() {
		NightWindow window = NightWindow.valueOf("22:30-04:00");
		assertThat(window.contains(LocalTime.of(22, 30))).isTrue();
		assertThat(window.contains(LocalTime.of(3, 59))).isTrue();
		assertThat(window.contains(LocalTime.of(4, 0))).isFalse();
		assertThat(window.contains(LocalTime.NOON)).isFalse();
		for (String text : List.of("02:00", "02:00-02:00", "2-5", "")) {
			assertThatIllegalArgumentException().isThrownBy(() -> NightWindow.valueOf(text))
				.withMessageContaining(text);
		}
	}

	@Test
	void shippedModelsKeepHistoryFiveYears() {
		assertThat(this.jdbc.sql("""
				select key_ from act_re_procdef where history_ttl_ <> :period and key_ not like 'history-%'
				union all select key_ from act_re_decision_def where history_ttl_ <> :period""")
			.param("period", PERIOD)
			.query(String.class)
			.list()).as("but for the sending of messages").containsExactly("deliver-notification");
	}

	private String endedCase(LocalDate day) {
		HistoryDays.now(day, "10:00");
		String caseNo = HistoryDays.start(this.cases);
		HistoryDays.finish(this.cases, caseNo);
		return HistoryDays.root(this.history, caseNo);
	}

	/** What was before is sealed; it is three in the morning. */
	private void night(LocalDate day) {
		HistoryDays.now(day, "03:00");
		this.seals.sealDaysThatAreOver();
	}

	private void cleanUp() {
		ClockUtil.setCurrentTime(new Date(ClockUtil.getCurrentTime().getTime() + 60_000));
		this.history.cleanUpHistoryAsync(true);
		for (Job job : this.history.findHistoryCleanupJobs()) {
			this.management.executeJob(job.getId());
		}
	}

	private int rows(String table, String root) {
		return this.jdbc.sql("select count(*) from " + table + " where root_proc_inst_id_ = ?")
			.param(root)
			.query(Integer.class)
			.single();
	}

	private int archived(String root) {
		return this.jdbc.sql("select count(*) from archive_record where root_id = ?")
			.param(root)
			.query(Integer.class)
			.single();
	}

	private Path file(String root) {
		return this.files.path(this.jdbc.sql("select file from archive_record where root_id = ?")
			.param(root)
			.query(String.class)
			.single());
	}

	private List<String> lines(String root) throws IOException {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(new GZIPInputStream(Files.newInputStream(file(root))), StandardCharsets.UTF_8))) {
			return reader.lines().toList();
		}
	}

}
