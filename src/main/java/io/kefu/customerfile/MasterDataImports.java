package io.kefu.customerfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import javax.sql.DataSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Loads files of master data in the background, one at a time over all nodes, and keeps a
 * record of each. The connection that loads holds a lock of the database as long as it
 * lives; so a record that says it is running while nobody holds the lock was interrupted.
 */
@Component
class MasterDataImports implements DisposableBean {

	static final int PAGE_SIZE = 50;

	/** Any number no other lock of ours has. */
	private static final long LOCK = 20_261_123L;

	private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

	private static final Logger log = LoggerFactory.getLogger(MasterDataImports.class);

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final String LINE = """
			id, kind, file_name, file_bytes, dry_run, started_by, started_at, finished_at, state, phase, encoding,
			lines_read, lines_total, counts, rejected_total, message""";

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final ZoneId zone;

	private final Predicate<String> isLogin;

	private final ExecutorService worker = Executors
		.newSingleThreadExecutor((work) -> new Thread(work, "master-data-import"));

	@Autowired
	MasterDataImports(DataSource dataSource, Clock engineClock, @Value("${kefu.calendar.zone}") ZoneId zone,
			Departments departments) {
		this(dataSource, engineClock, zone, departments::isUser);
	}

	MasterDataImports(DataSource dataSource, Clock clock, ZoneId zone, Predicate<String> isLogin) {
		this.dataSource = dataSource;
		this.jdbc = JdbcClient.create(dataSource);
		this.clock = clock;
		this.zone = zone;
		this.isLogin = isLogin;
	}

	/**
	 * Begins to load a file.
	 * @param kind what is in it
	 * @param dryRun whether to check only
	 * @param fileName how the user calls it
	 * @param path where it is; deleted at the end, however it ends
	 * @param user login of whoever uploaded it
	 * @return id of the record
	 * @throws InvalidInputException (400) for the field {@code file} when it cannot be
	 * read or lacks a column; (409) while another file is being loaded
	 * @throws IOException when the file is not there
	 */
	long start(ImportKind kind, boolean dryRun, String fileName, Path path, String user) throws IOException {
		boolean handedOver = false;
		Connection connection = null;
		try {
			TableFile file = TableFile.open(path);
			MasterData data = switch (kind) {
				case CUSTOMERS -> new CustomerData(this.isLogin);
				case UNITS -> new UnitData(LocalDate.ofInstant(this.clock.instant(), this.zone));
			};
			FileLoad.header(file, data);
			connection = lock();
			markInterrupted();
			long id = insert(kind, dryRun, fileName, file, user);
			Connection locked = connection;
			this.worker.execute(() -> run(id, file, data, dryRun, locked));
			handedOver = true;
			return id;
		}
		finally {
			if (!handedOver) {
				release(connection, path);
			}
		}
	}

	/**
	 * The record of one attempt.
	 * @param id its id
	 * @return the record with the lines that were refused
	 * @throws InvalidInputException (404) when there is none
	 */
	ImportRecord find(long id) {
		ImportRecord found = read(id);
		if (found.state().equals("RUNNING") && !isLocked()) {
			markInterrupted();
			return read(id);
		}
		return found;
	}

	/**
	 * The attempts, newest first.
	 * @param page page number from 0
	 * @return at most {@value #PAGE_SIZE}, without the refused lines
	 */
	List<ImportRecord> list(int page) {
		return this.jdbc.sql("select " + LINE + " from master_data_import order by id desc limit ? offset ?")
			.params(PAGE_SIZE, (long) PAGE_SIZE * page)
			.query((row, index) -> map(row, null))
			.list();
	}

	/** Waits a little for a load at work; what is not finished then is rolled back. */
	@Override
	public void destroy() throws InterruptedException {
		this.worker.shutdown();
		if (!this.worker.awaitTermination(10, TimeUnit.SECONDS)) {
			this.worker.shutdownNow();
		}
	}

	private void run(long id, TableFile file, MasterData data, boolean dryRun, Connection connection) {
		try {
			FileLoad.Result result = new FileLoad(file, data, new Reporter(id)).run(connection, dryRun);
			String state = !result.rejections().isEmpty() ? "REJECTED" : dryRun ? "CHECKED" : "IMPORTED";
			finish(id, state, result);
		}
		catch (InvalidInputException ex) {
			fail(id, ex.detail());
		}
		catch (SQLException | IOException | RuntimeException ex) {
			log.error("Loading master data failed, import {}", id, ex);
			fail(id, "系统发生错误，文件没有导入，请联系管理员");
		}
		finally {
			release(connection, file.path());
		}
	}

	/** Writes down from time to time how far a load is, beside its transaction. */
	private final class Reporter implements FileLoad.Progress {

		private final long id;

		private long lines;

		private long last = System.nanoTime();

		private Reporter(long id) {
			this.id = id;
		}

		@Override
		public void reading(long lines) {
			this.lines = lines;
			if (System.nanoTime() - this.last > PROGRESS_NANOS) {
				this.last = System.nanoTime();
				if (Thread.currentThread().isInterrupted()) {
					throw InvalidInputException.conflict("系统正在停止，文件没有导入，请稍后重试");
				}
				write("读取文件");
			}
		}

