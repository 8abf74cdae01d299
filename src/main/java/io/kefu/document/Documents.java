package io.kefu.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.CaseLabels;
import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The documents of cases. A document is rendered once and kept for good, so that the case
 * file holds what was really given out; the database refuses changes.
 */
@Component
public class Documents {

	private static final String ACTOR = "system";

	private static final String SELECT = """
			select id, kind, title, document_no, size, created_at, created_by from case_document where case_no = ?
			""";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final ZoneId zone;

	private final Cases cases;

	private final CaseEvents events;

	private final Departments departments;

	private final DocumentTemplates templates;

	Documents(JdbcClient jdbc, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone, Cases cases,
			CaseEvents events, Departments departments, DocumentTemplates templates) {
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.zone = zone;
		this.cases = cases;
		this.events = events;
		this.departments = departments;
		this.templates = templates;
	}

	/**
	 * Renders {@code templates/document/<kind>.html}, stores it with the case and notes
	 * it in the timeline, all in the current transaction. Creating the same document
	 * twice (same case, kind and step) is creating it once.
	 * @param caseNo case number
	 * @param kind name of a template
	 * @param stepKey what makes this document one of its own, usually the activity
	 * instance
	 * @param model values for the template; points in time as it takes them
	 * ({@link DocumentDates}); values may be null. The template gets, besides,
	 * {@code serviceCase}, {@code kindLabel}, {@code severityLabel},
	 * {@code complaintLevelLabel}, {@code channelLabel}, {@code departmentLabel},
	 * {@code documentNo}, {@code createdAt}, {@code companyName} and {@code dates}
	 * @return the document's id
	 * @throws InvalidInputException (404) if there is no such case
	 * @throws IllegalArgumentException if there is no such template
	 */
	@Transactional
	public long create(String caseNo, String kind, String stepKey, Map<String, Object> model) {
		ServiceCase serviceCase = this.cases.find(caseNo);
		// One document of a case after the other: numbers have no gaps and none twice.
		this.jdbc.sql("select 1 from service_case where case_no = ? for no key update")
			.param(caseNo)
			.query(Integer.class)
			.single();
		return this.jdbc.sql("select id from case_document where case_no = ? and kind = ? and step_key = ?")
			.params(caseNo, kind, stepKey)
			.query(Long.class)
			.optional()
			.orElseGet(() -> store(serviceCase, kind, stepKey, model));
	}

	/**
	 * Renders {@code templates/document/<kind>.html} without storing it: for what shows
	 * the state of a moment and is no part of the case file.
	 * @param kind name of a template
	 * @param model values for the template, with {@code documentNo} and
	 * {@code createdAt}; values may be null
	 * @return the PDF file
	 * @throws IllegalArgumentException if there is no such template
	 */
	public byte[] render(String kind, Map<String, Object> model) {
		return this.templates.render(kind, model).content();
	}

	private long store(ServiceCase serviceCase, String kind, String stepKey, Map<String, Object> model) {
		String caseNo = serviceCase.caseNo();
		Instant now = this.clock.instant();
		String documentNo = "%s-%02d".formatted(caseNo,
				this.jdbc.sql("select count(*) + 1 from case_document where case_no = ?")
					.param(caseNo)
					.query(Long.class)
					.single());
		Map<String, Object> values = new HashMap<>(model);
		values.putAll(facts(serviceCase));
		values.put("documentNo", documentNo);
		values.put("createdAt", now);
		Pdf pdf = this.templates.render(kind, values);
		this.events.record(caseNo, "DOCUMENT_CREATED", ACTOR, "已生成《%s》（%s）".formatted(pdf.title(), documentNo));
		return this.jdbc
			.sql("""
					insert into case_document (case_no, document_no, kind, title, step_key, content, size, created_at, created_by)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")
			.params(caseNo, documentNo, kind, pdf.title(), stepKey, pdf.content(), pdf.content().length,
					Timestamp.from(now), ACTOR)
			.query(Long.class)
			.single();
	}

	private Map<String, Object> facts(ServiceCase serviceCase) {
		String department = serviceCase.responsibleDepartment();
		Map<String, Object> facts = new HashMap<>();
		facts.put("serviceCase", serviceCase);
		facts.put("kindLabel", CaseLabels.kind(serviceCase.kind()));
		facts.put("severityLabel", CaseLabels.severity(serviceCase.severity()));
		facts.put("complaintLevelLabel", CaseLabels.complaintLevel(serviceCase.complaintLevel()));
		facts.put("channelLabel", CaseLabels.channel(serviceCase.channel()));
		facts.put("departmentLabel", (department != null) ? this.departments.label(department) : null);
		return facts;
	}

	/**
	 * The documents of a case, oldest first.
	 * @param caseNo case number
	 * @return empty where there are none
	 */
	List<CaseDocument> list(String caseNo) {
		return this.jdbc.sql(SELECT + "order by id").param(caseNo).query(this::map).list();
	}

	/**
	 * One document of a case.
	 * @param caseNo case number
	 * @param idOrKind the document's id, or a kind for the newest of that kind
	 * @return the document, empty where the case has none such
	 */
	Optional<CaseDocument> find(String caseNo, String idOrKind) {
		return this.jdbc.sql(SELECT + "and ? in (kind, cast(id as text)) order by id desc limit 1")
			.params(caseNo, idOrKind)
			.query(this::map)
			.optional();
	}

	/**
	 * The file of a document.
	 * @param id the document
	 * @return the PDF
	 */
	byte[] content(long id) {
		return this.jdbc.sql("select content from case_document where id = ?").param(id).query(byte[].class).single();
	}

	private CaseDocument map(ResultSet row, int index) throws SQLException {
		String title = row.getString("title");
		return new CaseDocument(row.getLong("id"), row.getString("kind"), title,
				title + " " + row.getString("document_no") + ".pdf", row.getInt("size"),
				row.getObject("created_at", OffsetDateTime.class).atZoneSameInstant(this.zone).toOffsetDateTime(),
				row.getString("created_by"));
	}

}
