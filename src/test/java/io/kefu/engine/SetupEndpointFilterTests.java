package io.kefu.engine;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class SetupEndpointFilterTests {

	private final SetupEndpointFilter filter = new SetupEndpointFilter();

	@ParameterizedTest
	@ValueSource(strings = { "/camunda/api/admin/setup/default/user/create", "/camunda/api/admin/setup",
			"/camunda/api/admin/setup/", "/Camunda/API/Admin/SETUP/default/user/create",
			"/camunda//api///admin//setup/default", "/camunda/./api/./admin/setup",
			"/camunda/api;a=b/admin;x/setup;jsessionid=1/default", "/camunda/api/admin/%73etup/default",
			"/camunda/api/%61dmin/%53ETUP", "/camunda/api/admin/%2573etup", "/camunda/api/admin%2fsetup",
			"/camunda/api\\admin\\setup", "/camunda/api/admin/setup%3Bx/default", "/camunda/api/admin;%2fx/setup",
			"/%2525252525252573" })
	void setupIsNotThereHoweverItIsSpelled(String path) throws Exception {
		assertThat(answer(path)).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/camunda/api/admin/auth/user/default/login/admin", "/camunda/app/admin/default/",
			"/camunda/api/engine/engine/default/user", "/", "/api/cases/100%", "/camunda/api/adminsetup" })
	void everythingElseIsThere(String path) throws Exception {
		assertThat(answer(path)).isEqualTo(200);
	}

	private int answer(String path) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.filter.doFilter(request, response, new MockFilterChain());
		return response.getStatus();
	}

}
