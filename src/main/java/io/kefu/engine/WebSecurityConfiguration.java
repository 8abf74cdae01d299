package io.kefu.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.IdentityService;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Puts the guards before everything else that answers requests.
 */
@Configuration(proxyBeanMethods = false)
class WebSecurityConfiguration {

	@Bean
	FilterRegistrationBean<SetupEndpointFilter> setupEndpointFilter() {
		FilterRegistrationBean<SetupEndpointFilter> registration = new FilterRegistrationBean<>(
				new SetupEndpointFilter());
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		registration.addUrlPatterns("/*");
		return registration;
	}

	@Bean
	FilterRegistrationBean<OwnNonceFilter> ownNonceFilter() {
		FilterRegistrationBean<OwnNonceFilter> registration = new FilterRegistrationBean<>(new OwnNonceFilter());
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
		registration.addUrlPatterns("/camunda/app/*");
		return registration;
	}

	@Bean
	FilterRegistrationBean<FallbackLabelsFilter> fallbackLabelsFilter(ObjectMapper json) {
		FilterRegistrationBean<FallbackLabelsFilter> registration = new FilterRegistrationBean<>(
				new FallbackLabelsFilter(json));
		registration.addUrlPatterns("/camunda/app/*");
		return registration;
	}

	@Bean
	FilterRegistrationBean<BasicAuthenticationFilter> basicAuthenticationFilter(IdentityService identity) {
		FilterRegistrationBean<BasicAuthenticationFilter> registration = new FilterRegistrationBean<>(
				new BasicAuthenticationFilter(identity));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
		registration.addUrlPatterns("/engine-rest/*", "/api/*", "/kefu/*", "/actuator/*");
		return registration;
	}

}
