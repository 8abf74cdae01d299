package io.kefu.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.CaseDriver;
import io.kefu.HistoryDays;
import io.kefu.OwnHistoryTest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Days are sealed, and whatever is altered afterwards is named.
 */
@OwnHistoryTest
class SealsTests {

	@Autowired
	private Seals seals;

	@Autowired
	private SealExport export;

	@Autowired
	private AuditEvents events;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private TaskService tasks;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	private Path directory;

	@BeforeEach
	void processes(@Autowired RepositoryService repository) {
		HistoryDays.deploy(repository);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void dayIsSealedHalfAnHourAfterItIsOverAndOnlyOnce() {
		LocalDate day = dayWithACase();
		HistoryDays.now(day.plusDays(1), "00:29");
		assertThat(this.seals.sealDaysThatAreOver()).doesNotContain(day);
		HistoryDays.now(day.plusDays(1), "00:31");
		assertThat(this.seals.sealDaysThatAreOver()).containsExactly(day);
		assertThat(this.seals.sealDaysThatAreOver()).isEmpty();
		assertThat(this.seals.of(day)).hasValueSatisfying((seal) -> {
			assertThat(seal.events()).isGreaterThan(30);
			assertThat(seal.root()).matches("[0-9a-f]{64}");
		});
		assertThat(this.seals.check(day))
			.hasValueSatisfying((check) -> assertThat(check.findings()).as("nothing was altered").isEmpty());
	}

	@Test
	void factsOfAllKindsAreSealed() {
		LocalDate day = sealedDay();
		assertThat(this.jdbc.sql("select distinct source from audit_seal_event where day = ?")
			.param(day)
			.query(String.class)
			.list()).contains("process-start", "process-end", "activity-start", "activity-end", "task-create",
					"task-end", "variable", "decision", "identity-link", "case-event", "message");
	}

	@Test
	void missedDaysAreCaughtUpAndEachFollowsFromTheOneBefore() {
		LocalDate first = sealedDay();
		LocalDate last = first.plusDays(2);
		HistoryDays.now(last.plusDays(1), "09:00");
		assertThat(this.seals.sealDaysThatAreOver()).containsExactly(first.plusDays(1), last);
		assertThat(this.seals.of(last).orElseThrow().previousRoot())
			.isEqualTo(this.seals.of(first.plusDays(1)).orElseThrow().root());
		assertThat(this.seals.of(first.plusDays(1)).orElseThrow().previousRoot())
			.isEqualTo(this.seals.of(first).orElseThrow().root());
	}

	@Test
	void twoNodesSealADayOnce() throws Exception {
		LocalDate day = dayWithACase();
		HistoryDays.now(day.plusDays(1), "01:00");
		ExecutorService nodes = Executors.newFixedThreadPool(2);
		try {
			Callable<List<LocalDate>> node = this.seals::sealDaysThatAreOver;
			List<LocalDate> sealed = new ArrayList<>();
			for (Future<List<LocalDate>> result : nodes.invokeAll(List.of(node, node))) {
				sealed.addAll(result.get());
			}
			assertThat(sealed).containsOnlyOnce(day).doesNotHaveDuplicates();
		}
		finally {
			nodes.shutdown();
		}
	}

	@Test
	void busyDayIsWrittenWhileItIsReadAndNotKeptInMemory(@Autowired JdbcTemplate template,
			@Autowired TransactionTemplate transaction, @Autowired Clock clock, @Autowired Archive archive) {
		LocalDate busy = sealedDay().plusDays(1);
		int events = 1_250;
		AtomicInteger written = new AtomicInteger();
		AuditEvents source = new AuditEvents(template.getDataSource()) {
			@Override
			public Stream<AuditEvent> of(LocalDate day) {
				return IntStream.rangeClosed(1, events).mapToObj((n) -> {
					if (n == events) {
						written.set(links(busy));
					}
					return new AuditEvent("comment", String.valueOf(n), clock.instant(), null, null, Map.of());
				});
			}
		};
		HistoryDays.now(busy.plusDays(1), "00:31");
		transaction.executeWithoutResult((status) -> {
			assertThat(new Seals(template, transaction, clock, source, archive).sealDaysThatAreOver())
				.containsExactly(busy);
			assertThat(links(busy)).isEqualTo(events);
			status.setRollbackOnly();
		});
		assertThat(written.get()).as("written before the last event was read").isGreaterThan(events / 2);
	}

	@Test
	void longCommentDoesNotKeepItsDayFromBeingSealed() throws IOException {
		LocalDate day = HistoryDays.next();
		HistoryDays.now(day, "10:00");
		Task task = this.cases.task(HistoryDays.start(this.cases), "Task_Called");
		this.tasks.createComment(task.getId(), task.getProcessInstanceId(), "长".repeat(4_000_000));
		seal(day);
		assertIntact(day);
		assertThat(verify(exported(day), null)).startsWith("0 ");
	}

	@Test
	void dayThatCannotBeComparedKeepsNoOtherFromBeingCompared(@Autowired JdbcTemplate template,
			@Autowired TransactionTemplate transaction, @Autowired Clock clock, @Autowired Archive archive,
			@Autowired AlteredHistoryNotice notice) {
		LocalDate altered = sealedDay();
		LocalDate unreadable = sealedDay();
		AuditEvents source = new AuditEvents(template.getDataSource()) {
			@Override
			Stream<Compared> besideTheirSeal(LocalDate day) {
				if (day.equals(unreadable)) {
					throw new IllegalStateException("cannot be read");
				}
				return super.besideTheirSeal(day);
			}
		};
		alter(altered, "answer");
		new SealSchedule(new Seals(template, transaction, clock, source, archive), notice).check();
		assertThat(told(altered)).containsExactly("auditor", "supervision");
	}

	@Test
	void databaseRefusesToChangeASeal() {
		sealedDay();
		for (String change : List.of("update audit_seal set events = 0", "delete from audit_seal_event",
				"truncate audit_seal cascade", "update audit_seal_event set source = 'x'")) {
			assertThatThrownBy(() -> this.jdbc.sql(change).update()).isInstanceOf(DataAccessException.class)
				.hasMessageContaining("append-only");
		}
	}

	@Test
	void workThatGoesOnAfterTheSealAltersNothing() {
		LocalDate day = HistoryDays.next();
		HistoryDays.now(day, "10:00");
		String caseNo = HistoryDays.start(this.cases);
		seal(day);
		LocalDate next = HistoryDays.next();
		HistoryDays.now(next, "10:00");
		Task task = this.cases.task(caseNo, "Task_Called");
		this.tasks.setAssignee(task.getId(), "quality");
		this.tasks.setPriority(task.getId(), 80);
		this.tasks.setDueDate(task.getId(), ClockUtil.getCurrentTime());
		this.tasks.createComment(task.getId(), task.getProcessInstanceId(), "客户要求提前");
		HistoryDays.finish(this.cases, caseNo);
		seal(next);
		assertIntact(day);
		assertIntact(next);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			act_hi_detail        | text_ = 'A 级'           | name_ = 'answer'            | 变量变更
			act_hi_actinst       | assignee_ = 'quality'   | act_id_ = 'Task_GoOn'       | 环节结束
			act_hi_taskinst      | end_time_ = end_time_ + interval '1 second' | task_def_key_ = 'Task_GoOn' | 任务结束
			act_hi_procinst      | state_ = 'COMPLETED!'   | proc_def_key_ = 'history-caller' | 流程结束
			act_hi_identitylink  | user_id_ = 'quality'    | user_id_ = 'customerService' | 人员分派
			act_hi_dec_out       | text_ = 'own'           | var_name_ = 'transport'     | 决策
			notification         | recipient = 'nobody'    | recipient is not null       | 消息
			""")
	void rowAlteredBehindTheEnginesBackIsNamed(String table, String change, String which, String label) {
		LocalDate day = sealedDay();
		String time = Map
			.of("act_hi_detail", "time_", "act_hi_identitylink", "timestamp_", "act_hi_dec_out", "create_time_",
					"notification", "(created_at at time zone 'UTC')")
			.getOrDefault(table, "start_time_");
		String rows = "update " + table + " set " + change + " where " + which + " and " + time
				+ " >= cast(? as timestamp) - interval '8 hours' and " + time
				+ " < cast(? as timestamp) + interval '16 hours'";
		assertThat(this.jdbc.sql(rows).params(day.toString(), day.toString()).update()).isPositive();
		SealCheck check = this.seals.check(day).orElseThrow();
		assertThat(check.intact()).isFalse();
		assertThat(check.findings().get(0)).startsWith("第 ").contains("条记录被改动：" + label);
		assertThat(this.jdbc.sql("select finding from audit_check where day = ? order by id desc limit 1")
			.param(day)
			.query(String.class)
			.single()).isEqualTo(check.findings().get(0));
	}

	@Test
	void whoAuditsAndSupervisesIsToldOnceOfEachFindingAndMonitoringSeesTheDay(@Autowired SealSchedule nightly,
			@Autowired MeterRegistry metrics) {
		Gauge altered = metrics.get("kefu.audit.altered.days").gauge();
		LocalDate day = sealedDay();
		nightly.check();
		double before = altered.value();
		assertThat(told(day)).isEmpty();
		alter(day, "answer");
		nightly.check();
		nightly.check();
		assertThat(told(day)).containsExactly("auditor", "supervision");
		assertThat(altered.value()).isEqualTo(before + 1);
		alter(day, "visitNote");
		nightly.check();
		assertThat(told(day)).as("another finding is told, too")
			.containsExactly("auditor", "auditor", "supervision", "supervision");
		assertThat(this.jdbc.sql("select body from notification where template = 'history-altered' order by id desc")
			.query(String.class)
			.list()
			.get(0)).startsWith("监督小组：").contains("条记录被改动：变量变更（act_hi_detail");
	}

	private void alter(LocalDate day, String variable) {
		assertThat(
				this.jdbc.sql("update act_hi_detail set text_ = '无' where name_ = ? and time_ >= cast(? as timestamp)")
					.params(variable, day + "T00:00:00")
					.update())
			.isPositive();
	}

	/** Who got a message that a day was altered. */
	private List<String> told(LocalDate day) {
		return this.jdbc
			.sql("select recipient from notification where template = 'history-altered' and subject like ? order by 1")
			.param("%：" + DateTimeFormatter.ofPattern("yyyy年M月d日").format(day))
			.query(String.class)
			.list();
	}

	@Test
	void rowThatWasDeletedOrInsertedIsNamed() {
		LocalDate day = sealedDay();
		String id = this.jdbc.sql("select id from audit_seal_event where day = ? and source = 'variable' limit 1")
			.param(day)
			.query(String.class)
			.single();
		this.jdbc.sql("delete from act_hi_detail where id_ = ?").param(id).update();
		assertThat(this.seals.check(day).orElseThrow().findings())
			.anyMatch((finding) -> finding.contains("条记录被删除：变量变更（act_hi_detail，编号 " + id));
		this.jdbc
			.sql("insert into act_hi_comment (id_, type_, time_, user_id_, message_) "
					+ "values ('smuggled', 'comment', cast(? as timestamp), 'auditor', '已同意')")
			.param(day + "T04:00:00")
			.update();
		assertThat(this.seals.check(day).orElseThrow().findings()).contains("封存之后插入了记录：备注（act_hi_comment，编号 smuggled）");
	}

	@Test
	void exportOfASealedDayVerifiesAlone() throws IOException {
		LocalDate day = sealedDay();
		List<String> lines = exported(day);
		assertThat(verify(lines, null)).startsWith("0 核对通过：" + day + " 共 " + (lines.size() - 1) + " 条记录");
		assertThat(verify(lines, day)).startsWith("0 核对通过：");
	}

	@Test
	void exportOfAlteredHistoryDoesNotVerify() throws IOException {
		LocalDate day = sealedDay();
		alter(day, "answer");
		assertThat(verify(exported(day), null)).startsWith("1 核对不通过：第 ").contains("条记录被改动：变量变更");
	}

	@Test
	void alteredRemovedAndInsertedLinesOfAnExportAreNamed() throws IOException {
		LocalDate day = sealedDay();
		List<String> lines = exported(day);
		int place = place(lines, "\"name\":\"answer\"");
		List<String> altered = new ArrayList<>(lines);
		altered.set(place, lines.get(place).replace("已更换电容", "未更换"));
		assertThat(verify(altered, null)).startsWith("1 核对不通过：第 " + place + " 条记录被改动：变量变更（act_hi_detail，编号 ");
		List<String> removed = new ArrayList<>(lines);
		removed.remove(place);
		assertThat(verify(removed, null)).startsWith("1 核对不通过：第 " + place + " 条记录被删除");
		List<String> cut = lines.subList(0, lines.size() - 1);
		assertThat(verify(cut, null)).startsWith("1 核对不通过：第 " + cut.size() + " 条记录被删除");
		List<String> inserted = new ArrayList<>(lines);
		inserted.add(place + 1, lines.get(place));
		assertThat(verify(inserted, null)).startsWith("1 核对不通过：第 " + (place + 1) + " 条记录是插入的：变量变更");
	}

	@Test
	void exportWhoseHashesWereMadeAnewIsFoundOutByTheSeal() throws IOException {
		LocalDate day = sealedDay();
		List<String> lines = exported(day);
		int place = place(lines, "\"name\":\"answer\"");
		ObjectMapper json = new ObjectMapper();
		Map<String, Object> line = CanonicalJson.read(lines.get(place).replace("已更换电容", "未更换"));
		line.put("hash", AuditEvent.hash(new JsonFields(line).object("event").values()));
		List<String> forged = new ArrayList<>(lines);
		forged.set(place, json.writeValueAsString(line));
		assertThat(verify(forged, null)).startsWith("1 核对不通过：").contains("散列链得不出封存根");
		Map<String, Object> head = CanonicalJson.read(lines.get(0));
		String chain = Sha256.begin(day, (String) head.get("previousRoot"));
		for (String event : forged.subList(1, forged.size())) {
			chain = Sha256.link(chain, JsonFields.of(event).hash("hash"));
		}
		head.put("root", chain);
		forged.set(0, json.writeValueAsString(head));
		assertThat(verify(forged, null)).as("consistent in itself, but not what was sealed").startsWith("0 ");
		assertThat(verify(forged, day)).startsWith("1 核对不通过：第 " + place + " 条记录被改动：变量变更");
	}

	@Test
	void whatAReaderMayNotSeeIsExportedAsAHashAndVerifiesAllTheSame() throws IOException {
		LocalDate day = sealedDay();
		Set<String> hidden = Set
			.copyOf(this.jdbc.sql("select distinct root_id from audit_seal_event where day = ? and root_id is not null")
				.param(day)
				.query(String.class)
				.list());
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.export.write(this.seals.of(day).orElseThrow(), hidden, out);
		String text = out.toString(StandardCharsets.UTF_8);
		assertThat(text).contains("withheld").doesNotContain("已更换电容");
		List<String> lines = new ArrayList<>(text.lines().toList());
		assertThat(verify(lines, day)).startsWith("0 ");
		int place = place(lines, "withheld");
		lines.set(place, lines.get(place).replaceFirst("[0-9a-f]{64}", "a".repeat(64)));
		assertThat(verify(lines, day)).contains("第 " + place + " 条记录被改动：内容未导出的记录。");
	}

	@Test
	void sealsThatWereChangedTogetherDoNotFollowFromEachOther() throws IOException {
		sealedDay();
		LocalDate day = sealedDay();
		Path file = this.directory.resolve("seals.json");
		String seals = CanonicalJson.write(this.export.seals(null));
		Files.writeString(file, seals);
		assertThat(run(file, null)).startsWith("0 核对通过：");
		String before = this.seals.of(day).orElseThrow().previousRoot();
		Files.writeString(file, seals.replaceFirst("\"root\":\"" + before, "\"root\":\"" + "a".repeat(64)));
		assertThat(run(file, null)).startsWith("1 核对不通过：封存文件被改动：" + day);
	}

	@Test
	void wrongCallsAndForeignFilesAreRefused() throws IOException {
		Path file = this.directory.resolve("foreign.json");
		Files.writeString(file, "{\"a\":1}");
		assertThat(run(file, null)).startsWith("2 文件无法核对：不是封存文件");
		Files.writeString(file, "<xml/>");
		assertThat(run(file, null)).startsWith("2 文件无法核对：不是有效的 JSON");
		assertThat(run(this.directory.resolve("none"), null)).startsWith("2 没有这个文件：");
		assertThat(VerifyAudit.run(new String[] { VerifyAudit.COMMAND }, System.out)).isEqualTo(2);
	}

	private int links(LocalDate day) {
		return this.jdbc.sql("select count(*) from audit_seal_event where day = ?")
			.param(day)
			.query(Integer.class)
			.single();
	}

	private LocalDate dayWithACase() {
		LocalDate day = HistoryDays.next();
		HistoryDays.now(day, "10:00");
		HistoryDays.finish(this.cases, HistoryDays.start(this.cases));
		return day;
	}

	private LocalDate sealedDay() {
		LocalDate day = dayWithACase();
		seal(day);
		return day;
	}

	private void seal(LocalDate day) {
		HistoryDays.now(day.plusDays(1), "00:31");
		assertThat(this.seals.sealDaysThatAreOver()).contains(day);
	}

	private void assertIntact(LocalDate day) {
		assertThat(this.seals.check(day).orElseThrow().findings()).as("findings of %s", day).isEmpty();
	}

	private List<String> exported(LocalDate day) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.export.write(this.seals.of(day).orElseThrow(), Set.of(), out);
		return out.toString(StandardCharsets.UTF_8).lines().toList();
	}

	private static int place(List<String> lines, String text) {
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).contains(text)) {
				return i;
			}
		}
		throw new AssertionError("no line with " + text);
	}

	/** Runs the command on an export, with the seals of that day's hashes or alone. */
	private String verify(List<String> lines, LocalDate seals) throws IOException {
		Path file = this.directory.resolve("day.jsonl");
		Files.write(file, lines);
		Path sealFile = null;
		if (seals != null) {
			sealFile = this.directory.resolve("seals.json");
			Files.writeString(sealFile, CanonicalJson.write(this.export.seals(seals)));
		}
		return run(file, sealFile);
	}

	private static String run(Path file, Path seals) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		String[] arguments = (seals != null) ? new String[] { VerifyAudit.COMMAND, file.toString(), seals.toString() }
				: new String[] { VerifyAudit.COMMAND, file.toString() };
		int code = VerifyAudit.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8));
		return code + " " + out.toString(StandardCharsets.UTF_8);
	}

}
