package io.kefu.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;

import io.kefu.CaseDriver;
import io.kefu.HistoryDays;
import io.kefu.OwnHistoryTest;
import io.kefu.WebAppSession;
import io.kefu.WebAppSession.Answer;
import io.kefu.evidence.Seals;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The audit report tells the whole case on paper, and whether its history is as it was
 * sealed.
 */
@OwnHistoryTest
class AuditReportTests {

	@LocalServerPort
	private int port;

	@Autowired
	private AuditReport report;

	@Autowired
	private InstanceAudits audits;

	@Autowired
	private Seals seals;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private TaskService tasks;

	@Autowired
	private HistoryService history;

	@Autowired
	private JdbcClient jdbc;

	private LocalDate day;

	private String caseNo;

	private String instance;

	@BeforeEach
	void aCase(@Autowired RepositoryService repository) {
		HistoryDays.deploy(repository);
		this.day = HistoryDays.next();
		HistoryDays.now(this.day, "10:00");
		this.caseNo = HistoryDays.start(this.cases);
		this.instance = HistoryDays.root(this.history, this.caseNo);
		Task task = this.cases.task(this.caseNo, "Task_Called");
		this.tasks.createComment(task.getId(), this.instance, "客户要求尽快上门");
		HistoryDays.now(this.day, "12:30");
		HistoryDays.finish(this.cases, this.caseNo);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void reportTellsTheWholeCase() throws IOException {
		String text = text();
		assertThat(text).contains("案件审计报告", this.caseNo, "history-caller", "第 ", "已完成", "0 天 2 小时 30 分", "留痕检测公司",
				"封存状态", "上门用车", "special_car", "规则 ", "时间线", "客户要求尽快上门", "已更换电容", "history-called", "客户内部编号customerId");
		assertThat(text).doesNotContain("null", "${", "#");
	}

	@Test
	void commentWithoutEndIsCutOff() throws IOException {
		this.jdbc
			.sql("update act_hi_comment set full_msg_ = convert_to(repeat('长', 9000) || '末', 'UTF8') "
					+ "where proc_inst_id_ = ?")
			.param(this.instance)
			.update();
		assertThat(text()).contains("长长……").doesNotContain("长末");
	}

	@Test
	void reportSaysHowTheHistoryStandsToTheSeals() throws IOException {
		assertThat(text()).contains("其中 0 条已封存");
		HistoryDays.now(this.day.plusDays(1), "01:00");
		this.seals.sealDaysThatAreOver();
		assertThat(text()).contains("已封存的与封存时一致", this.seals.of(this.day).orElseThrow().root().substring(0, 16));
		this.jdbc.sql("update act_hi_detail set text_ = '无' where root_proc_inst_id_ = ? and name_ = 'answer'")
			.param(this.instance)
			.update();
		assertThat(text()).contains("与封存不符：记录被改动：变量变更");
	}

	@Test
	void reportIsOnlyForThoseWhoMaySeeTheInstance() {
		Answer pdf = WebAppSession.of(this.port, "auditor", "cockpit")
			.audit("export/instances/" + this.instance + "/audit.pdf");
		assertThat(pdf.status()).isEqualTo(200);
		assertThat(pdf.type()).startsWith("application/pdf");
		assertThat(pdf.text()).startsWith("%PDF-");
		assertThat(WebAppSession.of(this.port, "quality", "tasklist")
			.audit("export/instances/" + this.instance + "/audit.pdf")
			.status()).isEqualTo(403);
		assertThat(WebAppSession.of(this.port, "auditor", "cockpit").audit("export/instances/none/audit.pdf").status())
			.isEqualTo(404);
	}

	private String text() throws IOException {
		Set<String> all = Set
			.copyOf(this.jdbc.sql("select key_ from act_re_procdef union select key_ from act_re_decision_def")
				.query(String.class)
				.list());
		byte[] pdf = this.report.pdf(this.audits.audit(this.instance, all, all).orElseThrow());
		// Kept for whoever wants to look at it.
		Files.write(Files.createDirectories(Path.of("target/documents")).resolve("audit-report.pdf"), pdf);
		try (PDDocument document = Loader.loadPDF(pdf)) {
			return new PDFTextStripper().getText(document).replaceAll("\\s*\\n\\s*", "");
		}
	}

}
