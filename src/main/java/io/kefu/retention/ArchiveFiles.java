package io.kefu.retention;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;

import io.kefu.evidence.Archive;
import io.kefu.evidence.Sha256;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The archived files and the record of them. The database refuses to change a record.
 */
@Component
class ArchiveFiles implements Archive {

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Path directory;

	ArchiveFiles(JdbcClient jdbc, Clock engineClock, RetentionProperties properties) {
		this.jdbc = jdbc;
		this.clock = engineClock;
		this.directory = properties.directory().toAbsolutePath();
	}

	Path path(String file) {
		return this.directory.resolve(file);
	}

	void add(ArchiveRecord archived) {
		this.jdbc
			.sql("""
					insert into archive_record (root_id, process_key, case_no, ended_at, events, file, size, sha256, archived_at)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
			.params(archived.rootId(), archived.processKey(), archived.caseNo(), Timestamp.from(archived.endedAt()),
					archived.events(), archived.file(), archived.size(), archived.sha256(),
					Timestamp.from(this.clock.instant()))
			.update();
	}

	@Override
	public State state(String rootId) {
		return this.jdbc.sql("select file, sha256 from archive_record where root_id = ?")
			.param(rootId)
			.query((row, index) -> intact(row.getString("file"), row.getString("sha256")) ? State.INTACT
					: State.DAMAGED)
			.optional()
			.orElse(State.NONE);
	}

	private boolean intact(String file, String sha256) {
		Path path = path(file);
		return Files.isRegularFile(path) && hash(path).equals(sha256);
	}

	/**
	 * Hashes a file.
	 * @param path the file
	 * @return SHA-256 in hexadecimal
	 */
	static String hash(Path path) {
		MessageDigest digest = Sha256.digest();
		try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
			in.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

}
