package io.kefu.deadline;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.kefu.TestDatabase;
import io.kefu.casefile.CaseEvents;
import io.kefu.identity.Actor;
import io.kefu.identity.Departments;
import io.kefu.notification.Notifications;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * A real engine with the real deadlines on a real database; only who is written to and
 * what departments are called is made up. Authorizations are on. Started once.
 */
final class DeadlineEngine {

	private static AnnotationConfigApplicationContext context;

	private DeadlineEngine() {
	}

	static synchronized <T> T bean(Class<T> type) {
		if (context == null) {
			AnnotationConfigApplicationContext started = new AnnotationConfigApplicationContext();
			// Models name imported beans by their short names.
			started.setBeanNameGenerator(new AnnotationBeanNameGenerator());
			started.register(Application.class);
			started.refresh();
			started.getBean(ProcessEngine.class)
				.getRepositoryService()
				.createDeployment()
				.addClasspathResource("io/kefu/deadline/deadline-test.bpmn")
				.addClasspathResource("dmn/deadline.dmn")
				.deploy();
			context = started;
		}
		return context.getBean(type);
	}

	@TestConfiguration
	@EnableTransactionManagement
	@ComponentScan("io.kefu.problem")
	@Import({ Calendars.class, CalendarDays.class, CaseEvents.class, Clocks.class, DeadlineTerms.class, Actor.class,
			Deadlines.class, ClockTimers.class, ClockControl.class, DeadlinePlugin.class, EscalateOverdueDelegate.class,
			CalendarController.class })
	static class Application {

		@Bean
		DataSource dataSource() {
			HikariDataSource dataSource = new HikariDataSource();
			dataSource.setJdbcUrl(TestDatabase.create());
			dataSource.setUsername("postgres");
			return dataSource;
		}

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new DataSourceTransactionManager(dataSource);
		}

		@Bean
		CaseFileDatabase caseFile(DataSource dataSource) {
			return new CaseFileDatabase(dataSource);
		}

		@Bean
		JdbcClient jdbcClient(CaseFileDatabase caseFile) {
			return caseFile.jdbc;
		}

		@Bean
		Clock engineClock(CaseFileDatabase caseFile) {
			return caseFile.clock;
		}

		@Bean
		CalendarProperties calendarProperties() {
			return CaseFileDatabase.WEEK;
		}

		@Bean
		ProcessEngineFactoryBean processEngine(DataSource dataSource, PlatformTransactionManager transactions,
				DeadlinePlugin plugin, ApplicationContext application) {
			SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
			configuration.setProcessEngineName("deadlines");
			configuration.setApplicationContext(application);
			configuration.setDataSource(dataSource);
			configuration.setTransactionManager(transactions);
			configuration.setDatabaseSchemaUpdate("true");
			configuration.setHistory("full");
			configuration.setJobExecutorActivate(false);
			configuration.setAuthorizationEnabled(true);
			configuration.setProcessEnginePlugins(List.of(plugin));
			ProcessEngineFactoryBean factory = new ProcessEngineFactoryBean();
			factory.setProcessEngineConfiguration(configuration);
			return factory;
		}

		@Bean
		RuntimeService runtimeService(ProcessEngine engine) {
			return engine.getRuntimeService();
		}

		@Bean
		TaskService taskService(ProcessEngine engine) {
			return engine.getTaskService();
		}

		@Bean
		ManagementService managementService(ProcessEngine engine) {
			return engine.getManagementService();
		}

		@Bean
		DecisionService decisionService(ProcessEngine engine) {
			return engine.getDecisionService();
		}

		@Bean
		IdentityService identityService(ProcessEngine engine) {
			return engine.getIdentityService();
		}

		@Bean
		HistoryService historyService(ProcessEngine engine) {
			return engine.getHistoryService();
		}

		@Bean
		Notifications notifications() {
			return mock(Notifications.class);
		}

		@Bean
		Departments departments() {
			Departments departments = mock(Departments.class);
			Map<String, String> names = Map.of("customerService", "客户服务部", "development", "开发部", "customerServiceLead",
					"客户服务部负责人", "developmentLead", "开发部负责人", "management", "公司管理层");
			given(departments.label(anyString())).willAnswer((call) -> names.get(call.<String>getArgument(0)));
			given(departments.displayName(anyString())).willAnswer((call) -> call.getArgument(0) + "先生");
			return departments;
		}

	}

	/** The interface of the calendar, without the filter that asks who calls. */
	static MockMvc http() {
		CalendarController controller = bean(CalendarController.class);
		return MockMvcBuilders.standaloneSetup(controller)
			.setControllerAdvice(context.getBeansWithAnnotation(RestControllerAdvice.class).values().toArray())
			.defaultResponseCharacterEncoding(StandardCharsets.UTF_8)
			.build();
	}

	/** Sets the time of the engine and of the clocks. */
	static void set(String local) {
		bean(CaseFileDatabase.class).clock.set(local);
		ClockUtil.setCurrentTime(Date.from(Calendar2026.at(local)));
	}

}
