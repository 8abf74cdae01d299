package io.kefu.document;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.ApplicationTest;
import io.kefu.KefuClient;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ApplicationTest
class CaseDocumentsControllerTests {

	private static final String KIND = "improvement-report";

	@LocalServerPort
	private int port;

	@Autowired
	private Documents documents;

	@Autowired
	private JdbcClient jdbc;

	private String caseNo;

	@BeforeEach
	void aCaseOfCustomerService() {
		KefuClient.Answer started = as("customerService").start("complaint-closed-loop", Map.of("customerName", "文件客户",
				"contactEmail", "wang@example.com", "channel", "email", "description", "不能开机"));
		assertThat(started.status()).as(started.toString()).isEqualTo(200);
		this.caseNo = started.json().path("businessKey").asText();
	}

	@Test
	void newestReportOpensAsAPdfWithItsChineseName() throws Exception {
		this.documents.create(this.caseNo, KIND, "round-1", Map.of("reportSummary", "第一轮结论"));
		long second = this.documents.create(this.caseNo, KIND, "round-2", Map.of("reportSummary", "第二轮结论"));
		for (String idOrKind : new String[] { KIND, String.valueOf(second) }) {
			HttpResponse<byte[]> answer = open("customerService", idOrKind);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/pdf");
			assertThat(URLDecoder.decode(answer.headers().firstValue("Content-Disposition").orElseThrow(),
					StandardCharsets.UTF_8))
				.startsWith("inline;")
				.endsWith("filename*=UTF-8''客户诉怨分析改善报告 " + this.caseNo + "-02.pdf");
			assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
			assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow()).endsWith("; sandbox");
			assertThat(text(answer.body())).contains("第二轮结论", "文件客户", this.caseNo + "-02").doesNotContain("第一轮结论");
		}
	}

	@Test
	void linkInAFormDownloadsSoThatTheFormStaysOpen() throws Exception {
		this.documents.create(this.caseNo, KIND, "round-1", Map.of());
		HttpResponse<byte[]> answer = open("customerService", KIND + "?download=true");
		assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment;");
	}

	@Test
	void listAndCaseFileNameTheDocuments() {
		long id = this.documents.create(this.caseNo, KIND, "round-1", Map.of());
		JsonNode listed = as("customerService").get("/api/cases/" + this.caseNo + "/documents").json();
		assertThat(listed).hasSize(1);
		assertThat(listed.get(0).path("id").asLong()).isEqualTo(id);
		assertThat(listed.get(0).path("kind").asText()).isEqualTo(KIND);
		assertThat(listed.get(0).path("title").asText()).isEqualTo("客户诉怨分析改善报告");
		assertThat(listed.get(0).path("fileName").asText()).isEqualTo("客户诉怨分析改善报告 " + this.caseNo + "-01.pdf");
		assertThat(listed.get(0).path("size").asInt()).isGreaterThan(10_000);
		assertThat(listed.get(0).path("createdAt").asText()).endsWith("+08:00");
		assertThat(listed.get(0).path("createdBy").asText()).isEqualTo("system");
		JsonNode file = as("customerService").get("/api/cases/" + this.caseNo).json();
		assertThat(file.path("documents")).hasSize(1);
		assertThat(file.path("documents").get(0).path("id").asLong()).isEqualTo(id);
		assertThat(file.path("documents").get(0).path("title").asText()).isEqualTo("客户诉怨分析改善报告");
		assertThat(file.path("events").findValuesAsText("text")).contains("已生成《客户诉怨分析改善报告》（" + this.caseNo + "-01）");
	}

	@Test
	void whoMayNotSeeTheCaseGetsTheSameAnswerAsForNoCase() {
		this.documents.create(this.caseNo, KIND, "round-1", Map.of());
		String path = "/api/cases/" + this.caseNo;
		KefuClient stranger = as("finance");
		assertThat(stranger.get(path + "/documents").status()).isEqualTo(404);
		assertThat(stranger.get(path + "/documents/" + KIND).status()).isEqualTo(404);
		assertThat(stranger.get(path + "/documents/" + KIND).detail()).isEqualTo(stranger.get(path).detail())
			.isEqualTo("案件“" + this.caseNo + "”不存在，或不属于您的部门");
		assertThat(as("customerService").get("/api/cases/KF-19990101-0001/documents").status()).isEqualTo(404);
		assertThat(as("auditor").get(path + "/documents").json()).hasSize(1);
		assertThat(as(null).get(path + "/documents/" + KIND).status()).isEqualTo(401);
	}

	@Test
	void documentOfAnotherCaseOrKindIsNotFound() {
		long id = this.documents.create(this.caseNo, KIND, "round-1", Map.of());
		String first = this.caseNo;
		aCaseOfCustomerService();
		assertThat(this.caseNo).isNotEqualTo(first);
		for (String idOrKind : new String[] { String.valueOf(id), KIND, "no-such-kind", "-1", "1%20or%201=1" }) {
			KefuClient.Answer answer = as("customerService")
				.get("/api/cases/" + this.caseNo + "/documents/" + idOrKind);
			assertThat(answer.status()).as(idOrKind).isEqualTo(404);
			assertThat(answer.detail()).contains("没有文件");
		}
		assertThat(as("customerService").get("/api/cases/" + this.caseNo + "/documents").json()).isEmpty();
	}

	@Test
	void creatingADocumentTwiceIsCreatingItOnce() {
		long first = this.documents.create(this.caseNo, KIND, "round-1", Map.of("reportSummary", "甲"));
		assertThat(this.documents.create(this.caseNo, KIND, "round-1", Map.of("reportSummary", "乙"))).isEqualTo(first);
		assertThat(this.documents.list(this.caseNo)).hasSize(1);
	}

	@Test
	void storedDocumentIsNeverChanged() {
		long id = this.documents.create(this.caseNo, KIND, "round-1", Map.of());
		for (String change : new String[] { "update case_document set title = 'x' where id = ?",
				"delete from case_document where id = ?" }) {
			assertThatException().isThrownBy(() -> this.jdbc.sql(change).param(id).update())
				.withMessageContaining("append-only");
		}
	}

	private HttpResponse<byte[]> open(String login, String idOrKind) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest
			.newBuilder(URI
				.create("http://localhost:" + this.port + "/api/cases/" + this.caseNo + "/documents" + "/" + idOrKind))
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((login + ":demo").getBytes(StandardCharsets.UTF_8)))
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
	}

	private static String text(byte[] pdf) throws IOException {
		try (PDDocument document = Loader.loadPDF(pdf)) {
			return new PDFTextStripper().getText(document);
		}
	}

	private KefuClient as(String login) {
		return new KefuClient(this.port, login);
	}

}
