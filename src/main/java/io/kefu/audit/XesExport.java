package io.kefu.audit;

import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes an event log in XES 1.0 (IEEE 1849), instance by instance.
 * <p>
 * A trace is one process instance, not one case: mining tools look for the model behind
 * the traces, and a case is several models. The attributes {@code caseNo} and
 * {@code root} join the traces of a case. A step of a person is scheduled, assigned and
 * completed or withdrawn; what the application does starts and completes or is aborted;
 * an event of the model only completes. Gateways and scopes are no events.
 */
@Component
class XesExport {

	private static final int BATCH = 200;

	private static final String VERSION = "1.0";

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

	private final JdbcClient jdbc;

	private final Instances instances;

	private final Moments moments;

	XesExport(JdbcClient jdbc, Instances instances, Moments moments) {
		this.jdbc = jdbc;
		this.instances = instances;
		this.moments = moments;
	}

	/**
	 * Writes the log.
	 * @param filter which instances, in which order
	 * @param visible keys of the processes that the user may see
	 * @param limit how many instances at most
	 * @param out where to write UTF-8; stays open
	 */
	void write(InstanceFilter filter, Set<String> visible, int limit, OutputStream out) {
		try {
			Log log = new Log(out);
			List<Instances.Row> batch = new ArrayList<>();
			boolean more = this.instances.each(filter, visible, limit, (row) -> {
				batch.add(row);
				if (batch.size() == BATCH) {
					traces(batch, log);
					batch.clear();
				}
			});
			traces(batch, log);
			if (more) {
				log.cutOff(limit);
			}
			log.end();
		}
		catch (XMLStreamException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void traces(List<Instances.Row> rows, Log log) {
		Map<String, List<Step>> steps = new LinkedHashMap<>();
		Map<String, String> roots = new LinkedHashMap<>();
		rows.forEach((row) -> steps.put(row.id(), new ArrayList<>()));
		if (rows.isEmpty()) {
			return;
		}
		this.jdbc.sql("select id_, root_proc_inst_id_ from act_hi_procinst where id_ in (:ids)")
			.param("ids", steps.keySet())
			.query((row) -> {
				roots.put(row.getString("id_"), row.getString("root_proc_inst_id_"));
			});
		this.jdbc.sql("""
				select a.*, coalesce((select o.user_id_ from act_hi_op_log o
				    where o.task_id_ = a.task_id_ and o.operation_type_ = 'Complete' limit 1), a.assignee_) as done_by
				from act_hi_actinst a where a.proc_inst_id_ in (:ids) and a.act_type_ not like '%Gateway'
				  and a.act_type_ not in ('multiInstanceBody', 'subProcess', 'transaction', 'adHocSubProcess')""")
			.param("ids", steps.keySet())
			.query((row) -> {
				addRun(row, steps.get(row.getString("proc_inst_id_")));
			});
		this.jdbc.sql("""
				select a.proc_inst_id_, a.id_, a.act_id_, a.act_name_, a.act_type_, a.sequence_counter_,
				  l.timestamp_, l.user_id_
				from act_hi_identitylink l join act_hi_actinst a on a.task_id_ = l.task_id_
				where a.proc_inst_id_ in (:ids) and l.type_ = 'assignee' and l.operation_type_ = 'add'""")
			.param("ids", steps.keySet())
			.query((row) -> {
				steps.get(row.getString("proc_inst_id_"))
					.add(step(row, "assign", row.getTimestamp("timestamp_"), row.getString("user_id_"), 1));
			});
		for (Instances.Row row : rows) {
			List<Step> trace = steps.get(row.id());
			trace.sort(Comparator.comparing(Step::at).thenComparing(Step::counter).thenComparing(Step::order));
			try {
				log.trace(row, roots.get(row.id()), trace);
			}
			catch (XMLStreamException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private void addRun(ResultSet row, List<Step> steps) throws SQLException {
		String type = row.getString("act_type_");
		Timestamp end = row.getTimestamp("end_time_");
		boolean person = type.equals("userTask");
		boolean lasts = type.endsWith("Task") || type.equals("callActivity");
		if (lasts) {
			steps.add(step(row, person ? "schedule" : "start", row.getTimestamp("start_time_"), null, 0));
		}
		if (end != null) {
			boolean canceled = row.getInt("act_inst_state_") == 2;
			String aborted = person ? "withdraw" : "ate_abort";
			steps.add(step(row, canceled ? aborted : "complete", end, canceled ? null : row.getString("done_by"), 2));
		}
	}

	private Step step(ResultSet row, String transition, Timestamp at, String resource, int order) throws SQLException {
		String name = row.getString("act_name_");
		return new Step(row.getString("id_"), row.getString("act_id_"),
				(name != null && !name.isBlank()) ? name : row.getString("act_id_"), row.getString("act_type_"),
				transition, this.moments.zoned(at.toInstant()), resource, row.getLong("sequence_counter_"), order);
	}

	/**
	 * An event of the log.
	 *
	 * @param counter grows along the path: of what has the same millisecond it tells the
	 * order
	 */
	private record Step(String runId, String activityId, String name, String type, String transition, OffsetDateTime at,
			String resource, long counter, int order) {
	}

	/**
	 * The document.
	 */
	private static final class Log {

		private final XMLStreamWriter xml;

		Log(OutputStream out) throws XMLStreamException {
			this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
			this.xml.writeStartDocument("UTF-8", "1.0");
			newLine();
			this.xml.writeStartElement("log");
			this.xml.writeAttribute("xes.version", VERSION);
			this.xml.writeAttribute("xes.features", "");
			for (String extension : List.of("Concept", "Lifecycle", "Organizational", "Time")) {
				extension(extension);
			}
			this.xml.writeStartElement("global");
			this.xml.writeAttribute("scope", "trace");
			attribute("string", "concept:name", "?");
			this.xml.writeEndElement();
			this.xml.writeStartElement("global");
			this.xml.writeAttribute("scope", "event");
			attribute("string", "concept:name", "?");
			attribute("string", "lifecycle:transition", "complete");
			attribute("date", "time:timestamp", "1970-01-01T08:00:00.000+08:00");
			this.xml.writeEndElement();
			classifier("Activity", "concept:name");
			classifier("ActivityAndTransition", "concept:name lifecycle:transition");
			attribute("string", "concept:name", "Kefu");
			attribute("string", "lifecycle:model", "standard");
			newLine();
		}

		private void extension(String name) throws XMLStreamException {
			Map<String, String> files = Map.of("Concept", "concept", "Lifecycle", "lifecycle", "Organizational", "org",
					"Time", "time");
			this.xml.writeEmptyElement("extension");
			this.xml.writeAttribute("name", name);
			this.xml.writeAttribute("prefix", files.get(name));
			this.xml.writeAttribute("uri", "http://www.xes-standard.org/" + files.get(name) + ".xesext");
		}

		private void classifier(String name, String keys) throws XMLStreamException {
			this.xml.writeEmptyElement("classifier");
			this.xml.writeAttribute("name", name);
			this.xml.writeAttribute("scope", "event");
			this.xml.writeAttribute("keys", keys);
		}

		void trace(Instances.Row row, String root, List<Step> steps) throws XMLStreamException {
			this.xml.writeStartElement("trace");
			attribute("string", "concept:name", row.id());
			attribute("string", "caseNo", row.caseNo());
			attribute("string", "root", root);
			attribute("string", "process", row.processKey());
			attribute("string", "processName", row.processName());
			attribute("int", "version", (row.version() != null) ? row.version().toString() : null);
			attribute("string", "state", row.state());
			attribute("string", "severity", row.severity());
			attribute("int", "missedDeadlines", String.valueOf(row.missed()));
			for (Step step : steps) {
				this.xml.writeStartElement("event");
				attribute("string", "concept:name", step.name());
				attribute("string", "concept:instance", step.runId());
				attribute("string", "org:resource", step.resource());
				attribute("date", "time:timestamp", TIME.format(step.at()));
				attribute("string", "lifecycle:transition", step.transition());
				attribute("string", "activityId", step.activityId());
				attribute("string", "activityType", step.type());
				this.xml.writeEndElement();
			}
			this.xml.writeEndElement();
			newLine();
		}

		private void attribute(String type, String key, String value) throws XMLStreamException {
			if (value != null) {
				this.xml.writeEmptyElement(type);
				this.xml.writeAttribute("key", key);
				this.xml.writeAttribute("value", readable(value));
			}
		}

		/** Without what XML cannot hold at all. */
		private static String readable(String value) {
			return value.codePoints()
				.filter((c) -> c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF)
						|| (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000)
				.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
				.toString();
		}

		private void newLine() throws XMLStreamException {
			this.xml.writeCharacters("\n");
		}

		/** Nobody is to take a part for the whole; the standard has no word for it. */
		void cutOff(int limit) throws XMLStreamException {
			this.xml.writeComment("实例超过" + limit + "个，其余未导出，请缩小筛选范围");
		}

		void end() throws XMLStreamException {
			this.xml.writeEndElement();
			this.xml.writeEndDocument();
			this.xml.flush();
		}

	}

}
