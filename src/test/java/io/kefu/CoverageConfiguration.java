package io.kefu;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.community.process_test_coverage.engine.platform7.ProcessCoverageConfigurator;
import org.camunda.community.process_test_coverage.spring_test.common.ProcessEngineCoverageProperties;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Every node and flow of the process under test must be reached. The library's own
 * configuration is not used: it brings a second set of properties, and with two of them
 * it silently asserts nothing.
 */
@TestConfiguration
class CoverageConfiguration {

	/** No class has such a name: only {@link ProcessCoverageListener} measures. */
	private static final String NO_CLASS = "-";

	@Bean
	ProcessEngineCoverageProperties coverageProperties() {
		return ProcessEngineCoverageProperties.builder()
			.assertClassCoverageAtLeast(1.0)
			.addInclusionPatternForTestClasses(NO_CLASS)
			.build();
	}

	/** The recorder needs somebody to tell in every test of the application. */
	@Bean
	SmartInitializingSingleton nobodyListens(ProcessEngine engine) {
		return () -> ProcessCoverageListener.ignore(engine);
	}

	@Bean
	ProcessEnginePlugin coverageRecorder() {
		return new AbstractProcessEnginePlugin() {

			@Override
			public void preInit(ProcessEngineConfigurationImpl configuration) {
				ProcessCoverageConfigurator.initializeProcessCoverageExtensions(configuration);
			}

		};
	}

}
