package io.kefu.faq;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.kefu.casefile.Cases;
import io.kefu.identity.Actor;
import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The entries that answer common questions (S1-38, S3-40). A changed entry is a new
 * version; the former one stays and ends.
 */
@Component
public class Faqs {

	/** What a question says, it says at its beginning. */
	private static final int LONGEST_SEARCH = 200;

	/** More entries are not compared with each other; those used least are left out. */
	private static final int MOST_RANKED = 1500;

	/** Among words that so many have, the use decides more than the rest. */
	private static final int MOST_USED = 200;

	private static final Pattern NOT_SEARCHED = Pattern.compile("[^\\p{L}\\p{N}._/-]+");

	private final JdbcClient jdbc;

	private final Cases cases;

	private final Departments departments;

	private final Actor actor;

	private final Clock clock;

	private final ZoneId zone;

	Faqs(JdbcClient jdbc, Cases cases, Departments departments, Actor actor, @Qualifier("engineClock") Clock clock,
			@Value("${kefu.calendar.zone}") ZoneId zone) {
		this.jdbc = jdbc;
		this.cases = cases;
		this.departments = departments;
		this.actor = actor;
		this.clock = clock;
		this.zone = zone;
	}

	/** A term of a search, and how many entries have it. */
	private record Term(String term, int entries) {
	}

	/**
	 * Finds entries for what somebody asks: Chinese by words of two characters and more,
	 * Latin by whole words. The more of the text an entry has, the earlier it comes;
	 * among equals those for the very product, then those used most.
	 * @param text any text, only its first {@value #LONGEST_SEARCH} characters count; may
	 * be null
	 * @param productModel leaves out entries for other products; null or blank for all
	 * @param on the day on which they must be valid
	 * @param limit the most entries to return
	 * @return the best entries, best first; empty where the text has nothing to search
	 * for
	 */
	public List<FaqEntry> search(String text, String productModel, LocalDate on, int limit) {
		List<Term> terms = this.jdbc.sql(
				"select term, entries from unnest(faq_terms(:text)) as term join faq_term using (term) order by entries, term")
			.param("text", searched(text))
			.query(Term.class)
			.list();
		if (terms.isEmpty()) {
			return List.of();
		}
		// Where even the rarest term is common, the entries used most are read until
		// there are
		// enough; ts_rank instead of @@ keeps the index of terms out of it.
		boolean common = terms.get(0).entries() > MOST_RANKED;
		return this.jdbc
			.sql("""
					with candidate as materialized (
					  select * from faq_entry
					  where %s and valid_from <= :on and coalesce(valid_to >= :on, true)
					    and (cast(:model as text) is null or product_model is null or lower(product_model) = lower(:model))
					  order by uses desc, id limit :most)
					select * from candidate
					order by ts_rank(terms, cast(:all as tsquery)) desc, product_model is not null desc, uses desc, id
					limit :limit"""
				.formatted(common ? "ts_rank(terms, cast(:rare as tsquery)) > 0" : "terms @@ cast(:rare as tsquery)"))
			.param("rare", query(rarest(terms)))
			.param("all", query(terms))
			.param("model", (productModel == null || productModel.isBlank()) ? null : searched(productModel))
			.param("on", on)
			.param("most", common ? MOST_USED : MOST_RANKED)
			.param("limit", limit)
			.query((row, index) -> entry(row))
			.list();
	}

	/** The rarest terms, as many as lead to no more entries than can be ranked. */
	private static List<Term> rarest(List<Term> terms) {
		int count = 1;
		long entries = terms.get(0).entries();
		while (count < terms.size() && entries + terms.get(count).entries() <= MOST_RANKED) {
			entries += terms.get(count).entries();
			count++;
		}
		return terms.subList(0, count);
	}

	/** Terms are letters and digits only. */
	private static String query(List<Term> terms) {
		return terms.stream().map((term) -> "'" + term.term() + "'").collect(Collectors.joining(" | "));
	}

	/**
	 * Adds an entry.
	 * @param question what customers ask; required
	 * @param answer what they are told; required
	 * @param productModel the only product it is about, null for all
	 * @param ownerDepartment group id of the department that answers for it; required
	 * @param validFrom first day of validity; required
	 * @param validTo last day of validity, null if open
	 * @param sourceCaseNo the case it comes from, may be null
	 * @return its id
	 * @throws InvalidInputException if a field is missing or wrong
	 */
	public long add(String question, String answer, String productModel, String ownerDepartment, LocalDate validFrom,
			LocalDate validTo, String sourceCaseNo) {
		return add(new FaqContent(question, answer, productModel, ownerDepartment, validFrom, validTo, sourceCaseNo));
	}

	long add(FaqContent content) {
		require(content);
		return insert(content, null, 0);
	}

