package io.kefu.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All instances, running and finished, a page at a time. The engine's own queries take
 * longer the more history there is; these go along an index from the last row of the page
 * before, or begin at the few rows that a filter leaves (docs/adr/0015).
 */
@Component
class Instances {

	/** A promise that was not kept, also where the case was withdrawn afterwards. */
	static final String MISSED = "(k.state = 'BREACHED' or k.level >= 2)";

	/**
	 * So few tasks and operations of somebody are read all; with more, most pages have
	 * enough.
	 */
	private static final int FEW_OF_SOMEBODY = 80_000;

	/** So many rows are sorted faster than an unlucky index is walked. */
	private static final int SORTABLE = 100_000;

	/**
	 * A withdrawal ends the process with which the case began in an orderly way, and cuts
	 * off those that it had called.
	 */
	private static final String WITHDRAWN = """
			(c.state = 'WITHDRAWN' and i.end_time_ is not null
			 and (i.state_ <> 'COMPLETED' or i.id_ = c.process_instance_id))""";

	/** SQL over {@code act_hi_procinst i} and its {@code service_case c}. */
	static final String STATE = "case when i.end_time_ is null then 'active' when " + WITHDRAWN
			+ " then 'withdrawn' when i.state_ = 'COMPLETED' then 'completed' else 'terminated' end";

	private static final Map<String, String> STATE_LABELS = Map.of("active", "进行中", "completed", "已完成", "terminated",
			"已终止", "withdrawn", "已撤回");

	private static final String ROW = """
			select i.id_, i.business_key_, i.proc_def_key_, i.proc_def_id_, d.name_, d.version_, d.version_tag_,
			  i.start_time_, i.end_time_, i.duration_, i.start_user_id_, i.delete_reason_, c.severity,
			  u.name as customer_name,
			  %s as state,
			  (select count(*) from clock k where k.process_instance_id = i.id_ and %s) as missed,
			  %%s::text as position
			from act_hi_procinst i
			left join act_re_procdef d on d.id_ = i.proc_def_id_
			left join service_case c on c.case_no = i.business_key_
			left join customer u on u.id = c.customer_id
			""".formatted(STATE, MISSED);

	private static final String OF_SOMEBODY = """
			select proc_inst_id_ as id from act_hi_taskinst where assignee_ = :participant and proc_inst_id_ is not null
			union all
			select proc_inst_id_ from act_hi_op_log where user_id_ = :participant and proc_inst_id_ is not null""";

	private static final String FEW = "i.id_ = any (array(" + OF_SOMEBODY + "))";

	private final JdbcClient jdbc;

	private final Moments moments;

	private final Departments departments;

	private final Reading reading;

	Instances(JdbcClient jdbc, Moments moments, Departments departments, Reading reading) {
		this.jdbc = jdbc;
		this.moments = moments;
		this.departments = departments;
		this.reading = reading;
	}

	/**
	 * What people call a state.
	 * @param state as in {@link Row#state()}
	 * @return its name
	 */
	static String stateLabel(String state) {
		return STATE_LABELS.get(state);
	}

	/**
	 * A row of the list.
	 *
	 * @param id id of the process instance
	 * @param caseNo case number, null for what belongs to no case
	 * @param processKey key of the process
	 * @param processName its name; the key where the definition is gone
	 * @param version version on which it ran, null where the definition is gone
	 * @param versionTag tag of that version, may be null
	 * @param definitionId id of that version
	 * @param state active, completed, terminated or withdrawn
	 * @param startedAt when it was started
	 * @param endedAt when it ended, null while it runs
	 * @param durationMs milliseconds between the two, null while it runs
	 * @param startedBy login, null for the application itself
	 * @param startedByName name of that person
	 * @param severity A to D, null where the case was not classified
	 * @param customerName the case's customer, may be null
	 * @param missed how many deadlines were missed in it
	 */
	record Row(String id, String caseNo, String processKey, String processName, Integer version, String versionTag,
			String definitionId, String state, OffsetDateTime startedAt, OffsetDateTime endedAt, Long durationMs,
			String startedBy, String startedByName, String severity, String customerName, long missed) {
	}

