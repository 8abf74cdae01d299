package io.kefu.casefile;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Attachments over HTTP, and who may see the case that they belong to.
 */
@ApplicationTest
class AttachmentsControllerTests {

	private static final String CLERK = "customerService";

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final byte[] PDF = "%PDF-1.7\n1 0 obj\n".getBytes(StandardCharsets.US_ASCII);

	@LocalServerPort
	private int port;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TaskService tasks;

	@Autowired
	private HikariDataSource pool;

	private String customer;

	private String caseNo;

	@BeforeEach
	void aDemand() {
		this.customer = "附件客户" + UUID.randomUUID();
		this.caseNo = demand();
	}

	private String demand() {
		return this.cases.start("demand-handling",
				CaseDriver.filedBy(this.customer, Map.of("channel", "email", "inAnswerScope", true)));
	}

	@Test
	void attachedFileIsListedInTheTimelineAndDownloadedAsItCame() throws Exception {
		Answer stored = upload(CLERK, "C:\\桌面\\合同（扫描）.pdf", PDF);
		assertThat(stored.status()).isEqualTo(201);
		assertThat(stored.json().path("fileName").asText()).isEqualTo("合同（扫描）.pdf");
		assertThat(stored.json().path("sha256").asText())
			.isEqualTo("f5117edb193052414d3b7496857953fd5c40d289c84ce675aa0bd361d40ffd76");
		JsonNode list = get(CLERK, "/attachments").json();
		assertThat(list.path("files")).hasSize(1);
		assertThat(list.path("refusal").isNull()).isTrue();
		JsonNode file = list.path("files").get(0);
		assertThat(file.path("size").asInt()).isEqualTo(PDF.length);
		assertThat(file.path("uploadedBy").asText()).isEqualTo(CLERK);
		assertThat(file.path("uploadedByName").asText()).isEqualTo("王芳");
		assertThat(file.path("uploadedAt").asText()).endsWith("+08:00");
		assertThat(this.cases.events(this.caseNo)).contains("已上传附件“合同（扫描）.pdf”");

		HttpResponse<byte[]> download = download("auditor", file.path("id").asLong());
		assertThat(download.statusCode()).isEqualTo(200);
		assertThat(download.body()).isEqualTo(PDF);
		assertThat(download.headers().firstValue("Content-Type")).hasValue("application/pdf");
		assertThat(download.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(download.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment;")
			.contains("filename*=UTF-8''%E5%90%88%E5%90%8C%EF%BC%88%E6%89%AB%E6%8F%8F%EF%BC%89.pdf");
	}

	@Test
	void badFilesAreRefusedNamingFieldAndReasonAndNothingIsStored() {
		assertRefused(upload(CLERK, "空.txt", new byte[0]), 400, "文件“空.txt”是空的");
		assertRefused(upload(CLERK, "程序.exe", PDF), 400, "文件“程序.exe”的类型不能上传，可以上传：pdf、png、jpg、jpeg、docx、xlsx、txt");
		assertRefused(upload(CLERK, "假.png", PDF), 400, "文件“假.png”的内容不是PNG 图片");
		byte[] large = Arrays.copyOf(PDF, (int) Attachments.MAX_BYTES + 1);
		assertRefused(upload(CLERK, "大.pdf", large), 400, "文件“大.pdf”超过 10 MB");
		Answer none = as(CLERK).post("/api/cases/" + this.caseNo + "/attachments", Map.of());
		assertThat(none.status()).isEqualTo(400);
		assertThat(get(CLERK, "/attachments").json().path("files")).isEmpty();
		assertThat(this.cases.events(this.caseNo)).noneMatch((event) -> event.contains("附件"));
	}

	@Test
	void fileOfExactlyTenMegabytesIsTaken() {
		assertThat(upload(CLERK, "刚好.pdf", Arrays.copyOf(PDF, (int) Attachments.MAX_BYTES)).status()).isEqualTo(201);
	}

	@Test
	void sameFileIsKeptOnce() {
		assertThat(upload(CLERK, "一.pdf", PDF).status()).isEqualTo(201);
		Answer again = upload(CLERK, "二.pdf", PDF);
		assertThat(again.status()).isEqualTo(409);
		assertThat(again.detail()).isEqualTo("文件“二.pdf”已经上传过，名称为“一.pdf”");
		assertThat(get(CLERK, "/attachments").json().path("files")).hasSize(1);
	}

	@Test
	void fullCaseTakesNoMore() {
		this.jdbc
			.sql("""
					insert into case_attachment (case_no, file_name, media_type, size, sha256, content, uploaded_at, uploaded_by)
					select ?, n || '.txt', 'text/plain', 1, n::text, 'x', now(), 'test' from generate_series(1, ?) n""")
			.params(this.caseNo, Attachments.MAX_FILES)
			.update();
		Answer answer = upload(CLERK, "多.pdf", PDF);
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.detail()).isEqualTo("案件“" + this.caseNo + "”已有100个附件，不能再上传");
	}

	@Test
	void auditorReadsButDoesNotUpload() {
		Answer answer = upload("auditor", "说明.pdf", PDF);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.detail()).isEqualTo("审计员只能查看案件，不能上传附件");
		assertThat(get("auditor", "/attachments").json().path("refusal").asText()).isEqualTo("审计员只能查看案件，不能上传附件");
	}

