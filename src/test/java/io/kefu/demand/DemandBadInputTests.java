package io.kefu.demand;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.kefu.ApplicationTest;
import io.kefu.CaseDriver;
import io.kefu.KefuClient;
import io.kefu.KefuClient.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What bad input gets, over HTTP, as clerks send it.
 */
@ApplicationTest
class DemandBadInputTests {

	private static final String KEY = "demand-handling";

	@LocalServerPort
	private int port;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private JdbcClient jdbc;

	private KefuClient clerk;

	private String own;

	@BeforeEach
	void logIn() {
		this.clerk = new KefuClient(this.port, "customerService");
		this.own = UUID.randomUUID().toString().substring(0, 8);
	}

	@Test
	void unknownSerialNumberIsRefusedAndNothingRegistered() {
		assertRefused(this.clerk.start(KEY, demand(Map.of("serialNo", "SN-" + this.own))), "serialNo", "不在用户档案中");
	}

	@Test
	void unitOfAnotherCustomerIsRefusedAndNothingRegistered() {
		this.jdbc.sql("insert into customer (name) values (?)").param("别人" + this.own).update();
		this.jdbc.sql("insert into product (model, name) values (?, '电视')").param("M-" + this.own).update();
		this.jdbc.sql(
				"insert into unit (serial_no, product_model, customer_id) select ?, ?, id from customer where name = ?")
			.params("SN-" + this.own, "M-" + this.own, "别人" + this.own)
			.update();
		assertRefused(this.clerk.start(KEY, demand(Map.of("serialNo", "SN-" + this.own))), "serialNo", "其他客户");
		Map<String, Object> owners = demand(Map.of("serialNo", "SN-" + this.own, "customerName", "别人" + this.own));
		assertThat(this.clerk.start(KEY, owners).status()).isEqualTo(200);
	}

	@Test
	void scopeOfAnswersMustBeSaid() {
		Map<String, Object> form = demand(Map.of());
		form.remove("inAnswerScope");
		assertRefused(this.clerk.start(KEY, form), "inAnswerScope", "问题是否在回答范围内");
	}

	@Test
	void relayedDemandNamesTheOfficeThatPassedItOn() {
		assertRefused(this.clerk.start(KEY, demand(Map.of("channel", "relayed"))), "relayedBy", "转达办事处");
		Map<String, Object> relayed = demand(Map.of("channel", "relayed", "relayedBy", "上海办事处"));
		assertThat(this.clerk.start(KEY, relayed).status()).isEqualTo(200);
	}

	@Test
	void oralDemandNeedsTheCustomersOwnWordsReadBack() {
		Answer answer = this.clerk.start(KEY, demand(Map.of("channel", "hotline")));
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactlyInAnyOrder("verbatim",
				"verified");
	}

