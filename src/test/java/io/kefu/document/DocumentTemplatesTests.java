package io.kefu.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

import io.kefu.casefile.CaseState;
import io.kefu.casefile.ServiceCase;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DocumentTemplatesTests {

	private static final Instant RECEIVED = Instant.parse("2026-09-30T16:30:00Z");

	private static DocumentTemplates templates;

	@BeforeAll
	static void readTheFont() throws IOException {
		templates = new DocumentTemplates(ZoneId.of("Asia/Shanghai"), "华星电器股份有限公司");
	}

	@Test
	void improvementReportTellsTheWholeStory() throws IOException {
		Pdf pdf = templates.render("improvement-report", report());
		keep(pdf, "report");
		assertThat(pdf.title()).isEqualTo("客户诉怨分析改善报告");
		assertThat(text(pdf)).contains("华星电器股份有限公司", "客户诉怨分析改善报告", "文件编号：KF-20261001-0007-01", "编制日期：2026年10月12日",
				"基本信息", "KF-20261001-0007", "2026年10月1日 00:30", "苏州新城百货有限公司", "赵敏", "KF-300", "SN-8842", "产品质量问题",
				"客服热线", "A 严重", "PWR-01", "生产部", "第 2 轮", "诉怨内容", "使用两周后自动关机", "客户诉求", "维修或更换", "原因分析", "电源板电容老化",
				"纠正措施", "短期措施", "为客户更换电源板", "长期措施", "更换电容供应商", "实施结果", "老化测试48小时", "效果确认", "有效", "抽检二十台无异常", "结论",
				"已更换供应商", "编制", "审核", "批准", "第 1 页，共 1 页");
		assertThat(text(pdf)).doesNotContain("null", "${", "—", "#");
	}

	@Test
	void feedbackFormHasAFrontAndABack() throws IOException {
		Map<String, Object> model = report();
		model.putAll(Map.of("contractNo", "HT-2026-017", "address", "苏州市姑苏区观前街 1 号", "installedAt",
				"2026-09-30T16:00:00+08:00", "appointmentAt", "2026-10-09T14:00:00+08:00", "visitedAt",
				"2026-10-09T14:05:00+08:00", "inspector", "赵回访", "serviceStaff", "李师傅", "serviceContent",
				"调整柜门铰链，更换一只拉手"));
		model.putAll(Map.of("customerSigned", true, "customerSignatory", "赵敏", "signedAt", "2026-10-09T15:00:00+08:00",
				"customerWords", "希望下午上门", "installationFindings", "左侧柜门铰链松动", "designFindings", "尺寸与图纸一致",
				"explanationFindings", "已讲解使用和保养方法", "standardMet", false, "customerOpinion", "安装后应检查一遍"));
		Pdf pdf = templates.render("feedback-form", model);
		keep(pdf, "feedback");
		assertThat(pdf.title()).isEqualTo("顾客意见反馈单");
		try (PDDocument document = Loader.loadPDF(pdf.content())) {
			PDFTextStripper side = new PDFTextStripper();
			side.setEndPage(1);
			assertThat(side.getText(document))
				.contains("正面", "HT-2026-017", "调整柜门铰链", "赵回访（已签字）", "李师傅（已签字）", "赵敏（已签字）")
				.doesNotContain("背面", "null");
			side.setStartPage(2);
			side.setEndPage(2);
			assertThat(side.getText(document))
				.contains("背面", "希望下午上门", "左侧柜门铰链松动", "尺寸与图纸一致", "已讲解使用", "不符合", "安装后应检查一遍")
				.doesNotContain("正面", "null");
			assertThat(document.getNumberOfPages()).isEqualTo(2);
		}
	}

	@Test
	void everyFontIsEmbeddedSoThatAnyReaderShowsChinese() throws IOException {
		try (PDDocument document = Loader.loadPDF(templates.render("improvement-report", report()).content())) {
			for (PDPage page : document.getPages()) {
				for (COSName name : page.getResources().getFontNames()) {
					assertThat(page.getResources().getFont(name).isEmbedded()).as(name.getName()).isTrue();
					assertThat(page.getResources().getFont(name).getName()).contains("NotoSansSC");
				}
			}
			assertThat(document.getDocumentInformation().getTitle()).isEqualTo("客户诉怨分析改善报告");
		}
	}

	@Test
	void fileIsSmallEnoughToMail() {
		assertThat(templates.render("improvement-report", report()).content()).hasSizeLessThan(400_000);
	}

	@Test
	void whatACustomerWroteIsNeverMarkup() throws IOException {
		Map<String, Object> model = report();
		model.put("rootCause", "<script>alert(1)</script> 温度 & 湿度 \"过高\" '异常' ]]> &amp; <b>粗</b><!-- x -->");
		model.put("shortTermMeasures",
				"<img src=\"file:///etc/passwd\"/><link rel=\"stylesheet\" href=\"http://x/\"/>");
		model.put("longTermMeasures", "[[${T(java.lang.Runtime)}]] __${companyName}__ {{x}}");
		assertThat(flat(templates.render("improvement-report", model))).contains(
				"<script>alert(1)</script>温度&湿度\"过高\"'异常']]>&amp;<b>粗</b><!--x-->", "<imgsrc=\"file:///etc/passwd\"/>",
				"[[${T(java.lang.Runtime)}]]__${companyName}__{{x}}");
	}

	@Test
	void characterTheFontDoesNotHaveDoesNotBreakTheDocument() throws IOException {
		Map<String, Object> model = report();
		model.put("rootCause", "前😀中\uD83D断\u0000控\u000B制\uFFFF尾 العربية 한국어 𠮷 é ①→≥℃");
		assertThat(flat(templates.render("improvement-report", model))).contains("前#中", "断控制尾", "é①→≥℃");
	}

	@Test
	void longTextGoesOnOnTheNextPages() throws IOException {
		Map<String, Object> model = report();
		model.put("rootCause", "第一行。\n" + "电容在高温高湿环境下老化，导致电源输出不稳。".repeat(180) + "\n最后一行。");
		model.put("longTermMeasures", "x".repeat(900) + "完");
		Pdf pdf = templates.render("improvement-report", model);
		keep(pdf, "long");
		try (PDDocument document = Loader.loadPDF(pdf.content())) {
			assertThat(document.getNumberOfPages()).isBetween(3, 6);
		}
		assertThat(flat(pdf)).contains("第一行。", "最后一行。", "x完", "第3页，共");
		assertThat(flat(pdf).split("电容在高温高湿环境下老化", -1)).hasSizeGreaterThan(170);
	}

	@Test
	void whatIsNotKnownIsADash() throws IOException {
		Map<String, Object> model = new HashMap<>();
		model.put("serviceCase", new ServiceCase("KF-20261001-0008", "instance-2", null, CaseState.OPEN, null, null,
				"letter", 2, "李强", null, null, null, null, null, null, "打不开", null, null, RECEIVED, RECEIVED, null));
		model.put("documentNo", "KF-20261001-0008-01");
		model.put("createdAt", RECEIVED);
		model.put("rootCause", " ");
		Pdf pdf = templates.render("improvement-report", model);
		keep(pdf, "empty");
		assertThat(text(pdf)).contains("李强", "打不开", "—").doesNotContain("null", "临时围堵措施", "客户原话");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "no-such-document", "../notification/parts/facts", "parts/form", "Improvement-Report", "" })
	void unknownDocumentIsRefused(String kind) {
		assertThatIllegalArgumentException().isThrownBy(() -> templates.render(kind, Map.of()))
			.withMessageContaining("There is no document template");
	}

	@Test
	void pointsInTimeAreThoseOfTheCompanysZone() {
		DocumentDates dates = new DocumentDates(ZoneId.of("Asia/Shanghai"));
		assertThat(dates.time(RECEIVED)).isEqualTo("2026年10月1日 00:30");
		assertThat(dates.day(Date.from(RECEIVED))).isEqualTo("2026年10月1日");
		assertThat(dates.time("2026-09-30T16:30:00Z")).isEqualTo("2026年10月1日 00:30");
		assertThat(dates.time("2026-10-01T09:05+08:00")).isEqualTo("2026年10月1日 09:05");
		assertThat(dates.time(LocalDate.of(2026, 10, 1))).isEqualTo("2026年10月1日");
		assertThat(dates.day("2026-10-01")).isEqualTo("2026年10月1日");
		assertThat(dates.day(null)).isNull();
		assertThat(dates.time("")).isNull();
	}

	private static Map<String, Object> report() {
		Map<String, Object> model = new HashMap<>();
		model.put("serviceCase",
				new ServiceCase("KF-20261001-0007", "instance-1", "product_quality", CaseState.OPEN, "A", "STRONG",
						"hotline", 1, "苏州新城百货有限公司", "赵敏", "13912345678", "zhaomin@example.com", "KF-300", "SN-8842",
						"PWR-01", "使用两周后自动关机，重新开机后约半小时再次关机。", "维修或更换", "production", RECEIVED, RECEIVED, null));
		model.put("kindLabel", "产品质量问题");
		model.put("severityLabel", "A 严重");
		model.put("channelLabel", "客服热线");
		model.put("departmentLabel", "生产部");
		model.put("documentNo", "KF-20261001-0007-01");
		model.put("createdAt", Instant.parse("2026-10-11T17:00:00Z"));
		model.put("reworkRound", 2);
		model.put("verbatim", "用着用着就自己关了");
		model.put("rootCause", "电源板电容老化。\n高温环境下等效串联电阻上升，输出电压跌落，触发欠压保护后关机。");
		model.put("containment", "停止发运同批次产品，库存全数隔离复测。");
		model.put("shortTermMeasures", "为客户更换电源板，并补发一年质保。");
		model.put("longTermMeasures", "更换电容供应商，来料增加105℃老化抽检。");
		model.put("implementationResult", "电源板已更换并老化测试48小时。");
		model.put("effective", true);
		model.put("verificationNote", "抽检二十台无异常。");
		model.put("reportSummary", "电容老化，已更换供应商，改善措施有效。");
		return model;
	}

	private static String text(Pdf pdf) throws IOException {
		try (PDDocument document = Loader.loadPDF(pdf.content())) {
			return new PDFTextStripper().getText(document);
		}
	}

	/** Without the breaks and spaces of the layout. */
	private static String flat(Pdf pdf) throws IOException {
		return text(pdf).replaceAll("\\s", "");
	}

	/** For looking at it: {@code target/documents}. */
	private static void keep(Pdf pdf, String name) throws IOException {
		Files.write(Files.createDirectories(Path.of("target/documents")).resolve(name + ".pdf"), pdf.content());
	}

}