	private record Found(Row row, String deleteReason, String position) {
	}

	/**
	 * One instance with the reason for which it was cut off.
	 *
	 * @param row as in the list
	 * @param deleteReason why it was terminated, null if it was not
	 */
	record Instance(Row row, String deleteReason) {
	}

	/**
	 * A page of the instances.
	 * @param filter which
	 * @param visible keys of the processes that the user may see
	 * @param after {@code next} of the page before, null for the first page
	 * @return the page
	 * @throws InvalidInputException (400) for a process that is not visible, or a cursor
	 * of another list
	 */
	Page<Row> page(InstanceFilter filter, Set<String> visible, String after) {
		return this.reading.at(() -> {
			Where where = where(filter, visible);
			if (where == null) {
				return Page.empty();
			}
			boolean few = few(filter.participant());
			String[] cursor = cursor(filter, after);
			return Page.of(rows(filter, where, few, cursor, Page.SIZE + 1), cursor == null,
					() -> count(filter, where, few), (last) -> next(filter, last),
					(found) -> found.stream().map(Found::row).toList());
		});
	}

	/**
	 * Gives the rows of all pages, one after the other.
	 * @param filter which
	 * @param visible keys of the processes that the user may see
	 * @param max how many at most
	 * @param consumer takes the rows
	 * @return whether there would have been more
	 */
	boolean each(InstanceFilter filter, Set<String> visible, int max, Consumer<Row> consumer) {
		return Page.each(max, (after, limit) -> this.reading.at(() -> {
			Where where = where(filter, visible);
			return (where != null) ? rows(filter, where, few(filter.participant()), after, limit) : List.of();
		}), Instances::position, (found) -> found.forEach((row) -> consumer.accept(row.row())));
	}

	/**
	 * One instance.
	 * @param id id of the process instance
	 * @param visible keys of the processes that the user may see
	 * @return the instance; empty if there is none or it is not visible
	 */
	Optional<Instance> find(String id, Set<String> visible) {
		if (visible.isEmpty()) {
			return Optional.empty();
		}
		Map<String, String> names = new HashMap<>();
		return this.jdbc.sql(ROW.formatted("null") + " where i.id_ = :id and i.proc_def_key_ in (:visible)")
			.param("id", id)
			.param("visible", visible)
			.query((row, index) -> found(row, names))
			.optional()
			.map((found) -> new Instance(found.row(), found.deleteReason()));
	}

	/** Null where nothing can match. */
	private Where where(InstanceFilter filter, Set<String> visible) {
		if (filter.process() != null && !visible.contains(filter.process())) {
			throw InvalidInputException.of("process", "参数“process”的流程“" + filter.process() + "”不存在，或您无权查看");
		}
		if (visible.isEmpty()) {
			return null;
		}
		Where where = new Where();
		if (filter.version() != null) {
			Optional<String> definition = this.jdbc
				.sql("select id_ from act_re_procdef where key_ = ? and version_ = ?")
				.params(filter.process(), filter.version())
				.query(String.class)
				.optional();
			if (definition.isEmpty()) {
				return null;
			}
			where.and("i.proc_def_id_ = :definition", "definition", definition.get());
		}
		else if (filter.process() != null) {
			where.and("i.proc_def_key_ = :process", "process", filter.process());
		}
		else {
			where.and("i.proc_def_key_ in (:visible)", "visible", visible);
		}
		if (filter.from() != null) {
			where.and("i.start_time_ >= :from", "from", this.moments.begin(filter.from()));
		}
		if (filter.to() != null) {
			where.and("i.start_time_ < :to", "to", this.moments.end(filter.to()));
		}
		return where;
	}