	@Test
	void closedCaseTakesNoMore() {
		upload(CLERK, "先.pdf", PDF);
		this.jdbc.sql("update service_case set state = 'CLOSED', closed_at = now() where case_no = ?")
			.param(this.caseNo)
			.update();
		Answer answer = upload(CLERK, "后.txt", "后来".getBytes(StandardCharsets.UTF_8));
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.detail()).isEqualTo("案件“" + this.caseNo + "”已结案，不再接受附件");
		JsonNode list = get(CLERK, "/attachments").json();
		assertThat(list.path("files")).hasSize(1);
		assertThat(list.path("refusal").asText()).isEqualTo("案件“" + this.caseNo + "”已结案，不再接受附件");
	}

	@Test
	void otherDepartmentsSeeNothingOfTheCaseUntilTheyHaveAStepInIt() throws Exception {
		long id = upload(CLERK, "内部.pdf", PDF).json().path("id").asLong();
		String message = "案件“" + this.caseNo + "”不存在，或不属于您的部门";
		for (String path : new String[] { "", "/attachments", "/attachments/" + id, "/customer", "/documents" }) {
			Answer answer = get("production", path);
			assertThat(answer.status()).as(path).isEqualTo(404);
			assertThat(answer.detail()).as(path).isEqualTo(message);
		}
		assertThat(upload("production", "外.pdf", PDF).status()).isEqualTo(404);
		String taskId = this.cases.task(this.caseNo, "Task_CheckCustomerFile").getId();
		assertThat(as("production").get("/api/tasks/" + taskId + "/case").status()).isEqualTo(404);

		// Somebody of another department helps out.
		this.tasks.setAssignee(taskId, "production");
		assertThat(as("production").get("/api/tasks/" + taskId + "/case").json().path("caseNo").asText())
			.isEqualTo(this.caseNo);
		assertThat(get("production", "").status()).isEqualTo(200);
		assertThat(get("production", "/customer").json().path("mayOpenFile").asBoolean()).isFalse();
		assertThat(download("production", id).statusCode()).isEqualTo(200);
		this.tasks.setAssignee(taskId, null);
		assertThat(get("production", "").status()).as("for as long as it is theirs").isEqualTo(404);
		this.tasks.addCandidateUser(taskId, "production");
		this.tasks.addCandidateGroup(taskId, "materials");
		assertThat(get("production", "").status()).isEqualTo(200);
		assertThat(get("materialsLead", "").status()).isEqualTo(200);
	}

	@Test
	void attachmentOfAnotherCaseIsNotFoundUnderThisOne() throws Exception {
		long id = upload(CLERK, "甲.pdf", PDF).json().path("id").asLong();
		String other = demand();
		Answer answer = as(CLERK).get("/api/cases/" + other + "/attachments/" + id);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.detail()).isEqualTo("案件“" + other + "”没有附件“" + id + "”");
	}

	@Test
	void storedFileCanNeitherBeChangedNorDeleted() {
		long id = upload(CLERK, "证据.pdf", PDF).json().path("id").asLong();
		assertThat(as(CLERK).send("DELETE", "/api/cases/" + this.caseNo + "/attachments/" + id, null).status())
			.isEqualTo(405);
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(
					() -> this.jdbc.sql("update case_attachment set file_name = 'x' where id = ?").param(id).update())
			.withMessageContaining("append-only");
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc.sql("delete from case_attachment where id = ?").param(id).update())
			.withMessageContaining("append-only");
	}

	@Test
	void caseFileShowsOtherCasesOfTheCustomerThatTheReaderMaySeeOpenOnesFirst() {
		String closed = demand();
		this.jdbc.sql("update service_case set state = 'CLOSED', closed_at = now() where case_no = ?")
			.param(closed)
			.update();
		String open = demand();
		JsonNode related = get(CLERK, "").json().path("related");
		assertThat(related.findValuesAsText("caseNo")).containsExactly(open, closed);
		assertThat(related.findValuesAsText("stateLabel")).containsExactly("处理中", "已结案");
		assertThat(related.get(0).path("sameCustomer").asBoolean()).isTrue();
		assertThat(related.get(0).path("sameUnit").asBoolean()).isFalse();
		this.cases.start("demand-handling",
				CaseDriver.filedBy("别的" + this.customer, Map.of("channel", "email", "inAnswerScope", true)));
		assertThat(get(CLERK, "").json().path("related")).hasSize(2);

		this.tasks.setAssignee(this.cases.task(this.caseNo, "Task_CheckCustomerFile").getId(), "production");
		assertThat(get("production", "").json().path("related")).as("those of others stay hidden").isEmpty();
	}

	@Test
	void customerOfTheCaseComesWithUnitWarrantyAndServicePeriod() {
		String serial = "AT-" + UUID.randomUUID();
		this.jdbc.sql("insert into product (model, name) values ('AT-100', '附件测试产品') on conflict do nothing").update();
		this.jdbc.sql("""
				insert into unit (serial_no, product_model, customer_id, sold_on)
				select ?, 'AT-100', id, current_date - 500 from customer where name = ?""")
			.params(serial, this.customer)
			.update();
		this.caseNo = this.cases.start("demand-handling", CaseDriver.filedBy(this.customer,
				Map.of("channel", "email", "inAnswerScope", true, "serialNo", serial, "productModel", "AT-100")));
		JsonNode customer = get(CLERK, "/customer").json();
		assertThat(customer.path("name").asText()).isEqualTo(this.customer);
		assertThat(customer.path("mayOpenFile").asBoolean()).isTrue();
		assertThat(customer.path("unit").path("productName").asText()).isEqualTo("附件测试产品");
		assertThat(customer.path("underWarranty").asBoolean(true)).isFalse();
		assertThat(customer.path("inServicePeriod").asBoolean(true)).isFalse();
	}

	/** Whoever needs a second connection waits for ever when all others do, too. */
	@Test
	void caseAndCustomerAreReadWhileOneConnectionOfThePoolIsFree() throws SQLException {
		upload(CLERK, "一.pdf", PDF);
		String customer = "/api/customers/" + get(CLERK, "/customer").json().path("id").asLong();
		List<Connection> others = new ArrayList<>();
		try {
			for (int i = 1; i < this.pool.getMaximumPoolSize(); i++) {
				others.add(this.pool.getConnection());
			}
			for (String path : new String[] { "", "/attachments", "/customer" }) {
				assertThat(get(CLERK, path).status()).as(path).isEqualTo(200);
			}
			assertThat(as(CLERK).get(customer).status()).isEqualTo(200);
		}
		finally {
			for (Connection other : others) {
				other.close();
			}
		}
	}

	private void assertRefused(Answer answer, int status, String message) {
		assertThat(answer.status()).as(message).isEqualTo(status);
		assertThat(answer.detail()).isEqualTo(message);
		assertThat(answer.field(0)).isEqualTo("file");
	}

	private KefuClient as(String user) {
		return new KefuClient(this.port, user);
	}

	private Answer get(String user, String path) {
		return as(user).get("/api/cases/" + this.caseNo + path);
	}

	private Answer upload(String user, String name, byte[] content) {
		String head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name.replace("\\", "\\\\")
				+ "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
		HttpRequest request = request(user, "/attachments").header("Content-Type", "multipart/form-data; boundary=b")
			.POST(BodyPublishers.ofByteArrays(Arrays.asList(head.getBytes(StandardCharsets.UTF_8), content,
					"\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8))))
			.build();
		try {
			HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
			return new Answer(answer.statusCode(), new ObjectMapper().readTree(answer.body()));
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private HttpResponse<byte[]> download(String user, long id) throws IOException, InterruptedException {
		return HTTP.send(request(user, "/attachments/" + id).build(), BodyHandlers.ofByteArray());
	}

	private HttpRequest.Builder request(String user, String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/api/cases/" + this.caseNo + path))
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8)));
	}

}
