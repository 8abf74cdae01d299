package io.kefu.retention;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.kefu.evidence.Archive;
import io.kefu.evidence.AuditEvent;
import io.kefu.evidence.AuditEvents;
import io.kefu.evidence.Seals;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Archives what has been kept long enough, and lets the engine remove it then: a removal
 * time is set in the transaction that records the written file, for the instance, all it
 * called, and their decisions. What is not sealed, or not as it was sealed, stays.
 */
@Component
class ArchiveService {

	private static final Logger log = LoggerFactory.getLogger(ArchiveService.class);

	private static final String FORMAT = "kefu-archive-1";

	private static final int PAGE = 200;

	private final JdbcClient jdbc;

	private final TransactionOperations transaction;

	private final ProcessEngineConfigurationImpl engine;

	private final Clock clock;

	private final AuditEvents events;

	private final Seals seals;

	private final ArchiveFiles files;

	private final RetentionProperties properties;

	private final ZoneId zone;

	ArchiveService(JdbcClient jdbc, TransactionOperations transaction, ProcessEngineConfigurationImpl engine,
			Clock engineClock, AuditEvents events, Seals seals, ArchiveFiles files, RetentionProperties properties,
			@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.engine = engine;
		this.clock = engineClock;
		this.events = events;
		this.seals = seals;
		this.files = files;
		this.properties = properties;
		this.zone = zone;
	}

	/**
	 * Archives what is due, the oldest first, as long as the night window lasts. Nodes
	 * share the work: each takes what no other has locked.
	 * @return how many instances, and days of decisions, were archived
	 */
	@Scheduled(cron = "${kefu.retention.schedule}")
	int archive() {
		if (!isNight()) {
			return 0;
		}
		int archived = 0;
		Due last = new Due("", null, null, LocalDateTime.of(1970, 1, 1, 0, 0));
		List<Due> page = due(last);
		while (!page.isEmpty() && isNight()) {
			for (Due due : page) {
				if (isNight() && done(due.rootId(), () -> archive(due))) {
					archived++;
				}
			}
			last = page.get(page.size() - 1);
			page = due(last);
		}
		for (LocalDate day : isNight() ? decisionsDue() : List.<LocalDate>of()) {
			if (done(Archive.decisionsOf(day), () -> archiveDecisions(day))) {
				archived++;
			}
		}
		if (archived > 0) {
			log.info("已归档 {} 项历史记录到 {}", archived, this.properties.directory());
		}
		return archived;
	}

	/** What cannot be archived this night does not hold up what comes after it. */
	private static boolean done(String name, BooleanSupplier archiving) {
		try {
			return archiving.getAsBoolean();
		}
		catch (RuntimeException ex) {
			log.error("{} 归档失败，历史记录保留，下一夜再试", name, ex);
			return false;
		}
	}

	private boolean isNight() {
		return this.properties.window().contains(LocalTime.ofInstant(this.clock.instant(), this.zone));
	}

	/** An instance whose time is over. */
	private record Due(String rootId, String processKey, String businessKey, LocalDateTime endedAt) {
	}

	private List<Due> due(Due last) {
		return this.jdbc.sql("""
				select p.id_, p.proc_def_key_, p.business_key_, p.end_time_
				from act_hi_procinst p left join act_re_procdef d on d.id_ = p.proc_def_id_
				where p.removal_time_ is null and p.end_time_ is not null and p.id_ = p.root_proc_inst_id_
				  and (p.end_time_, p.id_) > (:lastEnd, :lastId)
				  and p.end_time_ <= cast(:now as timestamp) - make_interval(days =>
				    (select least(:period, coalesce(min(history_ttl_), :period)) from act_re_procdef))
				  and p.end_time_ + make_interval(days => coalesce(d.history_ttl_, :period)) <= :now
				order by p.end_time_, p.id_ limit :page""")
			.param("lastEnd", last.endedAt())
			.param("lastId", last.rootId())
			.param("now", now())
			.param("period", this.properties.days())
			.param("page", PAGE)
			.query((row, index) -> new Due(row.getString("id_"), row.getString("proc_def_key_"),
					row.getString("business_key_"), row.getObject("end_time_", LocalDateTime.class)))
			.list();
	}

	private List<LocalDate> decisionsDue() {
		return this.jdbc.sql("""
				select (d.eval_time_ at time zone 'UTC' at time zone :zone)::date as day
				from act_hi_decinst d left join act_re_decision_def f on f.id_ = d.dec_def_id_
				where d.removal_time_ is null and d.root_proc_inst_id_ is null
				  and d.eval_time_ <= cast(:now as timestamp) - make_interval(days =>
				    (select least(:period, coalesce(min(history_ttl_), :period)) from act_re_decision_def))
				group by day having max(d.eval_time_ + make_interval(days => coalesce(f.history_ttl_, :period))) <= :now
				order by day""")
			.param("zone", AuditEvents.ZONE.getId())
			.param("now", now())
			.param("period", this.properties.days())
			.query(LocalDate.class)
			.list();
	}

