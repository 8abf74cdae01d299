package io.kefu.returns;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.IdentityService;

import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The ledger of exchanges (S4-108) as JSON and CSV, and the state of an RMA number for
 * the warehouse (S0-11).
 */
@RestController
@RequestMapping("/api/returns")
class ReturnsController {

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

	private static final Set<String> LEDGER_READERS = withLeads("customerService", "materials", "salesOffice",
			"management", "supervision");

	/** They handle the goods, besides. */
	private static final Set<String> RMA_READERS = withLeads("regionalSales", "production", "quality", "finance");

	private final ExchangeLedger ledger;

	private final Rmas rmas;

	private final IdentityService identity;

	ReturnsController(ExchangeLedger ledger, Rmas rmas, IdentityService identity) {
		this.ledger = ledger;
		this.rmas = rmas;
		this.identity = identity;
	}

	@GetMapping(path = "/ledger", produces = MediaType.APPLICATION_JSON_VALUE)
	List<ExchangeLedger.Line> ledger(
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
		require(mayReadLedger(), "换货登记台账");
		if (from != null && to != null && to.isBefore(from)) {
			throw InvalidInputException.of("to", "截止日期“to”不能早于开始日期“from”");
		}
		return this.ledger.lines(from, to);
	}

	/** With a byte order mark, without which Excel takes it for GBK. */
	@GetMapping(path = "/ledger", produces = "text/csv")
	ResponseEntity<byte[]> ledgerAsCsv(
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
			@RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
		String csv = Stream
			.concat(Stream.of(List.of("RMA编号", "案件编号", "登记时间", "入库时间", "客户", "处理方式", "产品型号", "序列号", "数量", "原因", "检验结论",
					"办理结果", "新品序列号", "退款金额（元）", "退款日期", "经办人", "登记人", "备注")),
					ledger(from, to).stream().map(ReturnsController::cells))
			.map((cells) -> cells.stream().map(ReturnsController::cell).collect(Collectors.joining(",")))
			.collect(Collectors.joining("\r\n", "\uFEFF", "\r\n"));
		return ResponseEntity.ok()
			.contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("换货登记台账.csv", StandardCharsets.UTF_8).build().toString())
			.body(csv.getBytes(StandardCharsets.UTF_8));
	}

	@GetMapping("/rma/{rmaNo}")
	Rma rma(@PathVariable String rmaNo) {
		Set<String> groups = groups();
		require(mayReadLedger() || groups.stream().anyMatch(RMA_READERS::contains), "RMA编号");
		return this.rmas.find(rmaNo).orElseThrow(() -> InvalidInputException.notFound("没有编发过RMA编号“" + rmaNo + "”"));
	}

	private static List<Object> cells(ExchangeLedger.Line line) {
		return Stream
			.<Object>of(line.rmaNo(), line.caseNo(), MINUTE.format(line.enteredAt()), MINUTE.format(line.receivedAt()),
					line.customerName(), line.kindLabel(), blank(line.productModel()), blank(line.serialNo()),
					line.quantity(), blank(line.reason()), line.inspectionLabel(), line.resultLabel(),
					blank(line.newSerialNo()), blank(line.refundAmount()), blank(line.refundedOn()), line.handledBy(),
					line.signedByName(), blank(line.note()))
			.toList();
	}

	private static Object blank(Object value) {
		return Objects.requireNonNullElse(value, "");
	}

	/** Spreadsheets calculate what begins like a formula; a text must stay a text. */
	private static String cell(Object value) {
		String text = value.toString();
		String harmless = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
		return harmless.matches("(?s).*[\",\r\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
	}

	private boolean mayReadLedger() {
		Set<String> groups = groups();
		return groups.contains("auditor") || groups.stream().anyMatch(LEDGER_READERS::contains);
	}

	private Set<String> groups() {
		return new HashSet<>(this.identity.getCurrentAuthentication().getGroupIds());
	}

	private static void require(boolean allowed, String what) {
		if (!allowed) {
			throw InvalidInputException.forbidden("您没有查看" + what + "的权限");
		}
	}

	private static Set<String> withLeads(String... departments) {
		return Stream.of(departments)
			.flatMap((department) -> Stream.of(department, Departments.leaderOf(department)))
			.collect(Collectors.toUnmodifiableSet());
	}

}
