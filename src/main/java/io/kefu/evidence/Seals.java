package io.kefu.evidence;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Seals days that are over, and compares history with the seals. A seal can only be
 * added; the database refuses everything else.
 */
@Component
public class Seals {

	private static final Logger log = LoggerFactory.getLogger(Seals.class);

	/**
	 * What began shortly before midnight is committed by then: the engine takes the time
	 * of an event when it happens, not when it is written.
	 */
	private static final Duration GRACE = Duration.ofMinutes(30);

	private static final int BATCH = 500;

	/** Any number no other lock of ours has. */
	private static final long LOCK = 20_261_123L;

	private static final RowMapper<Seal> SEAL = (row, index) -> new Seal(row.getObject("day", LocalDate.class),
			row.getInt("events"), row.getString("previous_root"), row.getString("root"),
			row.getTimestamp("sealed_at").toInstant().atZone(AuditEvents.ZONE).toOffsetDateTime());

	private static final RowMapper<SealedEvent> LINK = (row, index) -> new SealedEvent(row.getInt("seq"),
			row.getString("source"), row.getString("id"), row.getString("root_id"), row.getString("hash"));

	private final JdbcTemplate jdbc;

	private final TransactionOperations transaction;

	private final Clock clock;

	private final AuditEvents events;

	private final Archive archive;

