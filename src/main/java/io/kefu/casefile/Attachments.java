package io.kefu.casefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The files attached to cases (S1-04). They stay as they were uploaded; the database
 * refuses changes.
 */
@Component
class Attachments {

	static final int MAX_MEGABYTES = 10;

	static final long MAX_BYTES = MAX_MEGABYTES * 1024L * 1024L;

	/** Of one case: they are kept in the database. */
	static final int MAX_FILES = 100;

	private static final String SELECT = """
			select id, file_name, media_type, size, sha256, uploaded_at, uploaded_by from case_attachment
			""";

	private final JdbcClient jdbc;

	private final Clock clock;

	private final ZoneId zone;

	private final CaseEvents events;

	private final Departments departments;

	Attachments(JdbcClient jdbc, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone, CaseEvents events,
			Departments departments) {
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.zone = zone;
		this.events = events;
		this.departments = departments;
	}

	/**
	 * Attaches a file to an open case and notes it in the timeline.
	 * @param caseNo number of an existing case
	 * @param user login of who attaches it
	 * @param originalName the name as it came, may be null
	 * @param file the content
	 * @return what was stored
	 * @throws InvalidInputException (400) for the field {@code file}, if it is empty, too
	 * large or of a type that is not taken; (409) if the case is closed, full, or has the
	 * file already
	 * @throws IOException if the file cannot be read
	 */
	@Transactional(rollbackFor = IOException.class)
	Attachment add(String caseNo, String user, String originalName, Path file) throws IOException {
		String name = AttachmentName.of(originalName);
		requireSize(name, Files.size(file));
		AttachmentType type = AttachmentType.of(name, file);
		byte[] content = Files.readAllBytes(file);
		String sha256 = sha256(content);
		// Waits for whoever closes the case or attaches something to it.
		CaseState state = CaseState
			.valueOf(this.jdbc.sql("select state from service_case where case_no = ? for no key update")
				.param(caseNo)
				.query(String.class)
				.single());
		refusal(caseNo, state).ifPresent((reason) -> {
			throw InvalidInputException.conflict(reason);
		});
		requireRoom(caseNo, name, sha256);
		Instant now = this.clock.instant();
		long id = this.jdbc
			.sql("""
					insert into case_attachment (case_no, file_name, media_type, size, sha256, content, uploaded_at, uploaded_by)
					values (?, ?, ?, ?, ?, ?, ?, ?) returning id""")
			.params(caseNo, name, type.mediaType(), content.length, sha256, content, Timestamp.from(now), user)
			.query(Long.class)
			.single();
		this.events.record(caseNo, "ATTACHMENT_ADDED", user, "已上传附件“" + name + "”");
		return find(caseNo, id);
	}

	/**
	 * Why nothing more may be attached to a case.
	 * @param caseNo case number
	 * @param state where it stands
	 * @return the reason in Chinese, empty where there is none
	 */
	static Optional<String> refusal(String caseNo, CaseState state) {
		return state.isFinal() ? Optional.of("案件“" + caseNo + "”" + state.label() + "，不再接受附件") : Optional.empty();
	}

	/**
	 * The attachments of a case, oldest first.
	 * @param caseNo case number
	 * @return empty where there are none
	 */
	@Transactional(readOnly = true)
	List<Attachment> list(String caseNo) {
		return this.jdbc.sql(SELECT + "where case_no = ? order by id").param(caseNo).query(this::map).list();
	}

	/**
	 * One attachment of a case.
	 * @param caseNo case number
	 * @param id the attachment
	 * @return the attachment, never null
	 * @throws InvalidInputException (404) if the case has none such
	 */
	@Transactional(readOnly = true)
	Attachment find(String caseNo, long id) {
		return this.jdbc.sql(SELECT + "where case_no = ? and id = ?")
			.params(caseNo, id)
			.query(this::map)
			.optional()
			.orElseThrow(() -> InvalidInputException.notFound("案件“" + caseNo + "”没有附件“" + id + "”"));
	}

	/**
	 * The file of an attachment.
	 * @param id the attachment
	 * @return the content
	 */
	byte[] content(long id) {
		return this.jdbc.sql("select content from case_attachment where id = ?").param(id).query(byte[].class).single();
	}

	private static void requireSize(String name, long size) {
		if (size == 0) {
			throw InvalidInputException.of("file", "文件“" + name + "”是空的");
		}
		if (size > MAX_BYTES) {
			throw InvalidInputException.of("file", "文件“" + name + "”超过 " + MAX_MEGABYTES + " MB");
		}
	}

	private void requireRoom(String caseNo, String name, String sha256) {
		List<String> known = this.jdbc.sql("select file_name from case_attachment where case_no = ? and sha256 = ?")
			.params(caseNo, sha256)
			.query(String.class)
			.list();
		if (!known.isEmpty()) {
			throw InvalidInputException.conflict("文件“" + name + "”已经上传过，名称为“" + known.get(0) + "”");
		}
		long files = this.jdbc.sql("select count(*) from case_attachment where case_no = ?")
			.param(caseNo)
			.query(Long.class)
			.single();
		if (files >= MAX_FILES) {
			throw InvalidInputException.conflict("案件“" + caseNo + "”已有" + MAX_FILES + "个附件，不能再上传");
		}
	}

	private static String sha256(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Attachment map(ResultSet row, int index) throws SQLException {
		return new Attachment(row.getLong("id"), row.getString("file_name"), row.getString("media_type"),
				row.getInt("size"), row.getString("sha256"),
				row.getObject("uploaded_at", OffsetDateTime.class).atZoneSameInstant(this.zone).toOffsetDateTime(),
				row.getString("uploaded_by"), this.departments.displayName(row.getString("uploaded_by")));
	}

}
