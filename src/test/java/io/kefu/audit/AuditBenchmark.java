package io.kefu.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures every view of the audit pages over HTTP, as auditor, with a million finished
 * instances. Runs with {@code mvn test -Pbenchmark} only. The database is made once (half
 * an hour, 25 GB) and kept in {@code target/audit-benchmark}; the system properties
 * {@code kefu.benchmark.directory}, {@code kefu.benchmark.instances} and
 * {@code kefu.benchmark.views} (a pattern of their names) choose another place, number or
 * part.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles({ "demo", "test" })
@ContextConfiguration(initializers = AuditBenchmark.Database.class)
class AuditBenchmark {

	private static final int INSTANCES = Integer.getInteger("kefu.benchmark.instances", 1_000_000);

	private static final String VIEWS = System.getProperty("kefu.benchmark.views", ".*");

	private static final int RUNS = 20;

	/** The first page has to be there in this time. */
	private static final double LIMIT = 300;

	@LocalServerPort
	private int port;

	@Autowired
	private Environment environment;

	@Autowired
	private JobExecutor jobs;

	/**
	 * PostgreSQL as the product starts it, on a directory that stays.
	 */
	static class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {

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
		AuditorSession auditor = new AuditorSession(this.port, "auditor", "cockpit");
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

	private static double measure(AuditorSession auditor, String name, String path) {
		double[] millis = new double[RUNS];
		double first = 0;
		HttpResponse<byte[]> response = null;
		for (int i = -1; i < RUNS; i++) {
			long begin = System.nanoTime();
			response = auditor.get(path);
			double time = (System.nanoTime() - begin) / 1e6;
			assertThat(response.statusCode()).as("%s %s", name, path).isEqualTo(200);
			if (i < 0) {
				first = time;
			}
			else {
				millis[i] = time;
			}
		}
		Arrays.sort(millis);
		String total = path.contains("diagram") ? "" : AuditorSession.json(response).path("total").asText();
		System.out.printf("%-56s %8.1f %8.1f %8.1f %8d %6s%n", name, first, millis[RUNS / 2], millis[RUNS * 95 / 100],
				response.body().length, total);
		return millis[RUNS / 2];
	}

	private static Map<String, String> views(AuditorSession auditor) {
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
		views.put("流程总览 最大的流程，一年", "overview?process=complaint-closed-loop&from=" + day.replaceFirst("^\\d+", "2025"));
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
		return views;
	}

	/** Where the 40th page ends. */
	private static String deep(AuditorSession auditor, String path) {
		String after = "";
		for (int page = 0; page < 40; page++) {
			String next = auditor.json(path + "after=" + after).path("next").textValue();
			after = (next != null) ? next : after;
		}
		return after;
	}

}