	Seals(JdbcTemplate jdbc, TransactionOperations transaction, Clock engineClock, AuditEvents events,
			Archive archive) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = engineClock;
		this.events = events;
		this.archive = archive;
	}

	/**
	 * Seals each day that is over and not sealed yet, the oldest first: a day that was
	 * missed is caught up. Each day is one transaction; a second node waits and then
	 * finds it done.
	 * @return the days sealed by this call
	 */
	public List<LocalDate> sealDaysThatAreOver() {
		List<LocalDate> sealed = new ArrayList<>();
		LocalDate last = this.clock.instant().minus(GRACE).atZone(AuditEvents.ZONE).toLocalDate().minusDays(1);
		Optional<LocalDate> day = sealNext(last);
		while (day.isPresent()) {
			sealed.add(day.get());
			day = sealNext(last);
		}
		return sealed;
	}

	private Optional<LocalDate> sealNext(LocalDate last) {
		return this.transaction.execute((status) -> {
			this.jdbc.query("select pg_advisory_xact_lock(" + LOCK + ")", (row) -> {
			});
			Seal newest = DataAccessUtils
				.singleResult(this.jdbc.query("select * from audit_seal order by day desc limit 1", SEAL));
			Optional<LocalDate> day = (newest != null) ? Optional.of(newest.day().plusDays(1)) : this.events.firstDay();
			return day.filter((next) -> !next.isAfter(last)).map((next) -> {
				seal(next, (newest != null) ? newest.root() : Sha256.NOTHING);
				return next;
			});
		});
	}

	private void seal(LocalDate day, String previousRoot) {
		List<Object[]> links = new ArrayList<>(BATCH);
		int events = 0;
		String chain = Sha256.begin(day, previousRoot);
		try (Stream<AuditEvent> stream = this.events.of(day)) {
			for (Iterator<AuditEvent> it = stream.iterator(); it.hasNext();) {
				AuditEvent event = it.next();
				String hash = event.hash();
				chain = Sha256.link(chain, hash);
				links.add(new Object[] { day, ++events, event.source(), event.id(), event.rootId(),
						HexFormat.of().parseHex(hash) });
				if (links.size() == BATCH) {
					insert(links);
				}
			}
		}
		insert(links);
		this.jdbc.update("insert into audit_seal (day, events, previous_root, root, sealed_at) values (?, ?, ?, ?, ?)",
				day, events, previousRoot, chain, Timestamp.from(this.clock.instant()));
		// The log usually goes to another machine: a copy that whoever owns the database
		// cannot change.
		log.info("已封存 {} 的审计记录：{} 条，封存根 {}", day, events, chain);
	}

	/** Empties the list: a busy day is too much to keep. */
	private void insert(List<Object[]> links) {
		this.jdbc.batchUpdate(
				"insert into audit_seal_event (day, seq, source, id, root_id, hash) values (?, ?, ?, ?, ?, ?)", links);
		links.clear();
	}

	/**
	 * All seals.
	 * @return the newest first
	 */
	public List<Seal> all() {
		return this.jdbc.query("select * from audit_seal order by day desc", SEAL);
	}

	/**
	 * A seal with the newest comparison.
	 *
	 * @param seal the seal
	 * @param check the newest comparison, null if there was none
	 */
	public record Checked(@JsonUnwrapped Seal seal, Result check) {
	}

	/**
	 * A comparison of history with a seal.
	 *
	 * @param at when, in Asia/Shanghai
	 * @param intact whether nothing was altered
	 * @param finding the first deviation in Chinese, null if there is none
	 */
	public record Result(OffsetDateTime at, boolean intact, String finding) {
	}

	/**
	 * All seals with their newest comparisons.
	 * @return the newest first
	 */
	public List<Checked> allWithChecks() {
		return withChecks("true");
	}

	private List<Checked> withChecks(String condition) {
		return this.jdbc.query("""
				select s.*, c.checked_at, c.intact, c.finding from audit_seal s
				left join lateral (select * from audit_check k where k.day = s.day order by k.id desc limit 1) c on true
				where %s order by s.day desc""".formatted(condition), (row, index) -> {
			Timestamp at = row.getTimestamp("checked_at");
			Result check = (at != null) ? new Result(at.toInstant().atZone(AuditEvents.ZONE).toOffsetDateTime(),
					row.getBoolean("intact"), row.getString("finding")) : null;
			return new Checked(SEAL.mapRow(row, index), check);
		});
	}

	/**
	 * The days whose history was not as it was sealed when it was last compared.
	 * @return the newest first
	 */
	public List<Checked> altered() {
		return withChecks("not c.intact");
	}

	/**
	 * The seal of a day.
	 * @param day the day
	 * @return empty when the day is not sealed
	 */
	public Optional<Seal> of(LocalDate day) {
		return Optional.ofNullable(
				DataAccessUtils.singleResult(this.jdbc.query("select * from audit_seal where day = ?", SEAL, day)));
	}

	/**
	 * The hashes of a sealed day, from which its root follows.
	 * @param day the day
	 * @return hashes in hexadecimal, in order
	 */
	public List<String> hashes(LocalDate day) {
		return this.jdbc.queryForList("select encode(hash, 'hex') from audit_seal_event where day = ? order by seq",
				String.class, day);
	}

	/**
	 * Compares what the database says of a day with the day's seal, and notes the result.
	 * @param day a sealed day
	 * @return what was found; empty when the day is not sealed
	 */
	public Optional<SealCheck> check(LocalDate day) {
		return of(day).map((seal) -> {
			SealCheck check = this.transaction.execute((status) -> compare(seal));
			this.jdbc.update("insert into audit_check (day, checked_at, intact, finding) values (?, ?, ?, ?)", day,
					Timestamp.from(this.clock.instant()), check.intact(),
					check.intact() ? null : check.findings().get(0));
			if (!check.intact()) {
				log.error("历史记录与 {} 的封存不符：{}", day, String.join("；", check.findings()));
			}
			return check;
		});
	}

	private SealCheck compare(Seal seal) {
		List<String> findings = new ArrayList<>();
		Map<String, Archive.State> states = new HashMap<>();
		String chain = Sha256.begin(seal.day(), seal.previousRoot());
		int links = 0;
		int archived = 0;
		try (Stream<AuditEvents.Compared> stream = this.events.besideTheirSeal(seal.day())) {
			for (Iterator<AuditEvents.Compared> it = stream.iterator(); it.hasNext();) {
				AuditEvents.Compared next = it.next();
				SealedEvent link = next.link();
				if (link != null) {
					chain = Sha256.link(chain, link.hash());
					links++;
				}
				Optional<String> finding = finding(seal.day(), link, next.event(), states);
				if (next.event() == null && finding.isEmpty()) {
					archived++;
				}
				finding.filter((text) -> findings.size() < SealCheck.MAX_FINDINGS && !findings.contains(text))
					.ifPresent(findings::add);
			}
		}
		List<String> all = new ArrayList<>(sealFindings(seal, links, chain));
		all.addAll(findings);
		return new SealCheck(seal.day(), links, archived, all.isEmpty(),
				all.stream().limit(SealCheck.MAX_FINDINGS).toList());
	}

	private Optional<String> finding(LocalDate day, SealedEvent link, AuditEvent event,
			Map<String, Archive.State> states) {
		if (link == null) {
			return Optional.of("封存之后插入了记录：" + EventLabels.of(event.source(), event.id()));
		}
		if (event == null) {
			return switch (archived(day, link, states)) {
				case INTACT -> Optional.empty();
				case DAMAGED -> Optional.of("第 " + link.seq() + " 条记录已归档，但归档文件缺失或被改动：" + archiveOf(day, link));
				case NONE -> Optional.of("第 " + link.seq() + " 条记录被删除：" + EventLabels.of(link.source(), link.id()));
			};
		}
		return link.hash().equals(event.hash()) ? Optional.empty()
				: Optional.of("第 " + link.seq() + " 条记录被改动：" + EventLabels.of(link.source(), link.id()));
	}

	private Archive.State archived(LocalDate day, SealedEvent link, Map<String, Archive.State> states) {
		String name = archiveOf(day, link);
		return (name == null) ? Archive.State.NONE : states.computeIfAbsent(name, this.archive::state);
	}

	/** Null for what is never archived. */
	private static String archiveOf(LocalDate day, SealedEvent link) {
		return AuditEvents.LONE_DECISION.equals(link.source()) ? Archive.decisionsOf(day) : link.rootId();
	}

	/** Whether the seal itself is what it was. */
	private List<String> sealFindings(Seal seal, int links, String chain) {
		List<String> findings = new ArrayList<>();
		if (!chain.equals(seal.root()) || links != seal.events()) {
			findings.add("封存记录本身被改动：散列链得不出封存根");
		}
		String previous = of(seal.day().minusDays(1)).map(Seal::root).orElse(Sha256.NOTHING);
		boolean first = this.jdbc.queryForObject("select min(day) from audit_seal", LocalDate.class).equals(seal.day());
		if (!previous.equals(seal.previousRoot()) || (!first && previous.equals(Sha256.NOTHING))) {
			findings.add("封存记录本身被改动：与前一天的封存根不相接");
		}
		return findings;
	}

	/**
	 * Hands out the links of a sealed day with the events as the database has them now.
	 * @param day a sealed day
	 * @param line takes each link, in order
	 */
	void forEach(LocalDate day, Consumer<Sealed> line) {
		this.transaction.executeWithoutResult((status) -> {
			Map<String, Archive.State> states = new HashMap<>();
			try (Stream<AuditEvents.Compared> stream = this.events.besideTheirSeal(day)) {
				stream.filter((next) -> next.link() != null)
					.forEach((next) -> line.accept(new Sealed(next.link(), next.event(),
							next.event() == null && archived(day, next.link(), states) != Archive.State.NONE)));
			}
		});
	}

	/** A link with its event, which is null when the database no longer has it. */
	record Sealed(SealedEvent link, AuditEvent event, boolean archived) {
	}

	/**
	 * Whether everything the engine recorded of an instance is sealed, as it is now.
	 * @param rootId root process instance
	 * @param hashes hash of each of its events by {@link AuditEvent#key()}
	 * @return the first deviation in Chinese; empty when all is well
	 */
	public Optional<String> deviation(String rootId, Map<String, String> hashes) {
		return deviation(hashes, this.jdbc.query("""
				select seq, source, id, root_id, encode(hash, 'hex') as hash from audit_seal_event
				where root_id = ? order by day, seq""", LINK, rootId));
	}

	/**
	 * Whether the decisions of a day that belong to no process are sealed, as they are
	 * now.
	 * @param day the day
	 * @param hashes hash of each of them by {@link AuditEvent#key()}
	 * @return the first deviation in Chinese; empty when all is well
	 */
	public Optional<String> deviationOfLoneDecisions(LocalDate day, Map<String, String> hashes) {
		return deviation(hashes, this.jdbc.query("""
				select seq, source, id, root_id, encode(hash, 'hex') as hash from audit_seal_event
				where day = ? and source = ? order by seq""", LINK, day, AuditEvents.LONE_DECISION));
	}

	/**
	 * How an instance, with all it called, stands to the seals.
	 *
	 * @param events how many events it has
	 * @param sealed how many of them are sealed
	 * @param days seals of the days on which it had events, the oldest first
	 * @param deviation what was altered, in Chinese; null when nothing was
	 */
	public record InstanceSeal(int events, int sealed, List<Seal> days, String deviation) {
	}

	/**
	 * Compares what the database says of an instance with the seals.
	 * @param rootId root process instance
	 * @return what was found; events of days that are not sealed yet are no deviation
	 */
	public InstanceSeal instance(String rootId) {
		return this.transaction.execute((status) -> {
			Map<String, String> hashes = new LinkedHashMap<>();
			Map<String, LocalDate> days = new HashMap<>();
			try (Stream<AuditEvent> stream = this.events.of(rootId)) {
				stream.forEach((event) -> {
					hashes.put(event.key(), event.hash());
					days.put(event.key(), event.at().atZone(AuditEvents.ZONE).toLocalDate());
				});
			}
			Map<LocalDate, Optional<Seal>> seals = new TreeMap<>();
			days.values().forEach((day) -> seals.computeIfAbsent(day, this::of));
			int events = hashes.size();
			hashes.keySet().removeIf((key) -> seals.get(days.get(key)).isEmpty());
			return new InstanceSeal(events, hashes.size(), seals.values().stream().flatMap(Optional::stream).toList(),
					deviation(rootId, hashes).orElse(null));
		});
	}

	private static Optional<String> deviation(Map<String, String> hashes, List<SealedEvent> links) {
		Map<String, String> open = new HashMap<>(hashes);
		for (SealedEvent link : links) {
			String hash = open.remove(link.key());
			if (hash == null) {
				return Optional.of("记录被删除：" + EventLabels.of(link.source(), link.id()));
			}
			if (!hash.equals(link.hash())) {
				return Optional.of("记录被改动：" + EventLabels.of(link.source(), link.id()));
			}
		}
		return open.keySet().stream().sorted().findFirst().map((key) -> "记录没有封存：" + key);
	}

}
