package io.kefu.audit;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.kefu.identity.Departments;
import jakarta.ws.rs.core.MultivaluedMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people did, by the engine's user operation log: one row for each property that an
 * operation changed.
 */
@Component
class Operations {

	private final JdbcClient jdbc;

	private final Departments departments;

	private final Moments moments;

	private final Reading reading;

	Operations(JdbcClient jdbc, Departments departments, Moments moments, Reading reading) {
		this.jdbc = jdbc;
		this.departments = departments;
		this.moments = moments;
		this.reading = reading;
	}

	/**
	 * What the user may see.
	 *
	 * @param processes keys of processes: all that was done in them
	 * @param categories categories of the log: what was done outside of processes
	 */
	record Visible(Set<String> processes, Set<String> categories) {
	}

	/**
	 * What the user asks for; null for anything.
	 */
	record Filter(String user, String operation, String entity, String caseNo, LocalDate from, LocalDate to) {

		static Filter of(MultivaluedMap<String, String> query) {
			Filter filter = new Filter(Parameters.text("user", query.getFirst("user")),
					Parameters.text("operation", query.getFirst("operation")),
					Parameters.text("entity", query.getFirst("entity")),
					Parameters.text("caseNo", query.getFirst("caseNo")),
					Parameters.date("from", query.getFirst("from")), Parameters.date("to", query.getFirst("to")));
			Parameters.requireOrder(filter.from(), filter.to());
			return filter;
		}

	}

	/**
	 * A row of the log. Codes come with their label; everything but id, time, operation
	 * and entity may be null.
	 *
	 * @param user login of who did it, null for the application itself
	 */
	record Operation(String id, OffsetDateTime at, String user, String userName, String operation,
			String operationLabel, String entity, String entityLabel, String property, String propertyLabel,
			String oldValue, String newValue, String caseNo, String instanceId, String processKey, String processName,
			String taskName, String annotation) {
	}

	private record Found(String id, LocalDateTime at, String userId, String operation, String entity, String property,
			String oldValue, String newValue, String caseNo, String instanceId, String processKey, String processName,
			String taskName, String annotation) {
	}

	/**
	 * A page, the newest first.
	 * @param filter what to look for
	 * @param visible what the user may see
	 * @param after where the page before ended, null for the first
	 * @return the page
	 * @throws io.kefu.problem.InvalidInputException (400) when {@code after} makes no
	 * sense
	 */
	Page<Operation> page(Filter filter, Visible visible, String after) {
		String[] cursor = Parameters.after(after, 2);
		Optional<Where> where = where(filter, visible);
		if (where.isEmpty()) {
			return Page.empty();
		}
		Map<String, String> names = new HashMap<>();
		return this.reading.at(() -> Page.of(find(where.get(), cursor, Page.SIZE + 1), cursor == null,
				() -> where.get().count(this.jdbc, "act_hi_op_log o"),
				(last) -> Parameters.cursor((Object[]) position(last)),
				(found) -> found.stream().map((row) -> operation(row, names)).toList()));
	}

	/**
	 * All rows one after the other, the newest first.
	 * @param filter what to look for
	 * @param visible what the user may see
	 * @param max how many at most
	 * @param rows gets them
	 * @return whether there would have been more
	 */
	boolean each(Filter filter, Visible visible, int max, Consumer<Operation> rows) {
		Optional<Where> where = where(filter, visible);
		Map<String, String> names = new HashMap<>();
		return where.isPresent()
				&& Page.each(max, (after, limit) -> this.reading.at(() -> find(where.get(), after, limit)),
						Operations::position, (found) -> found.forEach((row) -> rows.accept(operation(row, names))));
	}

	private Optional<Where> where(Filter filter, Visible visible) {
		Where where = new Where();
		if (!visible.categories().isEmpty()) {
			// Operations on several instances at once carry no process, but maybe an
			// instance.
			String outside = "o.proc_def_key_ is null and o.category_ in (:categories) and (o.proc_inst_id_ is null";
			where.and(
					"(" + (visible.processes().isEmpty() ? outside + ")"
							: "o.proc_def_key_ in (:processes) or " + outside
									+ " or exists (select 1 from act_hi_procinst i where i.id_ = o.proc_inst_id_"
									+ " and i.proc_def_key_ in (:processes)))")
							+ ")",
					"categories", visible.categories());
			where.with("processes", visible.processes());
		}
		else if (!visible.processes().isEmpty()) {
			where.and("o.proc_def_key_ in (:processes)", "processes", visible.processes());
		}
		else {
			return Optional.empty();
		}
		where.and("o.user_id_ = :user", "user", filter.user());
		where.and("o.operation_type_ = :operation", "operation", filter.operation());
		where.and("o.entity_type_ = :entity", "entity", filter.entity());
		where.and("o.proc_inst_id_ in (select id_ from act_hi_procinst where business_key_ = :caseNo)", "caseNo",
				filter.caseNo());
		where.and("o.timestamp_ >= :from", "from", (filter.from() != null) ? this.moments.begin(filter.from()) : null);
		where.and("o.timestamp_ < :to", "to", (filter.to() != null) ? this.moments.end(filter.to()) : null);
		return Optional.of(where);
	}

	private List<Found> find(Where where, String[] cursor, int limit) {
		// The names are looked up for the rows of the page only.
		StringBuilder sql = new StringBuilder(
				"""
						select o.id_ as id, o.timestamp_ as at, o.user_id_ as user_id, o.operation_type_ as operation,
						  o.entity_type_ as entity, o.property_ as property, o.org_value_ as old_value, o.new_value_ as new_value,
						  o.proc_inst_id_ as instance_id, o.proc_def_key_ as process_key, o.annotation_ as annotation,
						  (select p.business_key_ from act_hi_procinst p where p.id_ = o.proc_inst_id_) as case_no,
						  (select d.name_ from act_re_procdef d where d.id_ = o.proc_def_id_) as process_name,
						  (select t.name_ from act_hi_taskinst t where t.id_ = o.task_id_) as task_name
						from (select * from act_hi_op_log o where\s""")
			.append(where.sql());
		if (cursor != null) {
			sql.append(" and (o.timestamp_, o.id_) < (:afterTime, :afterId)");
		}
		sql.append(" order by o.timestamp_ desc, o.id_ desc limit ")
			.append(limit)
			.append(") o order by o.timestamp_ desc, o.id_ desc");
		JdbcClient.StatementSpec statement = this.jdbc.sql(sql.toString()).params(where.parameters());
		if (cursor != null) {
			statement = statement.param("afterTime", Moments.cursor(cursor[0])).param("afterId", cursor[1]);
		}
		return statement.query(Found.class).list();
	}

	private Operation operation(Found row, Map<String, String> names) {
		return new Operation(row.id(), this.moments.zoned(row.at()), row.userId(),
				(row.userId() != null) ? names.computeIfAbsent(row.userId(), this.departments::displayName) : null,
				row.operation(), OperationLabels.operation(row.operation()), row.entity(),
				OperationLabels.entity(row.entity()), row.property(), OperationLabels.property(row.property()),
				OperationLabels.value(row.property(), row.oldValue(), this.moments.zone()),
				OperationLabels.value(row.property(), row.newValue(), this.moments.zone()), row.caseNo(),
				row.instanceId(), row.processKey(), row.processName(), row.taskName(), row.annotation());
	}

	private static String[] position(Found last) {
		return new String[] { last.at().toString(), last.id() };
	}

}
