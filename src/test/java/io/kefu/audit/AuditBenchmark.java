package io.kefu.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.WebAppSession;
import io.kefu.WebAppSession.Answer;
import io.kefu.evidence.Seals;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures every view of the audit pages over HTTP, as auditor, with a million finished
 * instances. Runs with {@code mvn test -Pbenchmark} only. The database is made once (half
 * an hour, 25 GB) and kept in {@code target/audit-benchmark}; the system properties
 * {@code kefu.benchmark.directory}, {@code kefu.benchmark.instances},
 * {@code kefu.benchmark.sealed} (days) and {@code kefu.benchmark.views} (a pattern of
 * their names) choose another place, number or part.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles({ "demo", "test" })
@ContextConfiguration(initializers = AuditBenchmark.Database.class)
public class AuditBenchmark {

	private static final int INSTANCES = Integer.getInteger("kefu.benchmark.instances", 1_000_000);

	private static final int SEALED_DAYS = Integer.getInteger("kefu.benchmark.sealed", 60);

	private static final String VIEWS = System.getProperty("kefu.benchmark.views", ".*");

	private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	private static final int RUNS = 20;

	private static final int LEAST_RUNS = 5;

	/** What takes long is not measured as often. */
	private static final Duration ENOUGH = Duration.ofSeconds(20);

	/** The first page has to be there in this time. */
	private static final double LIMIT = 300;

	@LocalServerPort
	private int port;

	@Autowired
	private Environment environment;

	@Autowired
	private JobExecutor jobs;

	@Autowired
	private Seals seals;

	@Autowired
	private JdbcClient jdbc;

