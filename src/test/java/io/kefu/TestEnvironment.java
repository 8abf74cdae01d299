package io.kefu;

import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Gives the shared test context its own database and the test mail server, and stops the
 * job executor: tests execute jobs themselves, or start it for as long as they need it.
 */
class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		TestPropertyValues
			.of("spring.datasource.url=" + TestDatabase.create(), "spring.datasource.username=postgres",
					"spring.datasource.password=", "spring.mail.host=localhost", "spring.mail.port=" + TestMail.port())
			.applyTo(context);
		context.addApplicationListener((ApplicationListener<AvailabilityChangeEvent<ReadinessState>>) (
				event) -> context.getBean(JobExecutor.class).shutdown());
	}

}