	private static void details(InstanceFilter filter, Where where) {
		if (filter.caseNo() != null) {
			// Letters and digits only: everything that begins so sorts before the tilde.
			where.and("(coalesce(i.business_key_, '') collate \"C\") between :caseNo and :caseNo || '~'", "caseNo",
					filter.caseNo().toUpperCase(Locale.ROOT));
		}
		if (filter.state() != null) {
			where.and(switch (filter.state()) {
				case "active" -> "i.end_time_ is null";
				case "completed" -> "i.state_ = 'COMPLETED' and " + WITHDRAWN + " is not true";
				case "terminated" ->
					"i.state_ in ('EXTERNALLY_TERMINATED', 'INTERNALLY_TERMINATED') and " + WITHDRAWN + " is not true";
				default -> WITHDRAWN;
			});
		}
		where.and("c.severity = :severity", "severity", filter.severity());
		if (filter.missed() != null) {
			where.and((filter.missed() ? "" : "not ")
					+ "exists (select from clock k where k.process_instance_id = i.id_ and " + MISSED + ")");
		}
		where.and("exists (select from clock k where k.process_instance_id = i.id_ and k.label = :clock and " + MISSED
				+ ")", "clock", filter.clock());
	}

	private List<Found> rows(InstanceFilter filter, Where base, boolean few, String[] cursor, int limit) {
		String sort = filter.sort().expression();
		String direction = filter.descending() ? "desc" : "asc";
		Where where = copy(base);
		details(filter, where);
		boolean sorted = filter.sort() != InstanceFilter.Sort.STARTED_AT && unlucky(filter, base);
		if (filter.participant() != null) {
			// A scalar subquery is asked row by row; for "exists" all of somebody's rows
			// would be read first.
			where.and(few ? FEW : """
					coalesce((select true from act_hi_taskinst t
					            where t.proc_inst_id_ = i.id_ and t.assignee_ = :participant limit 1),
					         (select true from act_hi_op_log o
					            where o.proc_inst_id_ = i.id_ and o.user_id_ = :participant limit 1), false)""",
					"participant", filter.participant());
			sorted |= few;
		}
		if (cursor != null) {
			where
				.and("(" + sort + ", i.id_) " + (filter.descending() ? "<" : ">") + " (cast(:position as "
						+ filter.sort().type() + "), :lastId)", "position", cursor[0])
				.with("lastId", cursor[1]);
		}
		String order = (sorted ? filter.sort().withoutIndex() : sort) + " " + direction + ", i.id_ " + direction;
		String sql = "with page as materialized (select i.id_, " + sort + " as position from " + from(filter)
				+ " where " + where.sql() + " order by " + order + " limit " + limit + ")\n"
				+ ROW.formatted("page.position")
					.replace("from act_hi_procinst i\n", "from page join act_hi_procinst i on i.id_ = page.id_\n")
				+ "order by page.position " + direction + ", page.id_ " + direction;
		Map<String, String> names = new HashMap<>();
		return this.jdbc.sql(sql).params(where.parameters()).query((row, index) -> found(row, names)).list();
	}

	/** The case is joined to filter only where a filter is about it. */
	private static String from(InstanceFilter filter) {
		boolean ofCase = filter.severity() != null || (filter.state() != null && !filter.state().equals("active"));
		return "act_hi_procinst i" + (ofCase ? " left join service_case c on c.case_no = i.business_key_" : "");
	}

	private int count(InstanceFilter filter, Where base, boolean few) {
		Where where = copy(base);
		details(filter, where);
		if (few) {
			where.and(FEW, "participant", filter.participant());
		}
		if (few || filter.participant() == null) {
			return where.count(this.jdbc, from(filter));
		}
		where.with("participant", filter.participant());
		// Who has done much mostly has enough tasks to stop there.
		int ofTasks = where.count(this.jdbc, joined(filter, "select distinct proc_inst_id_ as id from act_hi_taskinst "
				+ "where assignee_ = :participant and proc_inst_id_ is not null"));
		return (ofTasks > Page.COUNTED) ? ofTasks
				: where.count(this.jdbc, joined(filter, "select distinct id from (" + OF_SOMEBODY + ") all_of_them"));
	}

