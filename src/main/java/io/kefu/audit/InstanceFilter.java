package io.kefu.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.kefu.problem.InvalidInputException;
import jakarta.ws.rs.core.MultivaluedMap;

/**
 * Which instances are asked for, and in which order. Null means no limit.
 *
 * @param caseNo case number, or how it begins
 * @param process key of the process
 * @param version version of the process, only together with the process
 * @param state active, completed, terminated or withdrawn
 * @param from first day on which the instance was started
 * @param to last day on which it was started
 * @param participant login of who had a task of it or did something to it
 * @param severity A to D
 * @param missed whether at least one deadline was missed, or none
 * @param clock name of a deadline that was missed, as people read it, null for any
 * @param sort order
 * @param descending whether the greatest comes first
 */
record InstanceFilter(String caseNo, String process, Integer version, String state, LocalDate from, LocalDate to,
		String participant, String severity, Boolean missed, String clock, Sort sort, boolean descending) {

	static final List<String> STATES = List.of("active", "completed", "terminated", "withdrawn");

	private static final List<String> SEVERITIES = List.of("A", "B", "C", "D");

	private static final Map<String, Sort> SORTS = Map.of("startedAt", Sort.STARTED_AT, "endedAt", Sort.ENDED_AT,
			"duration", Sort.DURATION, "caseNo", Sort.CASE_NO);

	/**
	 * What to order by. The expressions are those of the indices in V20; what runs has
	 * neither end nor duration and counts as the latest and longest.
	 */
	enum Sort {

		STARTED_AT("i.start_time_", "timestamp", " + interval '0'"),

		ENDED_AT("coalesce(i.end_time_, 'infinity'::timestamp)", "timestamp", " + interval '0'"),

		DURATION("coalesce(i.duration_, 9223372036854775807)", "bigint", " + 0"),

		CASE_NO("(coalesce(i.business_key_, '') collate \"C\")", "text", " || ''");

		private final String expression;

		private final String type;

		private final String nothing;

		Sort(String expression, String type, String nothing) {
			this.expression = expression;
			this.type = type;
			this.nothing = nothing;
		}

		/** The same order, for which no index is walked: PostgreSQL sorts. */
		String withoutIndex() {
			return this.expression + this.nothing;
		}

		String expression() {
			return this.expression;
		}

		String type() {
			return this.type;
		}

	}

	/**
	 * Reads the query parameters.
	 * @param query parameters of the URL
	 * @return the filter
	 * @throws InvalidInputException (400) naming the field that makes no sense
	 */
	static InstanceFilter of(MultivaluedMap<String, String> query) {
		LocalDate from = Parameters.date("from", query.getFirst("from"));
		LocalDate to = Parameters.date("to", query.getFirst("to"));
		Parameters.requireOrder(from, to);
		String process = Parameters.text("process", query.getFirst("process"));
		Integer version = Parameters.number("version", query.getFirst("version"));
		if (version != null && process == null) {
			throw InvalidInputException.of("version", "按版本“version”查询时须同时选择流程“process”");
		}
		String sort = Parameters.oneOf("sort", query.getFirst("sort"),
				List.of("startedAt", "endedAt", "duration", "caseNo"));
		String order = Parameters.oneOf("order", query.getFirst("order"), List.of("asc", "desc"));
		return new InstanceFilter(Parameters.text("caseNo", query.getFirst("caseNo")), process, version,
				Parameters.oneOf("state", query.getFirst("state"), STATES), from, to,
				Parameters.text("participant", query.getFirst("participant")),
				Parameters.oneOf("severity", query.getFirst("severity"), SEVERITIES),
				Parameters.yesNo("missed", query.getFirst("missed")), Parameters.text("clock", query.getFirst("clock")),
				(sort != null) ? SORTS.get(sort) : Sort.STARTED_AT, !"asc".equals(order));
	}

}
