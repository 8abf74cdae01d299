package io.kefu.customerfile;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.ApplicationTest;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@ApplicationTest
class CustomerFileHttpTests {

	private static final String MALL = "档案测试商场";

	@LocalServerPort
	private int port;

	@Autowired
	private JdbcClient jdbc;

	private KefuClient clerk;

	private long mall;

	@BeforeEach
	void prepare() {
		this.clerk = new KefuClient(this.port, "customerService");
		this.mall = customer(MALL);
		this.jdbc.sql("insert into product (model, name) values ('DA-100', '档案测试产品') on conflict do nothing").update();
	}

	@AfterEach
	void clean() {
		this.jdbc.sql("""
				delete from unit where product_model like 'DA-%'; delete from product where model like 'DA-%';
				delete from contract where contract_no like 'DA-%';
				delete from customer_contact where customer_id in (select id from customer where name like '档案测试%');
				delete from customer where name like '档案测试%'""").update();
	}

	@Test
	void clerkMaintainsTheWholeFile() {
		Answer changed = this.clerk.send("PUT", path(), Map.of("name", MALL + "（总店）", "customerNo", "DA-1", "type",
				"channel", "keyAccount", true, "dedicatedAgent", "customerServiceLead"));
		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.json().path("dedicatedAgentName").asText()).isEqualTo("李静");
		this.clerk.post(path() + "/contacts", Map.of("name", "赵敏", "phone", "13912345678"));
		long contact = file().path("contacts").path(0).path("id").asLong();
		this.clerk.send("PUT", path() + "/contacts/" + contact,
				Map.of("name", "赵敏", "phone", "13912345678", "email", "zhao@example.com"));
		this.clerk.post(path() + "/contracts",
				Map.of("contractNo", "DA-2026/1", "serviceFrom", "2026-01-01", "serviceTo", "2026-12-31"));
		this.clerk.send("PUT", path() + "/contracts", Map.of("contractNo", "DA-2026/1", "serviceFrom", "2026-01-01",
				"serviceTo", "2027-12-31", "note", "续签"));
		this.clerk.post(path() + "/units",
				Map.of("serialNo", "DA-SN-1", "productModel", "DA-100", "soldOn", "2026-03-01"));

		JsonNode file = file();
		assertThat(file.path("name").asText()).isEqualTo(MALL + "（总店）");
		assertThat(file.path("customerNo").asText()).isEqualTo("DA-1");
		// S0-02, S3-11
		assertThat(file.path("typeLabel").asText()).isEqualTo("渠道客户");
		assertThat(file.path("keyAccount").asBoolean()).isTrue();
		assertThat(file.path("dedicatedAgent").asText()).isEqualTo("customerServiceLead");
		assertThat(file.path("contacts")).hasSize(1);
		assertThat(file.path("contacts").path(0).path("email").asText()).isEqualTo("zhao@example.com");
		assertThat(file.path("contracts").path(0).path("serviceTo").asText()).isEqualTo("2027-12-31");
		assertThat(file.path("contracts").path(0).path("note").asText()).isEqualTo("续签");
		assertThat(file.path("units").path(0).path("warrantyUntil").asText()).isEqualTo("2027-03-01");

