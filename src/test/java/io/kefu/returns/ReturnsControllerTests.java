package io.kefu.returns;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Returns over HTTP: who may read the ledger, what the warehouse learns about a number,
 * and what bad input gets.
 */
@ApplicationTest
class ReturnsControllerTests {

	private static final String LEDGER = "/api/returns/ledger";

	@LocalServerPort
	private int port;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private Rmas rmas;

	@Autowired
	private ExchangeLedger ledger;

	@Autowired
	private JdbcClient jdbc;

	private String customer;

	private String caseNo;

	@BeforeEach
	void aCaseOfAReturn() {
		this.customer = "台账客户" + UUID.randomUUID();
		CaseDriver.now("2026-07-15T23:30:00+08:00");
		this.caseNo = this.cases.start("return-exchange", CaseDriver.filedBy(this.customer, Map.of()));
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			customerService,     200, 200
			customerServiceLead, 200, 200
			materials,           200, 200
			materialsLead,       200, 200
			salesOffice,         200, 200
			salesOfficeLead,     200, 200
			management,          200, 200
			managementLead,      200, 200
			supervision,         200, 200
			supervisionLead,     200, 200
			auditor,             200, 200
			regionalSales,       403, 200
			regionalSalesLead,   403, 200
			production,          403, 200
			quality,             403, 200
			finance,             403, 200
			dealer,              403, 403
			engineering,         403, 403
			processOwner,        403, 403
			,                    401, 401
			""")
	void onlyThoseWhoKeepOrCheckItReadTheLedger(String login, int ledgerStatus, int rmaStatus) {
		String rmaNo = issued();
		Answer lines = as(login).get(LEDGER);
		assertThat(lines.status()).isEqualTo(ledgerStatus);
		assertThat(as(login).get("/api/returns/rma/" + rmaNo).status()).isEqualTo(rmaStatus);
		if (ledgerStatus == 403) {
			assertThat(lines.detail()).isEqualTo("您没有查看换货登记台账的权限");
		}
	}

	@Test
	void ledgerTellsWhatWasDoneInChinese() {
		String rmaNo = entered("正常备注");
		JsonNode line = line(as("auditor").get(LEDGER), rmaNo);
		assertThat(line.path("caseNo").asText()).isEqualTo(this.caseNo);
		assertThat(line.path("customerName").asText()).isEqualTo(this.customer);
		assertThat(line.path("enteredAt").asText()).isEqualTo("2026-07-15T23:30:00+08:00");
		assertThat(line.path("kindLabel").asText()).isEqualTo("退货");
		assertThat(line.path("inspectionLabel").asText()).isEqualTo("确认故障");
		assertThat(line.path("resultLabel").asText()).isEqualTo("已退款");
		assertThat(line.path("refundAmount").decimalValue()).isEqualByComparingTo("88.80");
		assertThat(line.path("refundedOn").asText()).isEqualTo("2026-07-14");
		assertThat(line.path("handledBy").asText()).isEqualTo("陈经办");
		assertThat(line.path("signedByName").asText()).isNotBlank();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			?from=2026-07-15&to=2026-07-15, true
			?from=2026-07-16,               false
			?to=2026-07-14,                 false
			?from=2026-07-15,               true
			?to=2026-07-15,                 true
			""")
	void daysOfTheLedgerAreThoseOfTheCompany(String query, boolean within) {
		String rmaNo = entered(null);
		assertThat(line(as("materials").get(LEDGER + query), rmaNo) != null).isEqualTo(within);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			?from=2026-07-16&to=2026-07-15, to
			?from=yesterday,                from
			?to=2026-13-01,                 to
			""")
	void wrongDaysAreRefused(String query, String field) {
		Answer answer = as("materials").get(LEDGER + query);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field(0)).isEqualTo(field);
		assertThat(answer.detail()).containsPattern("\\p{IsHan}");
	}

	@Test
	void ledgerIsATableForSpreadsheetsInWhichTextsStayTexts() throws Exception {
		String rmaNo = entered("=cmd|'/c calc'!A1,\"引号\"");
		HttpResponse<byte[]> answer = csv("salesOffice", LEDGER);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
		assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment;");
		String table = new String(answer.body(), StandardCharsets.UTF_8);
		assertThat(table).startsWith("\uFEFFRMA编号,案件编号,登记时间,入库时间,客户,").endsWith("\r\n");
		assertThat(table.lines().filter((line) -> line.startsWith(rmaNo))).singleElement()
			.asString()
			.isEqualTo(rmaNo + "," + this.caseNo + ",2026-07-15 23:30,2026-07-15 23:30," + this.customer
					+ ",退货,KF-300,,3,不能开机,确认故障,已退款,,88.80,2026-07-14,陈经办," + "系统"
					+ ",\"'=cmd|'/c calc'!A1,\"\"引号\"\"\"");
		assertThat(csv("finance", LEDGER).statusCode()).isEqualTo(403);
		assertThat(csv("salesOffice", LEDGER + "?from=x").statusCode()).isEqualTo(400);
	}

	@Test
	void warehouseLearnsTheStateOfANumber() {
		String rmaNo = issued();
		JsonNode rma = as("materials").get("/api/returns/rma/" + rmaNo).json();
		assertThat(rma.path("state").asText()).isEqualTo("ISSUED");
		assertThat(rma.path("stateLabel").asText()).isEqualTo("已编号，未入库");
		assertThat(rma.path("customerName").asText()).isEqualTo(this.customer);
		assertThat(rma.path("issuedAt").asText()).isEqualTo("2026-07-15T23:30:00+08:00");
		this.rmas.receive(rmaNo, 3);
		assertThat(as("materials").get("/api/returns/rma/" + rmaNo).json().path("receivedQuantity").asInt())
			.isEqualTo(3);
		this.rmas.settle(rmaNo);
		assertThat(as("materials").get("/api/returns/rma/" + rmaNo.toLowerCase()).json().path("stateLabel").asText())
			.isEqualTo("已办理");
	}

	@ParameterizedTest
	@ValueSource(strings = { "RMA-19990101-0001", "x", "%27or%201=1" })
	void numberThatWasNeverIssuedIsNotFound(String rmaNo) {
		Answer answer = as("materials").get("/api/returns/rma/" + rmaNo);
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.detail()).startsWith("没有编发过RMA编号");
	}

	@Test
	void numberIsIssuedOnceHoweverManyAskAtTheSameTime() throws Exception {
		ExecutorService people = Executors.newFixedThreadPool(8);
		try {
			List<Future<String>> asked = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				asked.add(people.submit(this::issued));
			}
			List<String> numbers = new ArrayList<>();
			for (Future<String> each : asked) {
				numbers.add(each.get());
			}
			assertThat(numbers).doesNotHaveDuplicates()
				.hasSize(200)
				.allMatch((no) -> no.matches("RMA-20260715-\\d{4,}"));
		}
		finally {
			people.shutdown();
		}
	}

	@Test
	void warehouseCannotTakeInGoodsWithAnotherNumber() {
		this.cases.complete(this.caseNo, "Task_RequestReturn", request("repair"));
		String task = this.cases.task(this.caseNo, "Task_ReceiveGoods").getId();
		Map<String, Object> goods = new HashMap<>(Map.of("quantity", 1, "formEnclosed", true));
		Answer without = as("materials").submit(task, goods);
		assertThat(without.status()).isEqualTo(400);
		assertThat(without.field(0)).isEqualTo("rmaNo");
		goods.put("rmaNo", issued());
		Answer another = as("materials").submit(task, goods);
		assertThat(another.status()).isEqualTo(400);
		assertThat(another.field(0)).isEqualTo("rmaNo");
		assertThat(another.detail()).contains("不是本案件编发的编号，不能入库");
		goods.put("rmaNo", this.cases.variable(this.caseNo, "return-exchange", "rmaNumber"));
		goods.put("formEnclosed", false);
		Answer formless = as("materials").submit(task, goods);
		assertThat(formless.status()).isEqualTo(400);
		assertThat(formless.field(0)).isEqualTo("formEnclosed");
		assertThat(this.cases.openSteps(this.caseNo)).containsExactly("Task_ReceiveGoods");
		goods.put("formEnclosed", true);
		assertThat(as("quality").submit(task, goods).status()).isIn(403, 404);
		Answer good = as("materials").submit(task, goods);
		assertThat(good.status()).isBetween(200, 204);
		assertThat(this.jdbc.sql("select login || ' ' || name from exchange_approval where case_no = ?")
			.param(this.caseNo)
			.query(String.class)
			.single()).startsWith("materials ").isNotEqualTo("materials materials");
	}

	@Test
	void salesmanCannotFileTheUnitOfAnotherCustomer() {
		String serialNo = "SN-" + UUID.randomUUID();
		this.jdbc.sql("insert into product values ('KF-300', '稳压电源') on conflict do nothing").update();
		this.jdbc.sql("insert into customer (name) values (?)").param("失主" + serialNo).update();
		this.jdbc.sql("insert into unit values (?, 'KF-300', (select id from customer where name = ?), null)")
			.params(serialNo, "失主" + serialNo)
			.update();
		String task = this.cases.task(this.caseNo, "Task_RequestReturn").getId();
		Map<String, Object> form = request("exchange");
		form.put("serialNo", serialNo);
		Answer answer = as("regionalSales").submit(task, form);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field(0)).isEqualTo("serialNo");
		assertThat(answer.detail()).isEqualTo("序列号“" + serialNo + "”登记在其他客户名下");
		form.put("serialNo", "SN-NOBODY");
		assertThat(as("regionalSales").submit(task, form).detail()).isEqualTo("序列号“SN-NOBODY”不在用户档案中");
		assertThat(this.cases.openSteps(this.caseNo)).containsExactly("Task_RequestReturn");
	}

	private static Map<String, Object> request(String kind) {
		return new HashMap<>(Map.of("kind", kind, "returnReason", "quality_flaw", "packagingComplete", true, "misuse",
				false, "termsConfirmed", true));
	}

	private String issued() {
		return this.rmas.issue(this.caseNo, UUID.randomUUID().toString(), "refund", "KF-300", null);
	}

	private String entered(String note) {
		String rmaNo = issued();
		this.rmas.receive(rmaNo, 3);
		this.ledger
			.enter(new ExchangeLedger.Entry(rmaNo, this.caseNo, "refund", "KF-300", null, 3, "不能开机", "defect_confirmed",
					"refunded", null, new BigDecimal("88.80"), LocalDate.of(2026, 7, 14), "陈经办", "system", note));
		return rmaNo;
	}

	private static JsonNode line(Answer answer, String rmaNo) {
		assertThat(answer.status()).isEqualTo(200);
		return StreamSupport.stream(answer.json().spliterator(), false)
			.filter((line) -> line.path("rmaNo").asText().equals(rmaNo))
			.findFirst()
			.orElse(null);
	}

	private HttpResponse<byte[]> csv(String login, String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.header("Accept", "text/csv")
			.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString((login + ":demo").getBytes(StandardCharsets.UTF_8)))
			.build();
		return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
	}

	private KefuClient as(String login) {
		return new KefuClient(this.port, login);
	}

}