	/**
	 * PostgreSQL as the product starts it, on a directory that stays.
	 */
	public static class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			Path directory = Path.of(System.getProperty("kefu.benchmark.directory", "target/audit-benchmark"))
				.toAbsolutePath();
			try {
				Files.createDirectories(directory);
				EmbeddedPostgres server = EmbeddedPostgres.builder()
					.setDataDirectory(directory)
					.setCleanDataDirectory(false)
					.start();
				TestPropertyValues
					.of("spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
							"spring.datasource.username=postgres", "spring.datasource.password=")
					.applyTo(context);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	@Test
	void everyViewOpensInTimeWithAMillionInstances() throws SQLException {
		this.jobs.shutdown();
		AuditHistory.fill(this.environment.getRequiredProperty("spring.datasource.url"), INSTANCES);
		seal();
		WebAppSession auditor = WebAppSession.of(this.port, "auditor", "cockpit");
		System.out.printf("%-56s %8s %8s %8s %8s %6s%n", "view (ms)", "first", "p50", "p95", "bytes", "total");
		double firstPage = 0;
		Map<String, String> views = views(auditor);
		views.keySet().removeIf((view) -> !view.matches(VIEWS));
		for (Map.Entry<String, String> view : views.entrySet()) {
			double median = measure(auditor, view.getKey(), view.getValue());
			firstPage = Math.max(firstPage, view.getKey().equals("历史实例 第一页") ? median : 0);
		}
		assertThat(firstPage).as("median of the first page of instances, ms").isLessThan(LIMIT);
	}

	/**
	 * Day by day, as every night, from the oldest on; a database that is kept has been
	 * sealed already.
	 */
	private void seal() {
		LocalDate end = firstDay().plusDays(SEALED_DAYS);
		LocalDate day = this.seals.all().stream().findFirst().map((seal) -> seal.day().plusDays(1)).orElse(null);
		List<Double> millis = new ArrayList<>();
		long links = 0;
		try {
			while (day == null || day.isBefore(end)) {
				LocalDate until = (day != null) ? day : firstDay();
				ClockUtil.setCurrentTime(Date.from(until.plusDays(1).atTime(0, 31).atZone(SHANGHAI).toInstant()));
				long begin = System.nanoTime();
				assertThat(this.seals.sealDaysThatAreOver()).containsExactly(until);
				millis.add((System.nanoTime() - begin) / 1e6);
				links += this.seals.of(until).orElseThrow().events();
				if (day == null) {
					System.out.printf("first seal, which looks for the first day: %.1f ms%n", millis.get(0));
				}
				day = until.plusDays(1);
			}
		}
		finally {
			ClockUtil.reset();
		}
		if (!millis.isEmpty()) {
			double all = millis.stream().mapToDouble(Double::doubleValue).sum();
			Collections.sort(millis);
			System.out.printf("sealed: %d days, %,d events in %.0f s; a day %.0f ms (95 %%: %.0f)%n", millis.size(),
					links, all / 1e3, millis.get(millis.size() / 2), millis.get(millis.size() * 95 / 100));
		}
	}

	private LocalDate firstDay() {
		return this.jdbc.sql("select min(start_time_) from act_hi_procinst")
			.query(LocalDateTime.class)
			.single()
			.atZone(ZoneOffset.UTC)
			.withZoneSameInstant(SHANGHAI)
			.toLocalDate();
	}

	private static double measure(WebAppSession auditor, String name, String path) {
		List<Double> millis = new ArrayList<>();
		double first = 0;
		Answer response = null;
		long end = System.nanoTime() + ENOUGH.toNanos();
		for (int i = -1; i < RUNS && (i < LEAST_RUNS || System.nanoTime() < end); i++) {
			long begin = System.nanoTime();
			response = auditor.audit(path);
			double time = (System.nanoTime() - begin) / 1e6;
			assertThat(response.status()).as("%s %s", name, path).isEqualTo(200);
			if (i < 0) {
				first = time;
			}
			else {
				millis.add(time);
			}
		}
		Collections.sort(millis);
		double median = millis.get(millis.size() / 2);
		boolean list = response.type().startsWith("application/json");
		System.out.printf("%-56s %8.1f %8.1f %8.1f %8d %6s%n", name, first, median,
				millis.get(millis.size() * 95 / 100), response.body().length,
				list ? response.json().path("total").asText() : "");
		return median;
	}

	private Map<String, String> views(WebAppSession auditor) {
		Map<String, String> views = new LinkedHashMap<>();
		views.put("历史实例 第一页", "instances");
		for (String sort : List.of("startedAt", "endedAt", "duration", "caseNo")) {
			views.put("历史实例 排序 " + sort + " 升序", "instances?order=asc&sort=" + sort);
			views.put("历史实例 排序 " + sort + " 降序", "instances?order=desc&sort=" + sort);
		}
		JsonNode row = auditor.json("instances?state=completed&process=complaint-closed-loop&from=2020-01-01")
			.path("rows")
			.path(0);
		String caseNo = row.path("caseNo").asText();
		String user = auditor.json("operations?operation=Complete").path("rows").path(0).path("user").asText();
		views.put("历史实例 案件编号", "instances?caseNo=" + caseNo);
		views.put("历史实例 流程", "instances?process=complaint-closed-loop");
		views.put("历史实例 少见流程、按用时", "instances?process=satisfaction-survey&sort=duration");
		views.put("历史实例 流程与版本", "instances?process=hardware-repair&version=1");
		for (String state : List.of("active", "completed", "terminated", "withdrawn")) {
			views.put("历史实例 状态 " + state, "instances?state=" + state);
		}
		String day = row.path("startedAt").asText().substring(0, 10);
		views.put("历史实例 一天", "instances?from=" + day + "&to=" + day);
		views.put("历史实例 参与人", "instances?participant=" + user);
		views.put("历史实例 无此参与人", "instances?participant=nobody");
		views.put("历史实例 严重程度 A", "instances?severity=A");
		views.put("历史实例 有超时", "instances?missed=true");
		views.put("历史实例 无超时", "instances?missed=false");
		views.put("历史实例 多项条件",
				"instances?process=complaint-closed-loop&state=withdrawn&severity=A&missed=true&sort=duration");
		views.put("历史实例 第41页", "instances?after=" + deep(auditor, "instances?"));
		views.put("历史实例 第41页、按用时", "instances?sort=duration&after=" + deep(auditor, "instances?sort=duration&"));
		views.put("流程清单", "processes");
		String id = row.path("id").asText();
		views.put("实例审计", "instances/" + id);
		views.put("实例审计 流程图", "instances/" + id + "/diagram");
		views.put("流程总览 最大的流程，90天", "overview?process=complaint-closed-loop");
		views.put("流程总览 一个版本", "overview?process=complaint-closed-loop&version=1");
		views.put("流程总览 小的流程", "overview?process=satisfaction-survey");
		for (int years : List.of(1, 3)) {
			views.put("流程总览 最大的流程，" + years + "年",
					"overview?process=complaint-closed-loop&from=" + LocalDate.now(SHANGHAI).minusYears(years));
		}
		views.put("流程总览 流程图", "overview/diagram?definitionId=" + row.path("definitionId").asText());
		views.put("决策审计 第一页", "decisions");
		views.put("决策审计 决策表清单", "decisions/tables");
		views.put("决策审计 处理时限", "decisions?decision=deadline");
		List<String> rules = new ArrayList<>();
		auditor.json("decisions/rules?decision=deadline")
			.path("rules")
			.forEach((rule) -> rules.add(rule.path("ruleId").asText()));
		views.put("决策审计 常用规则", "decisions?decision=deadline&rule=" + rules.get(0));
		views.put("决策审计 少用规则", "decisions?decision=deadline&rule=" + rules.get(rules.size() - 2));
		views.put("决策审计 从未用到的规则", "decisions?decision=deadline&rule=" + rules.get(rules.size() - 1));
		views.put("决策审计 案件编号", "decisions?caseNo=" + caseNo);
		views.put("决策审计 一天", "decisions?from=" + day + "&to=" + day);
		views.put("决策审计 第41页", "decisions?after=" + deep(auditor, "decisions?"));
		views.put("决策审计 规则统计 处理时限，90天", "decisions/rules?decision=deadline");
		views.put("决策审计 规则统计 复杂程度小", "decisions/rules?decision=complaint-severity");
		views.put("操作日志 第一页", "operations");
		views.put("操作日志 可选项", "operations/kinds");
		views.put("操作日志 用户", "operations?user=" + user);
		views.put("操作日志 无此用户", "operations?user=nobody");
		views.put("操作日志 操作 认领", "operations?operation=Claim");
		views.put("操作日志 少见操作", "operations?operation=SetPriority");
		views.put("操作日志 对象 授权", "operations?entity=Authorization");
		views.put("操作日志 用户与操作", "operations?operation=Complete&user=" + user);
		views.put("操作日志 案件编号", "operations?caseNo=" + caseNo);
		views.put("操作日志 一天", "operations?from=" + day + "&to=" + day);
		views.put("操作日志 第41页", "operations?after=" + deep(auditor, "operations?"));
		String sealed = this.seals.all().get(0).day().toString();
		views.put("封存记录 清单", "seals");
		views.put("封存记录 核对一天", "seals/check?day=" + sealed);
		views.put("导出 封存文件", "export/seals.json");
		views.put("导出 封存文件，带一天的散列值", "export/seals.json?day=" + sealed);
		views.put("导出 封存的一天", "export/day/" + sealed + ".jsonl");
		for (String table : List.of("instances", "decisions", "operations")) {
			views.put("导出 " + table + " 10万行 CSV", "export/" + table + ".csv");
			views.put("导出 " + table + " 10万行 XLSX", "export/" + table + ".xlsx");
		}
		views.put("导出 一天的 XES", "export/log.xes?from=" + sealed + "&to=" + sealed);
		views.put("导出 实例审计 PDF", "export/instances/" + id + "/audit.pdf");
		return views;
	}

	/** Where the 40th page ends. */
	private static String deep(WebAppSession auditor, String path) {
		String after = "";
		for (int page = 0; page < 40; page++) {
			String next = auditor.json(path + "after=" + after).path("next").textValue();
			after = (next != null) ? next : after;
		}
		return after;
	}

}