	/**
	 * Replaces an entry by a new version, valid from the given day, at the earliest from
	 * today. The former version ends the day before.
	 * @param id the newest version
	 * @param content the new content
	 * @return the id of the new version
	 * @throws InvalidInputException if a field is missing or wrong, the entry does not
	 * exist (404) or was already replaced (409)
	 */
	@Transactional
	long replace(long id, FaqContent content) {
		require(content);
		// Two who change the same version at once: the second waits, and is told.
		FaqEntry former = this.jdbc.sql("select * from faq_entry where id = ? for update")
			.param(id)
			.query((row, index) -> entry(row))
			.optional()
			.orElseThrow(() -> unknown(id));
		if (this.jdbc.sql("select exists (select from faq_entry where replaces = ?)")
			.param(id)
			.query(Boolean.class)
			.single()) {
			throw InvalidInputException.conflict("FAQ条目“" + id + "”已有新版本，请刷新后在新版本上修改");
		}
		LocalDate today = today();
		LocalDate from = content.validFrom().isBefore(today) ? today : content.validFrom();
		FaqContent next = new FaqContent(content.question(), content.answer(), content.productModel(),
				content.ownerDepartment(), from, content.validTo(), content.sourceCaseNo());
		next.require();
		this.jdbc.sql("""
				update faq_entry set valid_to = least(valid_to, greatest(cast(:from as date), valid_from) - 1)
				where id = :id""").param("from", from).param("id", id).update();
		return insert(next, id, former.uses());
	}

	/**
	 * The entry with this id, whether valid or not.
	 * @throws InvalidInputException if there is none (404)
	 */
	FaqEntry find(long id) {
		return this.jdbc.sql("select * from faq_entry where id = ?")
			.param(id)
			.query((row, index) -> entry(row))
			.optional()
			.orElseThrow(() -> unknown(id));
	}

	/**
	 * Remembers that a case was answered with an entry; once per case.
	 * @param id the entry
	 * @param caseNo the case
	 * @throws InvalidInputException if there is no such entry (404)
	 */
	@Transactional
	public void answeredWith(long id, String caseNo) {
		find(id);
		int added = this.jdbc.sql("insert into faq_use (faq_id, case_no, at) values (?, ?, ?) on conflict do nothing")
			.params(id, caseNo, now())
			.update();
		this.jdbc.sql("update faq_entry set uses = uses + ? where id = ?").params(added, id).update();
	}

	/**
	 * The day on which an entry that is added now becomes valid.
	 * @return today in the company's time zone
	 */
	public LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), this.zone);
	}

	private void require(FaqContent content) {
		content.require();
		if (!this.departments.isDepartment(content.ownerDepartment())) {
			throw InvalidInputException.of("ownerDepartment", "责任部门“" + content.ownerDepartment() + "”不存在");
		}
		if (content.sourceCaseNo() != null && this.cases.lookUp(content.sourceCaseNo()).isEmpty()) {
			throw InvalidInputException.of("sourceCaseNo", "来源案件“" + content.sourceCaseNo() + "”不存在");
		}
	}

	private long insert(FaqContent content, Long replaces, int uses) {
		return this.jdbc
			.sql("""
					insert into faq_entry (replaces, question, answer, product_model, owner_department, valid_from, valid_to,
					  source_case_no, uses, created_at, created_by)
					values (:replaces, :question, :answer, :productModel, :ownerDepartment, :validFrom, :validTo,
					  :sourceCaseNo, :uses, :now, :actor) returning id""")
			.param("replaces", replaces)
			.param("question", content.question())
			.param("answer", content.answer())
			.param("productModel", content.productModel())
			.param("ownerDepartment", content.ownerDepartment())
			.param("validFrom", content.validFrom())
			.param("validTo", content.validTo())
			.param("sourceCaseNo", content.sourceCaseNo())
			.param("uses", uses)
			.param("now", now())
			.param("actor", this.actor.current())
			.query(Long.class)
			.single();
	}

	private OffsetDateTime now() {
		return this.clock.instant().atOffset(ZoneOffset.UTC);
	}

	/** Letters and digits only: nothing that the database could not take. */
	private static String searched(String text) {
		String start = Objects.requireNonNullElse(text, "");
		start = start.substring(0, Math.min(start.length(), LONGEST_SEARCH));
		return NOT_SEARCHED.matcher(start).replaceAll(" ").strip();
	}

	private static InvalidInputException unknown(long id) {
		return InvalidInputException.notFound("FAQ条目“" + id + "”不存在");
	}

	private static FaqEntry entry(ResultSet row) throws SQLException {
		return new FaqEntry(row.getLong("id"), row.getString("question"), row.getString("answer"),
				row.getString("product_model"), row.getString("owner_department"),
				row.getObject("valid_from", LocalDate.class), row.getObject("valid_to", LocalDate.class),
				row.getString("source_case_no"), row.getInt("uses"));
	}

}
