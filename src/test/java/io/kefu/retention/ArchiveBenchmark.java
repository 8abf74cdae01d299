package io.kefu.retention;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.kefu.CaseDriver;
import io.kefu.audit.AuditBenchmark;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures how many instances the night window is good for, on the sealed database of
 * {@link AuditBenchmark}, which has to have run. What is archived and removed is missing
 * there afterwards: a minute's work of a million instances.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles({ "demo", "test" })
@ContextConfiguration(initializers = AuditBenchmark.Database.class)
class ArchiveBenchmark {

	private static final int SECONDS = 60;

	/** Further back than anything else in the database that keeps its history. */
	private static final int KEPT_DAYS = 1825;

	@Autowired
	private ArchiveService archive;

	@Autowired
	private JobExecutor jobs;

	@Autowired
	private HistoryService history;

	@Autowired
	private ManagementService management;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void nightWindowIsGoodForMoreThanADayBrings() {
		this.jobs.shutdown();
		try {
			LocalDate first = this.jdbc.sql("select min(day) from audit_seal").query(LocalDate.class).single();
			night(first.minusDays(1));
			System.out.printf("nothing due: looked in %.1f ms%n", millis(this.archive::archive));
			// Every tenth of a million in three years.
			night(first.plusDays(120));
			System.out.printf("due: %,d instances%n", due());
			int archived = minute();
			System.out.printf("archived: %,d instances in %d s%n", archived, SECONDS);
			this.jdbc.sql("analyze act_hi_procinst").update();
			System.out.printf("removed: %,d of them in %.1f s%n", archived, remove() / 1e3);
			assertThat(left()).as("rows that have a removal time").isZero();
			assertThat(archived * 180).as("instances in a window of three hours").isGreaterThan(1_000);
		}
		finally {
			ClockUtil.reset();
		}
	}

	/** Archives until the night is over. */
	private int minute() {
		CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(() -> CaseDriver.now(morning()));
		return this.archive.archive();
	}

	/** As the engine does in the same window, in as many jobs as it takes. */
	private double remove() {
		return millis(() -> {
			long before = -1;
			for (long left = left(); left != before && left > 0; left = left()) {
				before = left;
				this.history.cleanUpHistoryAsync(true);
				for (Job job : this.history.findHistoryCleanupJobs()) {
					this.management.executeJob(job.getId());
				}
			}
		});
	}

	/** The engine removes as many rows of each table at a time, so the longest last. */
	private long left() {
		return this.jdbc.sql("""
				select (select count(*) from act_hi_actinst where removal_time_ is not null)
				  + (select count(*) from act_hi_op_log where removal_time_ is not null)
				  + (select count(*) from act_hi_dec_out where removal_time_ is not null)
				  + (select count(*) from act_hi_detail where removal_time_ is not null)""").query(Long.class).single();
	}

	private long due() {
		return this.jdbc.sql("""
				select count(*) from act_hi_procinst where end_time_ <= cast(? as timestamp) - make_interval(days => ?)
				  and removal_time_ is null and id_ = root_proc_inst_id_""")
			.param(new Timestamp(ClockUtil.getCurrentTime().getTime()))
			.param(KEPT_DAYS)
			.query(Long.class)
			.single();
	}

	/** Three in the morning, when the history of this day has been kept long enough. */
	private static void night(LocalDate day) {
		CaseDriver.now(day.plusDays(KEPT_DAYS) + "T03:00:00+08:00");
	}

	private static String morning() {
		return "2040-01-01T09:00:00+08:00";
	}

	private static double millis(Runnable work) {
		long begin = System.nanoTime();
		work.run();
		return (System.nanoTime() - begin) / 1e6;
	}

}