	private static String joined(InstanceFilter filter, String ids) {
		return "(" + ids + ") somebodys join "
				+ from(filter).replace("act_hi_procinst i", "act_hi_procinst i on i.id_ = somebodys.id");
	}

	private static Where copy(Where where) {
		Where copy = new Where().and(where.sql());
		where.parameters().forEach((name, value) -> copy.with(name, value));
		return copy;
	}

	/**
	 * Whether sorting what process, version and period leave is safer than walking along
	 * the index of the order: one may have to pass everything that is not of an old
	 * version or period.
	 */
	private boolean unlucky(InstanceFilter filter, Where base) {
		if (filter.sort() == InstanceFilter.Sort.STARTED_AT
				|| (filter.process() == null && filter.from() == null && filter.to() == null)) {
			return false;
		}
		if (!hasMore(base)) {
			return true;
		}
		// Ends and case numbers grow with time, durations do not.
		if (filter.sort() == InstanceFilter.Sort.DURATION) {
			return false;
		}
		LocalDate edge = filter.descending() ? filter.to() : filter.from();
		return edge != null && hasMore(
				filter.descending() ? new Where().and("i.start_time_ >= :edge", "edge", this.moments.end(edge))
						: new Where().and("i.start_time_ < :edge", "edge", this.moments.begin(edge)));
	}

	private boolean hasMore(Where where) {
		return this.jdbc
			.sql("select count(*) from (select 1 from act_hi_procinst i where " + where.sql() + " limit "
					+ (SORTABLE + 1) + ") counted")
			.params(where.parameters())
			.query(Integer.class)
			.single() > SORTABLE;
	}

	private boolean few(String participant) {
		return participant != null
				&& this.jdbc.sql("select count(*) from (" + OF_SOMEBODY + " limit " + FEW_OF_SOMEBODY + ") counted")
					.param("participant", participant)
					.query(Integer.class)
					.single() < FEW_OF_SOMEBODY;
	}

	private static String next(InstanceFilter filter, Found last) {
		return Parameters.cursor(filter.sort(), filter.descending(), last.position(), last.row().id());
	}

	private static String[] position(Found last) {
		return new String[] { last.position(), last.row().id() };
	}

	/** Position and id; null for the first page. */
	private static String[] cursor(InstanceFilter filter, String after) {
		String[] parts = Parameters.after(after, 4);
		if (parts == null) {
			return null;
		}
		if (!filter.sort().name().equals(parts[0]) || !String.valueOf(filter.descending()).equals(parts[1])
				|| parts[2] == null || parts[3] == null || !isPosition(filter.sort(), parts[2])) {
			throw Parameters.badCursor();
		}
		return new String[] { parts[2], parts[3] };
	}

	private static boolean isPosition(InstanceFilter.Sort sort, String position) {
		try {
			return switch (sort.type()) {
				case "timestamp" ->
					position.equals("infinity") || LocalDateTime.parse(position.replace(' ', 'T')) != null;
				case "bigint" -> Long.parseLong(position) >= 0;
				default -> true;
			};
		}
		catch (DateTimeParseException | NumberFormatException ex) {
			return false;
		}
	}

	private Found found(ResultSet row, Map<String, String> names) throws SQLException {
		String startedBy = row.getString("start_user_id_");
		String key = row.getString("proc_def_key_");
		String name = row.getString("name_");
		return new Found(
				new Row(row.getString("id_"), row.getString("business_key_"), key, (name != null) ? name : key,
						row.getObject("version_", Integer.class), row.getString("version_tag_"),
						row.getString("proc_def_id_"), row.getString("state"), this.moments.zoned(row, "start_time_"),
						this.moments.zoned(row, "end_time_"), row.getObject("duration_", Long.class), startedBy,
						(startedBy != null) ? names.computeIfAbsent(startedBy, this.departments::displayName) : null,
						row.getString("severity"), row.getString("customer_name"), row.getLong("missed")),
				row.getString("delete_reason_"), row.getString("position"));
	}

}
