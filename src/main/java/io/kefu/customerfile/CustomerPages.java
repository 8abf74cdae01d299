package io.kefu.customerfile;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives the page for customers' files its short address.
 */
@Configuration(proxyBeanMethods = false)
class CustomerPages implements WebMvcConfigurer {

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addRedirectViewController("/kefu/customers", "/kefu/customers/");
		registry.addViewController("/kefu/customers/").setViewName("forward:/kefu/customers/index.html");
	}

}
