package io.kefu.audit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;

import io.kefu.CaseDriver;
import io.kefu.HistoryDays;
import io.kefu.OwnHistoryTest;
import io.kefu.WebAppSession;
import io.kefu.WebAppSession.Answer;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * The event log is XES that the standard's schema accepts, and tells who did what when.
 */
@OwnHistoryTest
class XesExportTests {

	@LocalServerPort
	private int port;

	@Autowired
	private XesExport export;

	@Autowired
	private CaseDriver cases;

	@Autowired
	private TaskService tasks;

	@Autowired
	private HistoryService history;

	private LocalDate day;

	private String caseNo;

	@BeforeEach
	void aCase(@Autowired RepositoryService repository) {
		HistoryDays.deploy(repository);
		this.day = HistoryDays.next();
		HistoryDays.now(this.day, "10:00");
		this.caseNo = HistoryDays.start(this.cases);
		HistoryDays.now(this.day, "11:00");
		this.tasks.claim(this.cases.task(this.caseNo, "Task_Called").getId(), "quality");
		HistoryDays.now(this.day, "12:00");
		HistoryDays.finish(this.cases, this.caseNo);
	}

	@AfterEach
	void realTime() {
		ClockUtil.reset();
	}

	@Test
	void logFollowsTheSchemaOfTheStandard() {
		Answer log = log("auditor", "");
		assertThat(log.status()).isEqualTo(200);
		assertThat(log.type()).startsWith("application/xml");
		assertThatCode(() -> SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
			.newSchema(getClass().getResource("/xes.xsd"))
			.newValidator()
			.validate(new StreamSource(new StringReader(log.text())))).doesNotThrowAnyException();
	}

	@Test
	void eachProcessInstanceIsATraceAndTheCaseJoinsThem() throws Exception {
		Document log = document(log("auditor", "?caseNo=" + this.caseNo));
		List<String> processes = new ArrayList<>();
		for (Element trace : elements(log.getDocumentElement(), "trace")) {
			assertThat(value(trace, "caseNo")).isEqualTo(this.caseNo);
			if (HistoryDays.root(this.history, this.caseNo).equals(value(trace, "root"))) {
				processes.add(value(trace, "process"));
			}
		}
		assertThat(processes).containsExactlyInAnyOrder("history-caller", "history-called");
	}

	@Test
	void stepOfAPersonIsScheduledAssignedAndCompletedByThatPerson() throws Exception {
		Document log = document(log("auditor", "?caseNo=" + this.caseNo + "&process=history-called"));
		List<String> events = elements(log.getDocumentElement(), "event").stream()
			.filter((event) -> "Task_Called".equals(value(event, "activityId")))
			.map((event) -> value(event, "time:timestamp") + " " + value(event, "lifecycle:transition") + " "
					+ value(event, "org:resource"))
			.toList();
		assertThat(events).containsExactly(this.day + "T10:00:00.000+08:00 schedule null",
				this.day + "T11:00:00.000+08:00 assign quality", this.day + "T12:00:00.000+08:00 complete quality");
	}

	@Test
	void decisionsAndCallsAreStepsButGatewaysAreNot() throws Exception {
		Document log = document(log("auditor", "?caseNo=" + this.caseNo + "&process=history-caller"));
		List<String> types = elements(log.getDocumentElement(), "event").stream()
			.map((event) -> value(event, "activityType"))
			.toList();
		assertThat(types).contains("startEvent", "serviceTask", "businessRuleTask", "callActivity", "userTask")
			.noneMatch((type) -> type.endsWith("Gateway"));
	}

	@Test
	void logThatIsCutOffSaysSo() {
		InstanceFilter filter = new InstanceFilter(this.caseNo, null, null, null, null, null, null, null, null, null,
				InstanceFilter.Sort.STARTED_AT, true);
		assertThat(written(filter, 1)).containsOnlyOnce("<trace>").contains("实例超过1个，其余未导出，请缩小筛选范围");
		assertThat(written(filter, 2)).contains("<trace>").doesNotContain("未导出");
	}

	private String written(InstanceFilter filter, int limit) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.export.write(filter, Set.of("history-caller", "history-called"), limit, out);
		return out.toString(StandardCharsets.UTF_8);
	}

	@Test
	void logHasOnlyWhatTheReaderMaySee() throws Exception {
		assertThat(log("quality", "").status()).as("no right to Cockpit").isEqualTo(403);
		assertThat(log("auditor", "?process=unknown").status()).isEqualTo(400);
		Document none = document(log("auditor", "?caseNo=KF-00000000-0000"));
		assertThat(elements(none.getDocumentElement(), "trace")).isEmpty();
	}

	private Answer log(String user, String query) {
		WebAppSession client = WebAppSession.of(this.port, user, "auditor".equals(user) ? "cockpit" : "tasklist");
		return client.audit("export/log.xes" + query);
	}

	private static Document document(Answer answer) throws Exception {
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return DocumentBuilderFactory.newDefaultInstance()
			.newDocumentBuilder()
			.parse(new ByteArrayInputStream(answer.text().getBytes(StandardCharsets.UTF_8)));
	}

	private static List<Element> elements(Element parent, String name) {
		NodeList nodes = parent.getElementsByTagName(name);
		List<Element> elements = new ArrayList<>();
		for (int i = 0; i < nodes.getLength(); i++) {
			elements.add((Element) nodes.item(i));
		}
		return elements;
	}

	/** Value of an attribute of the trace or event itself, null if it has none. */
	private static String value(Element owner, String key) {
		for (Node node = owner.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element attribute && key.equals(attribute.getAttribute("key"))) {
				return attribute.getAttribute("value");
			}
		}
		return null;
	}

}
