package io.kefu.survey;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives the page of reports its short address.
 */
@Configuration(proxyBeanMethods = false)
class SurveyWebPages implements WebMvcConfigurer {

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addRedirectViewController("/kefu/surveys", "/kefu/surveys/");
		registry.addViewController("/kefu/surveys/").setViewName("forward:/kefu/surveys/index.html");
	}

}
