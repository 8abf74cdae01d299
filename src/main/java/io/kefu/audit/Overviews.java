package io.kefu.audit;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kefu.problem.InvalidInputException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * How a process does: figures over a period, which is the last {@link #DAYS} days unless
 * somebody asks for another. So the page opens as fast with ten years of history as with
 * one; docs/adr/0016 says why there is no table of sums.
 * <p>
 * What belongs to the period: instances that ended in it (number, durations), weeks in it
 * (throughput), activities that ended in it, also of instances that still run (heat map
 * and rework), and promises that were kept or broken in it (share on time). Running
 * instances are those of now.
 */
@Component
class Overviews {

	/** Length of the period that nobody chose. */
	static final int DAYS = 90;

	private static final String ENDED = "proc_def_id_ in (:ids) and end_time_ >= :from and end_time_ < :to";

	private final JdbcClient jdbc;

	private final Moments moments;

	private final Reading reading;

	Overviews(JdbcClient jdbc, Moments moments, Reading reading) {
		this.jdbc = jdbc;
		this.moments = moments;
		this.reading = reading;
	}

	/**
	 * The figures.
	 *
	 * @param processKey key of the process
	 * @param name name of its newest version
	 * @param version the version, null for all
	 * @param definitionId the newest version of the selection, whose diagram fits best
	 * @param from first day of the period
	 * @param to last day of the period
	 * @param running instances that run now
	 * @param finished instances that ended in the period
	 * @param medianMs median of their duration in milliseconds, null if none ended
	 * @param p90Ms 90th percentile of their duration
	 * @param onTime promises kept and broken
	 * @param throughput weeks of the period, also those without anything
	 * @param activities what ended in the period, per activity
	 * @param clocks promises kept and broken, per kind
	 * @param rework what was done more than once in an instance
	 */
	record Overview(String processKey, String name, Integer version, String definitionId, LocalDate from, LocalDate to,
			long running, long finished, Long medianMs, Long p90Ms, OnTime onTime, List<Week> throughput,
			List<Activity> activities, List<Promise> clocks, List<Rework> rework) {
	}

	/**
	 * Promises kept or broken.
	 *
	 * @param total how many
	 * @param missed how many of them broken
	 * @param share part of those kept, 0 to 1; null where there was none
	 */
	record OnTime(long total, long missed, Double share) {
	}

	/**
	 * Instances that began and ended in an ISO week.
	 */
	record Week(String week, long started, long ended) {
	}

	/**
	 * How often an activity ended, and how long it took.
	 */
	record Activity(String activityId, String name, String type, long count, long medianMs, long p90Ms, long totalMs) {
	}

	/**
	 * The promises of one kind.
	 */
	record Promise(String policy, String label, long total, long missed) {
	}

	/**
	 * An activity that was done again.
	 *
	 * @param instances in how many instances
	 * @param repeats how often altogether, the first times not counted
	 */
	record Rework(String activityId, String name, long instances, long repeats) {
	}

	private record Definition(String id, String name) {
	}

	private record Durations(long count, Long medianMs, Long p90Ms) {
	}

	/**
	 * Adds up.
	 * @param processKey key of a process that the user may see
	 * @param version its version, null for all
	 * @param from first day, null for {@link #DAYS} days up to the last
	 * @param to last day, null for today
	 * @return the figures
	 * @throws InvalidInputException (400) when the days are in wrong order, (404) when
	 * there is no such version
	 */
	Overview of(String processKey, Integer version, LocalDate from, LocalDate to) {
		Parameters.requireOrder(from, (to != null) ? to : this.moments.today());
		LocalDate last = (to != null) ? to : this.moments.today();
		LocalDate first = (from != null) ? from : last.minusDays(DAYS - 1);
		List<Definition> definitions = definitions(processKey, version);
		if (definitions.isEmpty()) {
			throw InvalidInputException.notFound("流程“" + processKey + "”没有版本" + version);
		}
		Map<String, Object> selection = new HashMap<>();
		selection.put("ids", definitions.stream().map(Definition::id).toList());
		selection.put("from", this.moments.begin(first));
		selection.put("to", this.moments.end(last));
		return this.reading.at(() -> {
			Durations durations = durations(selection);
			List<Promise> promises = promises(selection);
			return new Overview(processKey, definitions.get(0).name(), version, definitions.get(0).id(), first, last,
					running(selection), durations.count(), durations.medianMs(), durations.p90Ms(), onTime(promises),
					throughput(selection, first, last), activities(selection), promises, rework(selection));
		});
	}

	private List<Definition> definitions(String processKey, Integer version) {
		Where where = new Where().and("key_ = :key", "key", processKey).and("version_ = :version", "version", version);
		return this.jdbc
			.sql("select id_ as id, coalesce(name_, key_) as name from act_re_procdef where " + where.sql()
					+ " order by version_ desc")
			.params(where.parameters())
			.query(Definition.class)
			.list();
	}

	private long running(Map<String, Object> selection) {
		return sql("select count(*) from act_hi_procinst where proc_def_id_ in (:ids) and end_time_ is null", selection)
			.query(Long.class)
			.single();
	}

	private Durations durations(Map<String, Object> selection) {
		return sql("""
				select count(*) as count, percentile_cont(0.5) within group (order by duration_)::bigint as median_ms,
				  percentile_cont(0.9) within group (order by duration_)::bigint as p90_ms
				from act_hi_procinst where\s""" + ENDED, selection).query(Durations.class).single();
	}

	private List<Week> throughput(Map<String, Object> selection, LocalDate first, LocalDate last) {
		Map<String, Long> started = weeks("start_time_", selection);
		Map<String, Long> ended = weeks("end_time_", selection);
		List<Week> weeks = new ArrayList<>();
		LocalDate monday = first.minusDays(first.getDayOfWeek().getValue() - 1L);
		for (LocalDate day = monday; !day.isAfter(last); day = day.plusWeeks(1)) {
			String week = "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR),
					day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
			weeks.add(new Week(week, started.getOrDefault(week, 0L), ended.getOrDefault(week, 0L)));
		}
		return weeks;
	}

	private Map<String, Long> weeks(String column, Map<String, Object> selection) {
		Map<String, Long> weeks = new HashMap<>();
		sql("""
				select to_char(day, 'IYYY-"W"IW') as week, sum(count)::bigint as count from (
				  select (column at time zone :jvm at time zone :zone)::date as day, count(*) as count
				  from act_hi_procinst where proc_def_id_ in (:ids) and column >= :from and column < :to group by 1) days
				group by 1"""
			.replace("column", column), selection).param("jvm", ZoneId.systemDefault().getId())
			.param("zone", this.moments.zone().getId())
			.query((rs) -> {
				weeks.put(rs.getString("week"), rs.getLong("count"));
			});
		return weeks;
	}

	/**
	 * Sorted are the durations alone, not the rows: half the time with a year of a large
	 * process.
	 */
	private List<Activity> activities(Map<String, Object> selection) {
		return sql("""
				select act_id_ as activity_id, name, type, count, percentiles[1]::bigint as median_ms,
				  percentiles[2]::bigint as p90_ms, total_ms
				from (
				  select act_id_, max(act_name_) as name, max(act_type_) as type, count(*) as count,
				    array_agg(duration_) as durations, sum(duration_)::bigint as total_ms
				  from act_hi_actinst where\s""" + ENDED + """
				   and act_type_ <> 'multiInstanceBody'
				  group by act_id_) activity
				cross join lateral (
				  select percentile_cont(array[0.5, 0.9]) within group (order by duration) as percentiles
				  from unnest(durations) duration) done
				order by count desc, act_id_""", selection).query(Activity.class).list();
	}

	/**
	 * Only what people or called processes do: what the application repeats beside them,
	 * as reminding at each threshold of a clock, is no rework.
	 */
	private List<Rework> rework(Map<String, Object> selection) {
		return sql(
				"""
						select act_id_ as activity_id, max(name) as name, count(*) as instances, sum(entered - 1)::bigint as repeats
						from (
						  select act_id_, max(act_name_) as name, count(*) as entered
						  from act_hi_actinst where\s"""
						+ ENDED + """
								   and act_type_ in ('userTask', 'manualTask', 'callActivity')
								  group by proc_inst_id_, act_id_ having count(*) > 1) again
								group by act_id_ order by repeats desc, act_id_""",
				selection)
			.query(Rework.class)
			.list();
	}

	/**
	 * A promise was decided when its clock was stopped in time or when it was due. Then
	 * the instance was running, so that those which ended earlier need not be looked at.
	 */
	private List<Promise> promises(Map<String, Object> selection) {
		return sql("""
				select k.policy, max(k.label) as label, count(*) as total, count(*) filter (where %s) as missed
				from act_hi_procinst p join clock k on k.process_instance_id = p.id_
				where p.proc_def_id_ in (:ids) and (p.end_time_ >= :from or p.end_time_ is null) and p.start_time_ < :to
				  and (k.state = 'MET' or %s)
				  and least(k.due_at, k.stopped_at) >= :zonedFrom and least(k.due_at, k.stopped_at) < :zonedTo
				group by k.policy order by missed desc, total desc, k.policy""".formatted(Instances.MISSED,
				Instances.MISSED), selection)
			.param("zonedFrom", zoned(selection.get("from")))
			.param("zonedTo", zoned(selection.get("to")))
			.query(Promise.class)
			.list();
	}

	private static OnTime onTime(List<Promise> promises) {
		long total = promises.stream().mapToLong(Promise::total).sum();
		long missed = promises.stream().mapToLong(Promise::missed).sum();
		return new OnTime(total, missed, (total > 0) ? (double) (total - missed) / total : null);
	}

	private StatementSpec sql(String sql, Map<String, Object> selection) {
		return this.jdbc.sql(sql).params(selection);
	}

	private OffsetDateTime zoned(Object engineTime) {
		return this.moments.zoned((LocalDateTime) engineTime);
	}

}
