package io.kefu;

import java.util.List;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.community.process_test_coverage.core.model.DefaultCollector;
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
		new ProcessEngineAdapter(engine, this.collector).initializeListeners();
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
