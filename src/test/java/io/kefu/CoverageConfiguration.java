package io.kefu;

import org.camunda.community.process_test_coverage.spring_test.common.ProcessEngineCoverageProperties;
import org.camunda.community.process_test_coverage.spring_test.platform7.ProcessEngineCoverageConfiguration;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Every node and flow of the process under test. The two small processes run in the wake
 * of others and have tests of their own.
 */
@TestConfiguration
@Import(ProcessEngineCoverageConfiguration.class)
class CoverageConfiguration {

	@Bean
	ProcessEngineCoverageProperties coverageProperties() {
		return ProcessEngineCoverageProperties.builder()
			.assertClassCoverageAtLeast(1.0)
			.excludeProcessDefinitionKeys("deliver-notification", "case-instruction")
			.build();
	}

}
