package io.kefu.identity;

import io.kefu.KefuApplication;
import io.kefu.TestDatabase;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Starts the application as an operator does, without the demo.
 */
class ProductionStartTests {

	private final String database = TestDatabase.create();

	@Test
	void startsOnlyWithAnAdministratorPasswordAndWithoutDemoUsers() {
		assertThatThrownBy(this::start).hasRootCauseInstanceOf(UnsafePasswordException.class);
		assertThatThrownBy(() -> start("--kefu.admin.password=demo"))
			.hasRootCauseInstanceOf(UnsafePasswordException.class);
		try (ConfigurableApplicationContext application = start("--kefu.admin.login=chief",
				"--kefu.admin.password=Jv7-korriGe-lamp")) {
			IdentityService identity = application.getBean(IdentityService.class);
			assertThat(identity.checkPassword("chief", "Jv7-korriGe-lamp")).isTrue();
			assertThat(identity.createUserQuery().count()).isEqualTo(1);
		}
	}

	private ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(KefuApplication.class)
			.properties("spring.datasource.url=" + this.database, "spring.datasource.username=postgres",
					"spring.datasource.password=", "server.port=0", "spring.main.banner-mode=off")
			.run(arguments);
	}

}