		@Override
		public void entered(String phase) {
			write(phase);
		}

		private void write(String phase) {
			MasterDataImports.this.jdbc.sql("update master_data_import set phase = ?, lines_read = ? where id = ?")
				.params(phase, this.lines, this.id)
				.update();
		}

	}

	private long insert(ImportKind kind, boolean dryRun, String fileName, TableFile file, String user)
			throws IOException {
		return this.jdbc
			.sql("""
					insert into master_data_import (kind, file_name, file_bytes, dry_run, started_by, started_at, state, phase,
					  encoding, lines_total)
					values (:kind, :fileName, :bytes, :dryRun, :user, :now, 'RUNNING', '等待开始', :encoding, :lines) returning id""")
			.param("kind", kind.code())
			.param("fileName", fileName)
			.param("bytes", Files.size(file.path()))
			.param("dryRun", dryRun)
			.param("user", user)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("encoding", file.encoding())
			.param("lines", Math.max(0, file.lineCount() - 1))
			.query(Long.class)
			.single();
	}

	private void finish(long id, String state, FileLoad.Result result) {
		this.jdbc.sql("""
				update master_data_import set state = :state, phase = '完成', finished_at = :now, lines_read = :lines,
				  counts = cast(:counts as jsonb), rejected_total = :total, rejected_lines = cast(:rejected as jsonb)
				where id = :id""")
			.param("state", state)
			.param("now", Timestamp.from(this.clock.instant()))
			.param("lines", result.lines())
			.param("counts", json(result.counts()))
			.param("total", result.rejections().total())
			.param("rejected", json(result.rejections().lines()))
			.param("id", id)
			.update();
	}

	private void fail(long id, String message) {
		this.jdbc.sql("update master_data_import set state = 'FAILED', finished_at = ?, message = ? where id = ?")
			.params(Timestamp.from(this.clock.instant()), message, id)
			.update();
	}

	private void markInterrupted() {
		this.jdbc.sql("""
				update master_data_import set state = 'FAILED', finished_at = ?, message = '程序中途停止，文件没有导入，请重新上传'
				where state = 'RUNNING'""").param(Timestamp.from(this.clock.instant())).update();
	}

	private Connection lock() {
		try {
			Connection connection = this.dataSource.getConnection();
			if (ask(connection, "select pg_try_advisory_lock(?)")) {
				return connection;
			}
			connection.close();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		throw InvalidInputException.conflict("另一个文件正在导入，请等它完成后再试");
	}

	/** The database frees the lock of a connection that is gone. */
	private boolean isLocked() {
		return this.jdbc
			.sql("""
					select exists (select 1 from pg_locks where locktype = 'advisory' and classid = 0 and objid = ? and objsubid = 1
					  and database = (select oid from pg_database where datname = current_database()))""")
			.param(LOCK)
			.query(Boolean.class)
			.single();
	}

	private static void release(Connection connection, Path path) {
		try {
			if (connection != null) {
				try (connection) {
					ask(connection, "select pg_advisory_unlock(?)");
				}
			}
			Files.deleteIfExists(path);
		}
		catch (SQLException | IOException ex) {
			log.warn("Cleaning up after loading master data failed", ex);
		}
	}

	private static boolean ask(Connection connection, String question) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(question)) {
			statement.setLong(1, LOCK);
			try (ResultSet answer = statement.executeQuery()) {
				return answer.next() && answer.getBoolean(1);
			}
		}
	}

	private ImportRecord read(long id) {
		return this.jdbc.sql("select " + LINE + ", rejected_lines from master_data_import where id = ?")
			.param(id)
			.query((row, index) -> map(row, parse(row.getString("rejected_lines"), new TypeReference<>() {
			})))
			.optional()
			.orElseThrow(() -> InvalidInputException.notFound("导入记录" + id + "不存在"));
	}

	private ImportRecord map(ResultSet row, List<RejectedLine> rejected) throws SQLException {
		Map<String, Long> counts = parse(row.getString("counts"), new TypeReference<>() {
		});
		return new ImportRecord(row.getLong("id"), row.getString("kind"), row.getString("file_name"),
				row.getLong("file_bytes"), row.getBoolean("dry_run"), row.getString("started_by"),
				time(row, "started_at"), time(row, "finished_at"), row.getString("state"), row.getString("phase"),
				row.getString("encoding"), row.getLong("lines_read"), row.getLong("lines_total"), counts,
				row.getLong("rejected_total"), rejected, row.getString("message"));
	}

	private OffsetDateTime time(ResultSet row, String column) throws SQLException {
		OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
		return (value != null) ? value.atZoneSameInstant(this.zone).toOffsetDateTime() : null;
	}

	private static String json(Object value) {
		try {
			return JSON.writeValueAsString(value);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static <T> T parse(String json, TypeReference<T> type) {
		try {
			return (json != null) ? JSON.readValue(json, type) : null;
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
