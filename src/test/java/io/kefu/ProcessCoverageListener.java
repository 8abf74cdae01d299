package io.kefu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.community.process_test_coverage.core.model.DefaultCollector;
import org.camunda.community.process_test_coverage.core.model.EventSource;
import org.camunda.community.process_test_coverage.core.model.EventType;
import org.camunda.community.process_test_coverage.engine.platform7.ExecutionContextModelProvider;
import org.camunda.community.process_test_coverage.engine.platform7.ProcessEngineAdapter;
import org.camunda.community.process_test_coverage.spring_test.common.BaseProcessEngineCoverageTestExecutionListener;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContext;

/**
 * Measures the coverage of the one process that a {@link ProcessTest} names. The
 * library's own listener measures every process in every test of the application, also
 * while the job executor runs, which it does not survive; {@link CoverageConfiguration}
 * switches it off.
 */
class ProcessCoverageListener extends BaseProcessEngineCoverageTestExecutionListener {

	private final DefaultCollector collector = new DefaultCollector(new ExecutionContextModelProvider());

	@Override
	protected DefaultCollector getCoverageCollector() {
		return this.collector;
	}

	@Override
	protected boolean isTestClassExcluded(TestContext context) {
		return !AnnotatedElementUtils.hasAnnotation(context.getTestClass(), ProcessTest.class);
	}

	@Override
	public void beforeTestClass(TestContext context) {
		super.beforeTestClass(context);
		ProcessEngine engine = context.getApplicationContext().getBean(ProcessEngine.class);
		String measured = AnnotatedElementUtils.getMergedAnnotation(context.getTestClass(), ProcessTest.class).value();
		List<String> others = engine.getRepositoryService()
			.createProcessDefinitionQuery()
			.latestVersion()
			.list()
			.stream()
			.map(ProcessDefinition::getKey)
			.filter((key) -> !key.equals(measured))
			.toList();
		this.collector.setExcludedProcessDefinitionKeys(others);
		Map<String, String> links = links(engine, measured);
		new ProcessEngineAdapter(engine, (event) -> {
			this.collector.addEvent(event);
			if (links.containsKey(event.getDefinitionKey())) {
				this.collector
					.addEvent(event.copy(EventSource.FLOW_NODE, EventType.END, links.get(event.getDefinitionKey()),
							"intermediateThrowEvent", event.getModelKey(), event.getTimestamp()));
			}
		}).initializeListeners();
	}

	/**
	 * A flow into a throwing link leads the engine straight on behind the catching one,
	 * and of several throwing links the library then counts but one: who takes the flow
	 * has reached the link.
	 */
	private static Map<String, String> links(ProcessEngine engine, String process) {
		RepositoryService repository = engine.getRepositoryService();
		Map<String, String> links = new HashMap<>();
		repository
			.getBpmnModelInstance(repository.createProcessDefinitionQuery()
				.processDefinitionKey(process)
				.latestVersion()
				.singleResult()
				.getId())
			.getModelElementsByType(IntermediateThrowEvent.class)
			.stream()
			.filter((event) -> !event.getChildElementsByType(LinkEventDefinition.class).isEmpty())
			.forEach((link) -> link.getIncoming().forEach((flow) -> links.put(flow.getId(), link.getId())));
		return links;
	}

	@Override
	public void afterTestClass(TestContext context) {
		if (!isTestClassExcluded(context)) {
			ignore(context.getApplicationContext().getBean(ProcessEngine.class));
		}
		super.afterTestClass(context);
	}

	/**
	 * What happens from now on is nobody's coverage.
	 * @param engine the engine of the tests
	 */
	static void ignore(ProcessEngine engine) {
		new ProcessEngineAdapter(engine, (event) -> {
		}).initializeListeners();
	}

}
