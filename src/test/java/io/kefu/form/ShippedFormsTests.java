package io.kefu.form;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kefu.form.FormSchema.Extent;
import io.kefu.problem.FieldError;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The forms that are shipped: what every form must keep to, and the fields that the
 * catalogue promises.
 */
class ShippedFormsTests {

	/** They come before there is a case. */
	private static final Set<String> START_FORMS = Set.of("file-complaint.form", "file-case.form", "file-demand.form",
			"case-instruction.form", "faq-entry.form", "plan-survey.form", "file-service-plan.form",
			"request-customer-training.form", "request-internal-training.form", "register-order.form",
			"file-follow-up.form", "file-internal-report.form");

	/** Processes that handle no customer's case, and what their forms show instead. */
	private static final Map<String, String> WITHOUT_CASE = Map.of("satisfaction-survey", "{{title}}",
			"service-planning", "{{planNo}}", "internal-training", "{{topic}}", "internal-report", "{{reportNo}}");

	private static final FeelEngine FEEL = new ScalaFeelEngineFactory().createInstance();

	private static final Instant NOW = Instant.parse("2026-09-30T09:30:00Z");

	@ParameterizedTest
	@MethodSource("files")
	void formKeepsToTheConventions(Path file) throws IOException {
		JsonNode form = new ObjectMapper().readTree(file.toFile());
		assertThat(form.path("id").asText() + ".form").isEqualTo(file.getFileName().toString());
		assertThat(form.path("type").asText()).isEqualTo("default");
		assertThat(form.path("executionPlatform").asText()).isEqualTo("Camunda Platform");
		assertThat(form.path("executionPlatformVersion").asText()).isEqualTo("7.24.0");
		// What form-js 1.8.7 of this Tasklist reads.
		assertThat(form.path("schemaVersion").asInt()).isBetween(1, 16);
		assertThat(form.path("components").path(0).path("type").asText()).isEqualTo("text");
		assertThat(FormSchema.parse(Files.readAllBytes(file)).id()).isEqualTo(form.path("id").asText());
		Set<String> ids = new HashSet<>();
		for (JsonNode component : form.path("components")) {
			assertThat(ids.add(component.path("id").asText())).as("id of %s", component).isTrue();
			if (component.has("key")) {
				String label = component.path("label").asText() + component.path("dateLabel").asText();
				assertThat(label).containsPattern("\\p{IsHan}");
			}
			if (component.path("type").asText().startsWith("text") && component.has("key")) {
				assertThat(component.path("validate").path("maxLength").asInt()).as("length of %s", component)
					.isBetween(1, 4000);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("files")
	void taskFormShowsTheCase(Path file) throws IOException {
		boolean start = START_FORMS.contains(file.getFileName().toString());
		String shown = WITHOUT_CASE.get(file.getParent().getFileName().toString());
		if (shown != null) {
			assertThat(start || Files.readString(file).contains(shown)).isTrue();
		}
		else if (!start) {
			assertThat(Files.readString(file)).contains("{{caseNo}}", "customerName", "contactPhone", "contactEmail",
					"productModel", "serialNo", "{{description}}");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			file-complaint           | customerName channel description
			accept-complaint         | kind safetyRisk
			answer-consultation      | answer
			reply-first              | replySummary
			assess-universality      | universal
			analyse-cause            | rootCause shortTermMeasures
			hold-quality-meeting     | meetingHeldAt attendees minutes
			propose-measures         | rootCause shortTermMeasures
			implement-improvement    | implementationResult
			verify-effectiveness     | effective
			write-improvement-report | reportSummary
			reply-result             | replySummary
			follow-up                | satisfied satisfactionScore
			decide-unresolved        | decision reason
			case-instruction         | caseNo instruction note
			faq-entry                | question answer ownerDepartment validFrom
			file-case                | customerName channel description
			intake-repair            | productModel purchaseProof misuse
			agree-mode               | serviceMode
			solve-by-phone           | solved phoneAdvice
			diagnose-fault           | faultCode faultDescription humanDamage repairable repairRoute
			prepare-quote            | laborCost partsCost
			record-consent           | consentGiven consentBy
			return-unit              | explanation returnedTo
			order-parts              | partName quantity recipient address
			repair-with-parts        | repairAction repairedBy
			repair-at-factory        | sentToFactoryOn backFromFactoryOn repairAction
			inspect-repair           | passed
			hand-over                | customerConfirmed signedBy oldPartsTo
			issue-invoice            | invoiceNo invoiceAmount
			record-survey            | satisfactionScore
			request-return           | kind returnReason packagingComplete misuse termsConfirmed
			explain-ineligible       | agreement explanation
			fill-exchange-form       | goods quantity detailedReason
			sign-regional            | approved
			check-goods              | goodsConfirmed opinion
			instruct-manager         | approved instruction
			receive-goods            | rmaNo quantity formEnclosed
			inspect-goods            | inspectionResult
			consult-factory          | factoryAccepts
			negotiate                | agreement
			ship-replacement         | trackingNo originalPacking
			confirm-receipt          | receivedOn
			refund-customer          | amount refundedOn
			repair-returned-goods    | repairResult
			check-repair             | repairPassed
			ship-back                | delivery explanation
			sign-ledger              | handledBy
			file-demand              | customerName channel description inAnswerScope
			guide-customer           | guidance
			assign-dedicated         | dedicatedNote responsibleDepartment complex
			check-customer-file      | newProblem
			report-status            | statusSummary
			analyse-demand           | demandType
			answer-from-faq          | answer
			record-service-problem   | problemDetail
			investigate              | findings
			report-investigation     | investigationResult handlingPlan
			inform-customer          | resultSummary
			collect-feedback         | feedbackSummary
			track-in-time            | solvedInTime trackingNote
			find-cause               | cause solvable causeNote
			explain-to-customer      | explanation chargeable
			charge                   | amount invoiceNo
			plan-survey              | title periodFrom periodTo sampleSize closesOn anonymous
			collect-answers          | closingReason
			analyse-results          | summary
			advise-sales-policy      | advice
			review-for-engineering   | engineeringNote
			file-service-plan        | productModel productName marketResearch
			define-product-and-service | competitorFindings productDefinition serviceConcept
			design-product           | designSummary
			draft-service-plan       | satisfactionTarget responseTimeHours replacementPolicy
			analyse-cost-benefit     | estimatedCost upfrontCost estimatedBenefit periodMonths fundsGranted
			review-product           | reviewConclusion
			approve-service-plan     | approved
			launch-product           | launchDate
			carry-out-warranty       | fundsReceived resources
			request-customer-training | customerName channel topic
			request-internal-training | topic
			plan-customer-training   | plannedOn trainer participants
			approve-customer-training | approved
			prepare-customer-material | materialTitle materialVersion materialContent
			review-customer-material | passed
			hold-customer-training   | heldOn attendees
			rate-customer-training   | averageScore
			evaluate-customer-training | effective improvementsAsked
			plan-internal-training   | plannedOn trainer participants
			approve-internal-training | approved
			prepare-internal-material | materialTitle materialVersion materialContent
			review-internal-material | passed
			hold-internal-training   | heldOn attendees
			rate-internal-training   | averageScore
			evaluate-internal-training | effective improvementsAsked
			file-internal-report     | reportCategory reportedParty reportContent
			accept-report            | admitted
			investigate-report       | findings proven
			decide-report            | decision
			carry-out-decision       | executionResult reporterReply
			""")
	void formRequiresWhatTheCatalogueRequires(String form, String required) {
		assertThat(check(form, Map.of())).extracting(FieldError::field).containsExactlyInAnyOrder(required.split(" "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "update-service-plan", "revise-service-plan" })
	void planIsRevisedAsAWhole(String form) {
		assertThat(check(form, Map.of())).extracting(FieldError::field)
			.containsExactlyInAnyOrder("satisfactionTarget", "responseTimeHours", "replacementPolicy", "estimatedCost",
					"upfrontCost", "estimatedBenefit", "periodMonths", "fundsGranted");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					file-complaint           | customerName contactName contactPhone contactEmail channel receivedAt productModel serialNo description verbatim verified remedySought
					accept-complaint         | kind faultCode productModel serialNo safetyRisk batchProblem veryDissatisfied demandsReturn consultation unreasonableDemand urgent important complex
					answer-consultation      | answer
					reply-first              | replySummary repliedVia
					assess-universality      | universal
					analyse-cause            | rootCause shortTermMeasures longTermMeasures
					hold-quality-meeting     | meetingHeldAt attendees minutes
					propose-measures         | rootCause containment shortTermMeasures longTermMeasures
					implement-improvement    | implementationResult
					verify-effectiveness     | effective verificationNote
					write-improvement-report | reportSummary
					reply-result             | replySummary
					follow-up                | satisfied satisfactionScore followUpVia comment
					decide-unresolved        | decision reason
					case-instruction         | caseNo instruction policy newDueAt note
					faq-entry                | question answer productModel ownerDepartment validFrom validTo sourceCaseNo
					file-case                | customerName contactName contactPhone contactEmail channel receivedAt productModel serialNo faultCode description remedySought
					intake-repair            | productModel serialNo purchaseProof purchaseDate component misuse demand
					agree-mode               | inWarranty repairable serviceMode modeNote
					solve-by-phone           | solved phoneAdvice
					diagnose-fault           | faultCode faultDescription humanDamage repairable repairRoute partsNeeded
					prepare-quote            | factoryQuote laborCost partsCost quoteNote
					record-consent           | consentGiven consentBy consentAt
					return-unit              | explanation returnedTo returnedAt
					order-parts              | partName partNo quantity machineModel factoryNo otherParts recipient recipientUnit phone address postcode
					repair-with-parts        | repairAction repairedBy repairCompletedAt
					repair-at-factory        | factoryOrderNo sentToFactoryOn backFromFactoryOn repairAction
					inspect-repair           | passed inspectionNote partsNeeded
					hand-over                | customerConfirmed refusalReason partsNeeded signedBy signedAt oldPartsTo oldPartNo
					issue-invoice            | invoiceNo invoiceAmount paymentNote
					record-survey            | satisfactionScore surveyComment
					file-demand              | customerName contactName contactPhone contactEmail channel receivedAt relayedBy productModel serialNo faultCode description verbatim verified remedySought inAnswerScope
					guide-customer           | guidance
					assign-dedicated         | dedicatedNote responsibleDepartment complex
					check-customer-file      | newProblem linkedCaseNo servicePeriodConfirmed
					report-status            | statusSummary
					analyse-demand           | demandType faultCode commonProblem severe requestSource returnReason purchaseDate packagingComplete misuse
					answer-from-faq          | faqId answer asFaq
					record-service-problem   | problemDetail
					investigate              | findings
					report-investigation     | investigationResult handlingPlan
					inform-customer          | resultSummary
					collect-feedback         | feedbackSummary
					track-in-time            | solvedInTime trackingNote
					find-cause               | cause solvable causeNote
					explain-to-customer      | explanation chargeable customerAgreed
					charge                   | amount invoiceNo
					plan-survey              | title question1 question2 question3 question4 question5 periodFrom periodTo sampleSize closesOn anonymous
					collect-answers          | closingReason
					analyse-results          | summary
					advise-sales-policy      | advice
					review-for-engineering   | engineeringNote
					file-service-plan        | productModel productName marketResearch
					define-product-and-service | competitorFindings productDefinition serviceConcept
					design-product           | designSummary serviceability
					draft-service-plan       | satisfactionTarget responseTimeHours warrantyMonths component1 months1 component2 months2 component3 months3 component4 months4 component5 months5 replacementPolicy
					analyse-cost-benefit     | estimatedCost upfrontCost estimatedBenefit periodMonths fundsGranted
					review-product           | reviewConclusion
					update-service-plan      | satisfactionTarget responseTimeHours warrantyMonths component1 months1 component2 months2 component3 months3 component4 months4 component5 months5 replacementPolicy estimatedCost upfrontCost estimatedBenefit periodMonths fundsGranted
					approve-service-plan     | approved approvalNote
					revise-service-plan      | satisfactionTarget responseTimeHours warrantyMonths component1 months1 component2 months2 component3 months3 component4 months4 component5 months5 replacementPolicy estimatedCost upfrontCost estimatedBenefit periodMonths fundsGranted
					launch-product           | launchDate launchNote
					carry-out-warranty       | fundsReceived resources
					request-customer-training | customerName contactName contactPhone contactEmail channel receivedAt topic productModel reason
					request-internal-training | topic productModel reason
					plan-customer-training   | plannedOn trainer place budget participants
					approve-customer-training | approved approvalNote
					prepare-customer-material | materialTitle materialVersion materialContent
					review-customer-material | passed reviewNote
					hold-customer-training   | heldOn attendees
					rate-customer-training   | averageScore feedbackComments
					evaluate-customer-training | effective improvementsAsked improvements
					plan-internal-training   | plannedOn trainer place budget participants
					approve-internal-training | approved approvalNote
					prepare-internal-material | materialTitle materialVersion materialContent
					review-internal-material | passed reviewNote
					hold-internal-training   | heldOn attendees
					rate-internal-training   | averageScore feedbackComments
					evaluate-internal-training | effective improvementsAsked improvements
					file-internal-report     | reportCategory reportedParty occurrence reportContent evidence reporterContact
					accept-report            | admitted admissionNote
					investigate-report       | findings proven
					decide-report            | decision
					carry-out-decision       | executionResult reporterReply
					""")
	void formHasTheFieldsOfTheCatalogue(String form, String fields) {
		assertThat(schema(form).keys()).containsExactlyInAnyOrder(fields.split(" "));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			file-complaint    | channel     | hotline email web im fax letter visit suggestion_box relayed website_post
			accept-complaint  | kind        | product_quality service_attitude delivery price other
			reply-first       | repliedVia  | phone email im letter visit
			decide-unresolved | decision    | rework close
			case-instruction  | instruction | request_info info_received withdraw extend_relay extend_deadline
			agree-mode        | serviceMode | phone onsite workshop factory exchange decline
			diagnose-fault    | repairRoute | parts factory
			hand-over         | oldPartsTo  | customer returned none
			analyse-demand    | demandType  | software hardware service suggestion return dealer_doa complaint
			find-cause        | cause       | product customer
			""")
	void choiceTakesTheValuesOfTheCatalogueAndNoOther(String form, String field, String values) {
		for (String value : values.split(" ")) {
			assertThat(errorOf(form, field, value)).as(value).isNull();
			assertThat(errorOf(form, field, value.toUpperCase())).as(value).contains("不在可选范围内");
		}
		assertThat(errorOf(form, field, "pigeon")).endsWith("的值“pigeon”不在可选范围内");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			accept-complaint,     safetyRisk
			accept-complaint,     batchProblem
			accept-complaint,     veryDissatisfied
			accept-complaint,     demandsReturn
			accept-complaint,     consultation
			accept-complaint,     unreasonableDemand
			accept-complaint,     urgent
			accept-complaint,     important
			accept-complaint,     complex
			assess-universality,  universal
			verify-effectiveness, effective
			follow-up,            satisfied
			intake-repair,        purchaseProof
			intake-repair,        misuse
			solve-by-phone,       solved
			diagnose-fault,       humanDamage
			diagnose-fault,       repairable
			diagnose-fault,       partsNeeded
			record-consent,       consentGiven
			inspect-repair,       passed
			hand-over,            customerConfirmed
			file-demand,          inAnswerScope
			assign-dedicated,     complex
			check-customer-file,  newProblem
			check-customer-file,  servicePeriodConfirmed
			analyse-demand,       commonProblem
			analyse-demand,       severe
			analyse-demand,       packagingComplete
			analyse-demand,       misuse
			answer-from-faq,      asFaq
			track-in-time,        solvedInTime
			find-cause,           solvable
			explain-to-customer,  chargeable
			explain-to-customer,  customerAgreed
			plan-survey,          anonymous
			approve-service-plan, approved
			approve-customer-training,  approved
			approve-internal-training,  approved
			review-customer-material,   passed
			review-internal-material,   passed
			evaluate-customer-training, effective
			evaluate-customer-training, improvementsAsked
			evaluate-internal-training, effective
			evaluate-internal-training, improvementsAsked
			accept-report,              admitted
			investigate-report,         proven
			""")
	void yesNoQuestionTakesBooleans(String form, String field) {
		assertThat(errorOf(form, field, true)).isNull();
		assertThat(errorOf(form, field, false)).isNull();
		assertThat(errorOf(form, field, "true")).isNotNull();
		assertThat(errorOf(form, field, 1)).isNotNull();
	}

	@Test
	void satisfactionIsAWholeNumberFromOneToFive() {
		for (int score = 1; score <= 5; score++) {
			assertThat(errorOf("follow-up", "satisfactionScore", score)).isNull();
		}
		for (Object wrong : List.of(0, 6, 3.5, "5", true)) {
			assertThat(errorOf("follow-up", "satisfactionScore", wrong)).isEqualTo("“满意度”必须是1到5之间的整数");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "13800138000", "138 0013 8000", "010-62781234", "62781234", "021-62781234-8001",
			"400-810-8888", "+86 13800138000", "+1-202-555-0101" })
	void phoneOfTheCustomerIsAccepted(String phone) {
		assertThat(errorOf("file-complaint", "contactPhone", phone)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "12345", "12800138000", "138001380000", "abc", "13800138000x", "+0 1234567" })
	void malformedPhoneOfTheCustomerIsRefused(String phone) {
		assertThat(errorOf("file-complaint", "contactPhone", phone)).startsWith("“联系电话”格式不正确");
	}

	@Test
	void malformedMailAddressOfTheCustomerIsRefused() {
		assertThat(errorOf("file-complaint", "contactEmail", "wang@example.com")).isNull();
		assertThat(errorOf("file-complaint", "contactEmail", "wang@example")).isEqualTo("“电子邮件”不是有效的电子邮件地址");
	}

	@Test
	void receiptCannotLieInTheFuture() {
		assertThat(errorOf("file-complaint", "receivedAt", "2026-09-30T17:30:00+08:00")).isNull();
		assertThat(errorOf("file-complaint", "receivedAt", "2026-09-30T17:31:00+08:00")).isEqualTo("“反馈时间”不得晚于现在");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			hotline,        true
			visit,          true
			email,          false
			web,            false
			im,             false
			fax,            false
			letter,         false
			suggestion_box, false
			relayed,        false
			website_post,   false
			""")
	void oralFeedbackNeedsTheVerifiedWordsOfTheCustomer(String channel, boolean oral) {
		Map<String, Object> feedback = Map.of("customerName", "王伟", "channel", channel, "description", "坏了");
		assertThat(check("file-complaint", feedback)).extracting(FieldError::message)
			.isEqualTo(oral ? List.of("请填写“客户原话”", "请勾选“已与客户核实”") : List.of());
		Map<String, Object> verified = new HashMap<>(feedback);
		verified.putAll(Map.of("verbatim", "它坏了", "verified", true));
		assertThat(check("file-complaint", verified)).isEmpty();
		verified.put("verified", false);
		assertThat(check("file-complaint", verified)).hasSize(oral ? 1 : 0);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			KF-20260930-0001,  true
			KF-20260930-12345, true
			KF-2026930-0001,   false
			kf-20260930-0001,  false
			KF-20260930-1,     false
			""")
	void caseNumberHasItsFormat(String caseNo, boolean valid) {
		assertThat(errorOf("case-instruction", "caseNo", caseNo) == null).isEqualTo(valid);
	}

	static List<Path> files() {
		try (Stream<Path> files = Files.walk(Path.of("bpmn"))) {
			return files.filter((file) -> file.toString().endsWith(".form")).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static FormSchema schema(String form) {
		Path file = files().stream().filter((each) -> each.endsWith(form + ".form")).findFirst().orElseThrow();
		try {
			return FormSchema.parse(Files.readAllBytes(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<FieldError> check(String form, Map<String, Object> submitted) {
		return new ArrayList<>(schema(form)
			.check(submitted, Map.of(), NOW, Extent.WHOLE,
					(expression, variables) -> FEEL.evaluateSimpleExpression(expression,
							Variables.fromMap(variables).asVariableContext()))
			.errors());
	}

	private static String errorOf(String form, String field, Object value) {
		return check(form, Map.of(field, value)).stream()
			.filter((error) -> error.field().equals(field))
			.map(FieldError::message)
			.findFirst()
			.orElse(null);
	}

}