	/** As the engine stores it. */
	private LocalDateTime now() {
		return LocalDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	private boolean archive(Due due) {
		return this.transaction.execute((status) -> {
			boolean taken = this.jdbc
				.sql("select 1 from act_hi_procinst where id_ = ? and removal_time_ is null for update skip locked")
				.param(due.rootId())
				.query(Integer.class)
				.optional()
				.isPresent();
			if (!taken) {
				return false;
			}
			Instant endedAt = due.endedAt().toInstant(ZoneOffset.UTC);
			Optional<String> caseNo = this.jdbc.sql("select case_no from service_case where process_instance_id = ?")
				.param(due.rootId())
				.query(String.class)
				.optional();
			String refused = write(due.rootId(), due.processKey(), caseNo.orElse(due.businessKey()), endedAt,
					(writer) -> {
						try (Stream<AuditEvent> stream = this.events.of(due.rootId())) {
							add(stream, writer);
						}
						Map<String, String> recorded = new HashMap<>(writer.hashes());
						// What the case file holds stays there, and is in the archive
						// for whoever reads it.
						if (caseNo.isPresent()) {
							try (Stream<AuditEvent> stream = this.events.ofCase(caseNo.get())) {
								add(stream, writer);
							}
						}
						return this.seals.deviation(due.rootId(), recorded);
					});
			if (refused != null) {
				log.error("流程实例 {} 不能归档，历史记录保留：{}", due.rootId(), refused);
				return false;
			}
			this.engine.getCommandExecutorTxRequired().execute((context) -> {
				Date now = Date.from(this.clock.instant());
				context.getHistoricProcessInstanceManager()
					.addRemovalTimeToProcessInstancesByRootProcessInstanceId(due.rootId(), now);
				context.getHistoricDecisionInstanceManager()
					.addRemovalTimeToDecisionsByRootProcessInstanceId(due.rootId(), now);
				return null;
			});
			return true;
		});
	}

	private boolean archiveDecisions(LocalDate day) {
		return this.transaction.execute((status) -> {
			String name = Archive.decisionsOf(day);
			boolean free = this.jdbc.sql("select pg_try_advisory_xact_lock(hashtext(?))")
				.param(name)
				.query(Boolean.class)
				.single();
			if (!free || this.files.state(name) != Archive.State.NONE) {
				return false;
			}
			String refused = write(name, null, null, day.atStartOfDay(AuditEvents.ZONE).toInstant(), (writer) -> {
				try (Stream<AuditEvent> stream = this.events.loneDecisions(day)) {
					add(stream, writer);
				}
				return this.seals.deviationOfLoneDecisions(day, writer.hashes());
			});
			if (refused != null) {
				log.error("{} 的流程之外的决策不能归档，历史记录保留：{}", day, refused);
				return false;
			}
			removeDecisions(day);
			return true;
		});
	}

	/** The engine has no command for decisions of no process. */
	private void removeDecisions(LocalDate day) {
		String decisions = """
				select id_ from act_hi_decinst where root_proc_inst_id_ is null and eval_time_ >= :from and eval_time_ < :to
				""";
		for (String sql : List.of(
				"update act_ge_bytearray set removal_time_ = :now where id_ in (select bytearray_id_ from act_hi_dec_in where dec_inst_id_ in ("
						+ decisions + ") union all select bytearray_id_ from act_hi_dec_out where dec_inst_id_ in ("
						+ decisions + "))",
				"update act_hi_dec_in set removal_time_ = :now where dec_inst_id_ in (" + decisions + ")",
				"update act_hi_dec_out set removal_time_ = :now where dec_inst_id_ in (" + decisions + ")",
				"update act_hi_decinst set removal_time_ = :now where id_ in (" + decisions + ")")) {
			this.jdbc.sql(sql)
				.param("now", now())
				.param("from", begin(day))
				.param("to", begin(day.plusDays(1)))
				.update();
		}
	}

	/** As the engine stores it. */
	private static LocalDateTime begin(LocalDate day) {
		return LocalDateTime.ofInstant(day.atStartOfDay(AuditEvents.ZONE).toInstant(), ZoneOffset.UTC);
	}

	/** Writes what an archive holds, and says why it may not be archived. */
	private interface Content {

		Optional<String> writeTo(ArchiveWriter writer) throws IOException;

	}

	/**
	 * Writes and records an archive.
	 * @return why not, in Chinese; null when it is written
	 */
	private String write(String rootId, String processKey, String caseNo, Instant endedAt, Content content) {
		LocalDate ended = LocalDate.ofInstant(endedAt, this.zone);
		String file = "%d/%02d/%s.jsonl.gz".formatted(ended.getYear(), ended.getMonthValue(), rootId);
		Path path = this.files.path(file);
		Map<String, Object> head = new LinkedHashMap<>();
		head.put("format", FORMAT);
		head.put("root", rootId);
		head.put("process", processKey);
		head.put("caseNo", caseNo);
		head.put("endedAt", endedAt.atZone(this.zone).toOffsetDateTime().toString());
		try (ArchiveWriter writer = new ArchiveWriter(path, head)) {
			Optional<String> deviation = content.writeTo(writer);
			if (deviation.isPresent()) {
				return deviation.get();
			}
			writer.finish(this::bytes);
			this.files.add(new ArchiveRecord(rootId, processKey, caseNo, endedAt, writer.hashes().size(), file,
					Files.size(path), ArchiveFiles.hash(path)));
			return null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void add(Stream<AuditEvent> events, ArchiveWriter writer) throws IOException {
		for (Iterator<AuditEvent> it = events.iterator(); it.hasNext();) {
			writer.add(it.next());
		}
	}

	private byte[] bytes(String id) {
		return this.jdbc.sql("select bytes_ from act_ge_bytearray where id_ = ?")
			.param(id)
			.query((row, index) -> row.getBytes("bytes_"))
			.optional()
			.orElse(null);
	}

}