		long branch = customer("档案测试分店");
		assertThat(
				this.clerk.send("PUT", "/api/customers/" + branch + "/units", Map.of("serialNo", "DA-SN-1")).status())
			.isEqualTo(200);
		assertThat(file().path("units")).isEmpty();
		JsonNode unit = this.clerk.get("/api/customers/" + branch).json().path("file").path("units").path(0);
		assertThat(unit.path("serialNo").asText()).isEqualTo("DA-SN-1");
		assertThat(unit.path("soldOn").asText()).isEqualTo("2026-03-01");
	}

	@Test
	void customersAreFoundByNameNumberContactPhoneAndSerialNumber() {
		this.clerk.send("PUT", path(), Map.of("name", MALL, "customerNo", "DA-NO-1", "type", "end_user"));
		this.clerk.post(path() + "/contacts", Map.of("name", "欧阳档案", "phone", "0512-87654321"));
		this.clerk.post(path() + "/units", Map.of("serialNo", "DA-SN-1", "productModel", "DA-100"));
		for (String text : List.of("档案测试商", "da-no-1", "欧阳档", "87654321", "DA-SN-1")) {
			Answer found = this.clerk
				.get("/api/customers?q=" + java.net.URLEncoder.encode(text, StandardCharsets.UTF_8));
			assertThat(found.json()).as(text).hasSize(1);
			assertThat(found.json().path(0).path("id").asLong()).isEqualTo(this.mall);
		}
		assertThat(this.clerk.get("/api/customers?q=100%25").json()).isEmpty();
		assertThat(this.clerk.get("/api/customers?q=DA-NO-1&page=1").json()).isEmpty();
		assertThat(this.clerk.get("/api/customers?page=-1").status()).isEqualTo(400);
	}

	@Test
	void newCustomerIsAddedOnce() {
		Map<String, Object> input = Map.of("name", "档案测试新客户", "type", "prospect");
		Answer added = this.clerk.post("/api/customers", input);
		assertThat(added.status()).isEqualTo(201);
		assertThat(added.json().path("file").path("typeLabel").asText()).isEqualTo("潜在客户");
		assertThat(this.clerk.post("/api/customers", input).status()).isEqualTo(409);
	}

	@Test
	void dedicatedPersonMustBeAKnownLogin() {
		Answer refused = this.clerk.send("PUT", path(),
				Map.of("name", MALL, "type", "channel", "dedicatedAgent", "nobody"));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.field(0)).isEqualTo("dedicatedAgent");
		assertThat(refused.detail()).isEqualTo("专人“nobody”不是已有的登录名");
		assertThat(file().path("type").asText()).isEqualTo("end_user");
	}

	@Test
	void everyWrongFieldIsNamed() {
		Map<String, Object> nothing = new HashMap<>();
		assertThat(fields("PUT", "", nothing)).containsExactly("name", "type");
		assertThat(fields("PUT", "", Map.of("name", "长".repeat(101), "type", "friend", "customerNo", "1\n2")))
			.containsExactly("name", "customerNo", "type");
		assertThat(fields("POST", "/contacts", nothing)).containsExactly("name");
		assertThat(fields("POST", "/contacts", Map.of("phone", "abc", "email", "a@b@c"))).containsExactly("phone",
				"email");
		assertThat(fields("POST", "/contracts", nothing)).containsExactly("contractNo", "serviceFrom", "serviceTo");
		assertThat(fields("POST", "/contracts",
				Map.of("contractNo", "DA-1", "serviceFrom", "2026-02-30", "serviceTo", "1026-01-01")))
			.containsExactly("serviceFrom", "serviceTo");
		assertThat(fields("POST", "/contracts",
				Map.of("contractNo", "DA-1", "serviceFrom", "2026-01-02", "serviceTo", "2026-01-01")))
			.containsExactly("serviceTo");
		assertThat(fields("POST", "/units",
				Map.of("serialNo", "DA-SN-1", "productModel", "DA-999", "soldOn", "2199-01-01")))
			.containsExactly("soldOn", "productModel");
		assertThat(fields("PUT", "", "[]")).containsExactly("body");
		assertThat(this.clerk.send("PUT", path() + "/units", Map.of("serialNo", "DA-SN-9")).status()).isEqualTo(404);
		assertThat(this.clerk.send("PUT", path() + "/contacts/-1", Map.of("name", "甲")).status()).isEqualTo(404);
		assertThat(this.clerk
			.send("PUT", path() + "/contracts",
					Map.of("contractNo", "DA-1", "serviceFrom", "2026-01-01", "serviceTo", "2026-01-01"))
			.status()).isEqualTo(404);
		assertThat(this.clerk.get("/api/customers/-1").status()).isEqualTo(404);
		assertThat(this.clerk.post("/api/customers/-1/contacts", Map.of("name", "甲")).status()).isEqualTo(404);
	}

	@Test
	void sameContactContractOrUnitIsNotAddedTwice() {
		Map<String, Object> contact = Map.of("name", "赵敏");
		Map<String, Object> contract = Map.of("contractNo", "DA-1", "serviceFrom", "2026-01-01", "serviceTo",
				"2026-01-01");
		Map<String, Object> unit = Map.of("serialNo", "DA-SN-1", "productModel", "DA-100");
		for (int status : new int[] { 200, 409 }) {
			assertThat(this.clerk.post(path() + "/contacts", contact).status()).isEqualTo(status);
			assertThat(this.clerk.post(path() + "/contracts", contract).status()).isEqualTo(status);
			assertThat(this.clerk.post(path() + "/units", unit).status()).isEqualTo(status);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "customerService", "customerServiceLead", "admin" })
	void customerServiceAndAdministratorsMaintain(String login) throws Exception {
		KefuClient client = new KefuClient(this.port, login);
		assertThat(client.get(path()).status()).isEqualTo(200);
		assertThat(client.get("/api/customers/rights").json().path("maintain").asBoolean()).isTrue();
		assertThat(client.send("PUT", path(), Map.of("name", MALL, "type", "channel")).status()).isEqualTo(200);
		Answer checked = imported(upload(login, "units", true, "序列号,产品型号\nDA-SN-1,DA-100\n"));
		assertThat(checked.json().path("state").asText()).isEqualTo("CHECKED");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "auditor", "management", "managementLead", "supervision", "supervisionLead", "processOwner" })
	void supervisorsReadButChangeNothing(String login) throws Exception {
		KefuClient client = new KefuClient(this.port, login);
		assertThat(client.get(path()).status()).isEqualTo(200);
		assertThat(client.get("/api/customers").status()).isEqualTo(200);
		assertThat(client.get("/api/customers/rights").json().path("maintain").asBoolean(true)).isFalse();
		assertThat(client.get("/api/customer-file/imports").status()).isEqualTo(200);
		changesAreRefused(login, "只有客户服务部和系统管理员可以维护用户档案");
	}

	@ParameterizedTest
	@ValueSource(strings = { "production", "productionLead", "dealer", "quality" })
	void otherDepartmentsSeeNothing(String login) throws Exception {
		KefuClient client = new KefuClient(this.port, login);
		for (String path : List.of(path(), "/api/customers", "/api/customers/rights", "/api/customer-file/imports",
				"/api/customer-file/imports/1")) {
			Answer refused = client.get(path);
			assertThat(refused.status()).as(path).isEqualTo(403);
			assertThat(refused.detail()).isEqualTo("您没有查看用户档案的权限");
		}
		changesAreRefused(login, "只有客户服务部和系统管理员可以维护用户档案");
	}

	private void changesAreRefused(String login, String reason) throws Exception {
		KefuClient client = new KefuClient(this.port, login);
		Map<String, Object> input = Map.of("name", "档案测试不许");
		for (Answer refused : List.of(client.send("PUT", path(), input), client.post("/api/customers", input),
				client.post(path() + "/contacts", input), client.send("PUT", path() + "/contacts/1", input),
				client.post(path() + "/contracts", input), client.send("PUT", path() + "/contracts", input),
				client.post(path() + "/units", input), client.send("PUT", path() + "/units", input),
				upload(login, "customers", false, "客户名称\n档案测试不许\n"))) {
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.detail()).isEqualTo(reason);
		}
		assertThat(this.jdbc.sql("select count(*) from customer where name = '档案测试不许'").query(Long.class).single())
			.isZero();
	}

	@Test
	void uploadedFileIsCheckedThenImportedAndItsReportStays() throws Exception {
		Answer checked = imported(upload("customerService", "customers", true, "客户名称,专人\n档案测试导入,customerService\n"));
		assertThat(checked.json().path("state").asText()).isEqualTo("CHECKED");
		assertThat(checked.json().path("counts").path("customersCreated").asInt()).isEqualTo(1);
		assertThat(this.clerk.get("/api/customers?q=%E6%A1%A3%E6%A1%88%E6%B5%8B%E8%AF%95%E5%AF%BC%E5%85%A5").json())
			.isEmpty();

		Answer done = imported(upload("customerService", "customers", false, "客户名称,专人\n档案测试导入,customerService\n"));
		assertThat(done.json().path("state").asText()).isEqualTo("IMPORTED");
		assertThat(done.json().path("fileName").asText()).isEqualTo("客户资料.csv");
		assertThat(done.json().path("startedBy").asText()).isEqualTo("customerService");
		assertThat(this.clerk.get("/api/customers?q=%E6%A1%A3%E6%A1%88%E6%B5%8B%E8%AF%95%E5%AF%BC%E5%85%A5").json())
			.hasSize(1);

		Answer rejected = imported(upload("customerService", "customers", false, "客户名称,专人\n档案测试导入,nobody\n"));
		assertThat(rejected.json().path("state").asText()).isEqualTo("REJECTED");
		JsonNode line = rejected.json().path("rejectedLines").path(0);
		assertThat(line.path("line").asInt()).isEqualTo(2);
		assertThat(line.path("column").asText()).isEqualTo("专人");
		assertThat(line.path("value").asText()).isEqualTo("nobody");

		JsonNode last = new KefuClient(this.port, "auditor").get("/api/customer-file/imports").json().path(0);
		assertThat(last.path("id")).isEqualTo(rejected.json().path("id"));
		assertThat(last.path("rejectedLines").isNull()).isTrue();
		assertThat(this.clerk.get("/api/customer-file/imports/-1").status()).isEqualTo(404);
	}

	@Test
	void wrongUploadIsRefusedAtOnce() throws Exception {
		Answer kind = upload("customerService", "people", false, "客户名称\n甲\n");
		assertThat(kind.status()).isEqualTo(400);
		assertThat(kind.field(0)).isEqualTo("kind");
		Answer header = upload("customerService", "customers", false, "名字\n甲\n");
		assertThat(header.status()).isEqualTo(400);
		assertThat(header.field(0)).isEqualTo("file");
		assertThat(header.detail()).contains("不认识的列“名字”");
		Answer missing = this.clerk.post("/api/customer-file/imports?kind=customers", Map.of());
		assertThat(missing.status()).isEqualTo(400);
		assertThat(missing.field(0)).isEqualTo("file");
		Answer large = upload("customerService", "customers", false, "客户名称\n" + "x".repeat(50 << 20));
		assertThat(large.status()).isEqualTo(400);
		assertThat(large.detail()).contains("文件过大");
	}

	@Test
	void pageForPeopleIsThere() throws Exception {
		for (String path : List.of("/kefu/customers/", "/kefu/customers", "/kefu/customers/app.js",
				"/kefu/customers/style.css")) {
			HttpResponse<String> page = HttpClient.newBuilder()
				.followRedirects(HttpClient.Redirect.NORMAL)
				.build()
				.send(request("customerService", path).GET().build(), HttpResponse.BodyHandlers.ofString());
			assertThat(page.statusCode()).as(path).isEqualTo(200);
			assertThat(page.body()).isNotBlank();
		}
	}

	private Answer imported(Answer started) {
		assertThat(started.status()).as(started.json().toString()).isEqualTo(202);
		String path = "/api/customer-file/imports/" + started.json().path("id").asLong();
		Awaitility.await().until(() -> !this.clerk.get(path).json().path("state").asText().equals("RUNNING"));
		return this.clerk.get(path);
	}

	/** One file is loaded at a time: waits for the one before. */
	private Answer upload(String login, String kind, boolean dryRun, String text)
			throws IOException, InterruptedException {
		Awaitility.await()
			.until(() -> this.jdbc
				.sql("select count(*) from pg_locks where locktype = 'advisory' and objid = 20261123 "
						+ "and database = (select oid from pg_database where datname = current_database())")
				.query(Long.class)
				.single() == 0);
		String boundary = "kefu-test";
		String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"客户资料.csv\"\r\n"
				+ "Content-Type: text/csv\r\n\r\n" + text + "\r\n--" + boundary + "--\r\n";
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(request(login, "/api/customer-file/imports?kind=" + kind + "&dryRun=" + dryRun)
				.header("Content-Type", "multipart/form-data; boundary=" + boundary)
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build(), HttpResponse.BodyHandlers.ofString());
		return new Answer(response.statusCode(), new ObjectMapper().readTree(response.body()));
	}

	private HttpRequest.Builder request(String login, String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((login + ":demo").getBytes(StandardCharsets.UTF_8)));
	}

	private List<String> fields(String method, String path, Object input) {
		Answer refused = this.clerk.send(method, path() + path, input);
		assertThat(refused.status()).isEqualTo(400);
		return Stream.iterate(0, (i) -> i < refused.json().path("errors").size(), (i) -> i + 1)
			.map(refused::field)
			.toList();
	}

	private JsonNode file() {
		return this.clerk.get(path()).json().path("file");
	}

	private String path() {
		return "/api/customers/" + this.mall;
	}

	private long customer(String name) {
		return this.jdbc.sql("insert into customer (name) values (?) returning id")
			.param(name)
			.query(Long.class)
			.single();
	}

}
