package io.kefu.engine;

import io.kefu.ApplicationTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpointGroups;

import static org.assertj.core.api.Assertions.assertThat;

@ApplicationTest
class HealthTests {

	@Autowired
	private HealthEndpointGroups groups;

	@Test
	void nodeWithoutItsDatabaseIsNotReadyButIsNotRestarted() {
		assertThat(this.groups.get("readiness").isMember("db")).isTrue();
		assertThat(this.groups.get("liveness").isMember("db")).isFalse();
		assertThat(this.groups.get("readiness").isMember("mail")).isFalse();
	}

}
