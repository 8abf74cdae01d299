package io.kefu.engine;

import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class BasicAuthenticationFilterTests {

	@Test
	void pageWhoseSessionIsOverIsToldSoAndTheBrowserAsksForNoPassword() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/cases");
		BasicAuthenticationFilter filter = new BasicAuthenticationFilter(mock(IdentityService.class));
		MockHttpServletResponse toAProgram = new MockHttpServletResponse();
		filter.doFilter(request, toAProgram, new MockFilterChain());
		assertThat(toAProgram.getStatus()).isEqualTo(401);
		assertThat(toAProgram.getHeader("WWW-Authenticate")).startsWith("Basic");
		request.addHeader("X-Requested-With", "XMLHttpRequest");
		MockHttpServletResponse toAPage = new MockHttpServletResponse();
		filter.doFilter(request, toAPage, new MockFilterChain());
		assertThat(toAPage.getStatus()).isEqualTo(401);
		assertThat(toAPage.getHeader("WWW-Authenticate")).isNull();
		assertThat(toAPage.getContentAsString()).contains("登录已失效");
	}

	@Test
	void whileTheDatabaseIsAwayCallersAreToldToComeBack() throws Exception {
		IdentityService identity = mock(IdentityService.class);
		given(identity.checkPassword(anyString(), anyString()))
			.willThrow(new CannotCreateTransactionException("Could not open JDBC Connection"));
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/cases");
		request.addHeader("Authorization", "Basic YTpi");
		MockHttpServletResponse response = new MockHttpServletResponse();
		MockFilterChain behind = new MockFilterChain();
		new BasicAuthenticationFilter(identity).doFilter(request, response, behind);
		assertThat(response.getStatus()).isEqualTo(503);
		assertThat(response.getHeader("Retry-After")).isEqualTo("10");
		assertThat(response.getContentAsString()).contains("数据库暂时连接不上");
		assertThat(behind.getRequest()).as("nothing is done").isNull();
	}

}