	@Test
	void linkNeedsOneOfTheOpenCasesThatAreOffered() {
		String stranger = started();
		this.own = "x" + this.own;
		String caseNo = started();
		String task = this.cases.task(caseNo, "Task_CheckCustomerFile").getId();
		Map<String, Object> form = new HashMap<>(Map.of("newProblem", false, "servicePeriodConfirmed", true));
		assertRefusedAt(task, form, "linkedCaseNo", "已有案件");
		form.put("linkedCaseNo", stranger);
		assertRefusedAt(task, form, "linkedCaseNo", "不在可选范围内");
		form.put("linkedCaseNo", caseNo);
		assertRefusedAt(task, form, "linkedCaseNo", "不在可选范围内");
		assertRefusedAt(task, Map.of("newProblem", true), "servicePeriodConfirmed", "服务期");
		assertRefusedAt(task, Map.of("servicePeriodConfirmed", true), "newProblem", "是否新问题");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					demandType=gossip                                          | demandType
					demandType=software                                        | commonProblem
					demandType=software, commonProblem=true, severe=true       | commonProblem
					demandType=return, requestSource=customer, returnReason=quality_flaw, packagingComplete=true, misuse=true | misuse
					demandType=return, requestSource=customer, returnReason=law, packagingComplete=true, misuse=false, purchaseDate=2099-01-01 | purchaseDate
					demandType=return, requestSource=customer, returnReason=whim, packagingComplete=true, misuse=false | returnReason
					demandType=return, requestSource=customer, returnReason=law, misuse=false | packagingComplete
					""")
	void contradictoryOrIncompleteAnalysisIsRefused(String answers, String field) {
		String caseNo = started();
		checkFile(caseNo);
		Map<String, Object> form = new HashMap<>();
		for (String answer : answers.split(",")) {
			String[] pair = answer.strip().split("=");
			form.put(pair[0], List.of("true", "false").contains(pair[1]) ? Boolean.valueOf(pair[1]) : pair[1]);
		}
		Answer refusal = this.clerk.submit(this.cases.task(caseNo, "Task_AnalyseDemand").getId(), form);
		assertThat(refusal.status()).isEqualTo(400);
		assertThat(refusal.json().path("errors").findValuesAsText("field")).containsExactly(field);
		assertThat(this.cases.openSteps(caseNo)).containsExactly("Task_AnalyseDemand");
	}

	@ParameterizedTest
	@CsvSource({ "0", "-1", "0.005", "''", "viel" })
	void chargeIsAnAmountOfMoney(String amount) {
		String task = this.cases.task(chargeable(), "Task_Charge").getId();
		Answer refusal = new KefuClient(this.port, "finance").submit(task,
				Map.of("amount", amount, "invoiceNo", "INV-1"));
		assertThat(refusal.status()).isEqualTo(400);
		assertThat(refusal.field(0)).isEqualTo("amount");
	}

	@Test
	void chargeNeedsTheCustomersAnswer() {
		String caseNo = tracked();
		this.cases.complete(caseNo, "Task_TrackInTime", Map.of("solvedInTime", false, "trackingNote", "仍无画面"));
		findCause(caseNo);
		assertRefusedAt(this.cases.task(caseNo, "Task_ExplainToCustomer").getId(),
				Map.of("explanation", "使用不当", "chargeable", true), "customerAgreed", "客户是否同意收费");
	}

	private String chargeable() {
		String caseNo = tracked();
		this.cases.complete(caseNo, "Task_TrackInTime", Map.of("solvedInTime", false, "trackingNote", "仍无画面"));
		findCause(caseNo);
		this.cases.complete(caseNo, "Task_ExplainToCustomer",
				Map.of("explanation", "使用不当", "chargeable", true, "customerAgreed", true));
		return caseNo;
	}

	private void findCause(String caseNo) {
		this.cases.complete(caseNo, "Task_FindCause",
				Map.of("cause", "customer", "solvable", false, "causeNote", "接线错误"));
	}

	private String tracked() {
		this.jdbc.sql("insert into customer (name, key_account) values (?, true)").param("客户" + this.own).update();
		String caseNo = started();
		this.cases.complete(caseNo, "Task_AssignDedicated",
				Map.of("dedicatedNote", "上门", "responsibleDepartment", "quality", "complex", false));
		return caseNo;
	}

	private String started() {
		return this.cases.start(KEY, demand(Map.of()));
	}

	private void checkFile(String caseNo) {
		this.cases.complete(caseNo, "Task_CheckCustomerFile",
				Map.of("newProblem", true, "servicePeriodConfirmed", true));
	}

	private Map<String, Object> demand(Map<String, Object> deviations) {
		Map<String, Object> form = CaseDriver.filedBy("客户" + this.own,
				Map.of("channel", "email", "inAnswerScope", true));
		form.putAll(deviations);
		return form;
	}

	private void assertRefused(Answer answer, String field, String message) {
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly(field);
		assertThat(answer.detail()).contains(message);
		assertThat(this.jdbc
			.sql("select count(*) from service_case c join customer k on k.id = c.customer_id where k.name = ?")
			.param("客户" + this.own)
			.query(Long.class)
			.single()).isZero();
	}

	private void assertRefusedAt(String task, Map<String, Object> form, String field, String message) {
		Answer answer = this.clerk.submit(task, form);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly(field);
		assertThat(answer.detail()).contains(message);
	}

}
