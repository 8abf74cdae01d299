package io.kefu.customerfile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kefu.problem.InvalidInputException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Loads one file in one transaction: all lines go to a temporary table over COPY, are
 * checked there, and are written by a few statements, all of them or none.
 */
final class FileLoad {

	private final TableFile file;

	private final MasterData data;

	private final Progress progress;

	private final Rejections rejections = new Rejections();

	private long lines;

	/**
	 * Prepares a load.
	 * @param file what to load
	 * @param data what is in it
	 * @param progress who wants to know how far it is
	 */
	FileLoad(TableFile file, MasterData data, Progress progress) {
		this.file = file;
		this.data = data;
		this.progress = progress;
	}

	/** Told of every line and phase. */
	interface Progress {

		void reading(long lines);

		void entered(String phase);

	}

	/**
	 * How a load ended.
	 *
	 * @param lines lines read, without the header
	 * @param counts what was written, or would be; empty when something was rejected
	 * @param rejections what is wrong with the file
	 */
	record Result(long lines, Map<String, Long> counts, Rejections rejections) {
	}

	/**
	 * Loads the file.
	 * @param connection a connection without a transaction; it has none afterwards
	 * @param dryRun whether to undo everything at the end
	 * @return what came out
	 * @throws InvalidInputException (400) for the field {@code file} when it cannot be
	 * read; (409) when others changed the same data meanwhile. Nothing is changed then.
	 * @throws IOException when the file is not there any more
	 * @throws SQLException when the database fails
	 */
	Result run(Connection connection, boolean dryRun) throws IOException, SQLException {
		boolean commit = false;
		connection.setAutoCommit(false);
		try {
			JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
			jdbc.sql("create temporary table staged (line_no bigint, " + this.data.staging() + ") on commit drop")
				.update();
			stage(connection);
			jdbc.sql("analyze staged").update();
			check(jdbc);
			Map<String, Long> counts = this.rejections.isEmpty() ? write(jdbc) : Map.of();
			commit = this.rejections.isEmpty() && !dryRun;
			return new Result(this.lines, counts, this.rejections);
		}
		finally {
			end(connection, commit);
		}
	}

	private static void end(Connection connection, boolean commit) throws SQLException {
		if (commit) {
			connection.commit();
		}
		else {
			connection.rollback();
		}
		connection.setAutoCommit(true);
	}

	/**
	 * Where each column stands.
	 * @param file the file
	 * @param data what should be in it
	 * @return index by Chinese name
	 * @throws InvalidInputException (400) for the field {@code file} when a column is
	 * missing, not known or repeated
	 * @throws IOException when the file cannot be read
	 */
	static Map<String, Integer> header(TableFile file, MasterData data) throws IOException {
		try (Stream<TableFile.Line> lines = file.lines()) {
			return header(lines.findFirst().orElseThrow(() -> refused("文件里没有内容")), data);
		}
	}

	private static Map<String, Integer> header(TableFile.Line line, MasterData data) {
		return line.header(data.columns().stream().map(MasterData.Column::name).toList(),
				data.columns().stream().filter(MasterData.Column::required).map(MasterData.Column::name).toList());
	}

	private void stage(Connection connection) throws IOException, SQLException {
		this.progress.entered("读取文件");
		try (Stream<TableFile.Line> all = this.file.lines();
				PGCopyOutputStream copy = new PGCopyOutputStream(connection.unwrap(PGConnection.class),
						"copy staged from stdin", 1 << 16);
				Writer out = new BufferedWriter(new OutputStreamWriter(copy, StandardCharsets.UTF_8), 1 << 16)) {
			Iterator<TableFile.Line> lines = all.iterator();
			Map<String, Integer> header = header(lines.next(), this.data);
			while (lines.hasNext()) {
				TableFile.Line line = lines.next();
				refuseCellsWithoutColumn(line, header);
				List<Object> row = this.data.stage(new Fields(line, header, this.file.firstDay(), this.rejections));
				out.write(Long.toString(line.number()));
				for (Object value : row) {
					out.write('\t');
					out.write(escape(value));
				}
				out.write('\n');
				this.progress.reading(++this.lines);
			}
		}
		if (this.lines == 0) {
			this.rejections.add(new RejectedLine(1, null, "表头下面没有数据", null));
		}
	}

	private void refuseCellsWithoutColumn(TableFile.Line line, Map<String, Integer> header) {
		for (int i = 0; i < line.cells().size(); i++) {
			if (!line.cells().get(i).isBlank() && !header.containsValue(i)) {
				this.rejections.add(new RejectedLine(line.number(), "第" + (i + 1) + "列", "没有列名，可能多了一个逗号",
						line.cells().get(i).strip()));
				return;
			}
		}
	}

	private void check(JdbcClient jdbc) {
		this.progress.entered("核对数据");
		for (MasterData.Check check : this.data.checks()) {
			List<RejectedLine> found = jdbc
				.sql(check.sql() + " order by s.line_no limit " + (this.rejections.room() + 1))
				.query((row, index) -> new RejectedLine(row.getLong("line_no"), check.column(), row.getString("reason"),
						row.getString("value")))
				.list();
			int room = this.rejections.room();
			found.stream().limit(room).forEach(this.rejections::add);
			if (found.size() > room) {
				long all = jdbc.sql("select count(*) from (" + check.sql() + ") rejected").query(Long.class).single();
				this.rejections.addUnseen(all - room);
			}
		}
	}

	private Map<String, Long> write(JdbcClient jdbc) {
		Map<String, Long> counts = new LinkedHashMap<>();
		for (MasterData.Step step : this.data.steps()) {
			this.progress.entered(step.phase());
			jdbc.sql(step.sql())
				.query()
				.singleRow()
				.forEach((name, count) -> counts.put(name, ((Number) count).longValue()));
		}
		if (jdbc.sql(this.data.verification()).query(Long.class).single() > 0) {
			throw InvalidInputException.conflict("导入期间有人改动了同一批数据，文件没有导入，请重试");
		}
		return counts;
	}

	private static String escape(Object value) {
		if (value == null) {
			return "\\N";
		}
		if (value instanceof Boolean bool) {
			return bool ? "t" : "f";
		}
		return value.toString().replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
	}

	private static InvalidInputException refused(String reason) {
		return InvalidInputException.of("file", reason);
	}

}
