package io.kefu.survey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Surveys for tests. Each has a month long ago for itself, in which nobody else's case
 * was closed, and an address of its own on the public page.
 */
final class SurveyFixture {

	static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final AtomicInteger COUNT = new AtomicInteger();

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final Pattern LINK = Pattern.compile("/api/public/survey/([A-Za-z0-9_-]+)");

	private final JdbcClient jdbc;

	private final RuntimeService runtime;

	private final ManagementService management;

	private final YearMonth month;

	private final String address;

	SurveyFixture(JdbcClient jdbc, RuntimeService runtime, ManagementService management) {
		this.jdbc = jdbc;
		this.runtime = runtime;
		this.management = management;
		int number = COUNT.incrementAndGet();
		this.month = YearMonth.of(1950, 1).plusMonths(number);
		this.address = "203.0.113." + number;
	}

	LocalDate firstDay() {
		return this.month.atDay(1);
	}

	/** A case closed in the fixture's month, of a customer of its own. */
	String closedCase(String product, String group) {
		return closedCase("调查客户" + UUID.randomUUID(), product, group, this.month.atDay(15), "zhao@customer.example");
	}

	String closedCase(String customer, String product, String group, LocalDate closedOn, String email) {
		String caseNo = "KF-19000101-%05d".formatted(COUNT.incrementAndGet());
		Timestamp closed = Timestamp.from(closedOn.atTime(23, 30).atZone(ZONE).toInstant());
		this.jdbc.sql("insert into customer (name) values (?) on conflict (name) do nothing").param(customer).update();
		this.jdbc.sql("""
				insert into service_case (case_no, process_instance_id, state, channel, customer_id, contact_name,
				  contact_phone, contact_email, product_model, description, responsible_department, received_at,
				  registered_at, registered_by, closed_at)
				select ?, 'test', 'CLOSED', 'hotline', id, '赵敏', '13912345678', ?, ?, '开机后无画面', ?, ?, ?, 'test', ?
				from customer where name = ?""")
			.params(Arrays.asList(caseNo, email, product, group, closed, closed, closed, customer))
			.update();
		return caseNo;
	}

	/** The start form for the fixture's month, closing in a week. */
	Map<String, Object> form(int sampleSize, boolean anonymous) {
		Map<String, Object> form = new HashMap<>();
		form.put("title", "调查" + this.month);
		form.put("question1", "您对服务态度满意吗？");
		form.put("question3", "您对处理速度满意吗？");
		form.put("periodFrom", firstDay().toString());
		form.put("periodTo", this.month.atEndOfMonth().toString());
		form.put("sampleSize", sampleSize);
		form.put("anonymous", anonymous);
		form.put("closesOn", LocalDate.now(ZONE).plusDays(7).toString());
		return form;
	}

	/**
	 * Starts a survey and lets it send its links.
	 * @return its number; the business key is {@code survey-} and the number
	 */
	long start(Map<String, Object> form) {
		ProcessInstance instance = this.runtime.startProcessInstanceByKey(SurveyProcess.KEY, form);
		long id = (Long) this.runtime.getVariable(instance.getId(), "surveyId");
		runJobs("survey-" + id);
		return id;
	}

	/** Runs what waits at save points, or sends what was written about a case. */
	void runJobs(String businessKey) {
		for (ProcessInstance instance : this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(businessKey)
			.list()) {
			for (Job job : this.management.createJobQuery().processInstanceId(instance.getId()).messages().list()) {
				this.management.executeJob(job.getId());
			}
		}
	}

	/** The secret that the customer of a case was sent. */
	String token(String caseNo) {
		Matcher link = LINK.matcher(body(caseNo));
		if (!link.find()) {
			throw new AssertionError("no link for " + caseNo);
		}
		return link.group(1);
	}

	String body(String caseNo) {
		return this.jdbc.sql("select body from notification where case_no = ? and template = 'survey-invitation'")
			.param(caseNo)
			.query(String.class)
			.single();
	}

	/** What a whole answer of the page looks like. */
	static Map<String, String> filledIn(String score, String comment) {
		Map<String, String> fields = new HashMap<>();
		fields.put("score", score);
		fields.put("q1", "4");
		fields.put("q2", "3");
		fields.put("comment", comment);
		return fields;
	}

	HttpResponse<String> open(int port, String token) {
		return send(request(port, token, this.address).GET().build());
	}

	HttpResponse<String> openFrom(int port, String token, String otherAddress) {
		return send(request(port, token, otherAddress).GET().build());
	}

	HttpResponse<String> answer(int port, String token, Map<String, String> fields) {
		String body = fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return send(request(port, token, this.address).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body))
			.build());
	}

	private static HttpRequest.Builder request(int port, String token, String from) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/public/survey/" + token))
			.header("X-Forwarded-For", from);
	}

	static HttpResponse<String> send(HttpRequest request) {
		try {
			return HTTP.send(request, BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Midnight after the last day of the links. */
	static Instant closing() {
		return LocalDate.now(ZONE).plusDays(8).atStartOfDay(ZONE).toInstant();
	}

	String address() {
		return this.address;
	}

}
