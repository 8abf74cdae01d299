package io.kefu.survey;

import io.kefu.problem.InvalidInputException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * The addresses that customers are sent. They need the address under which customers
 * reach this server; only the demo may do with its own machine's.
 */
@Component
class SurveyLinks {

	private final String base;

	SurveyLinks(@Value("${kefu.public-url:}") String publicUrl, @Value("${server.port:8080}") String port,
			Environment environment) {
		String own = environment.acceptsProfiles(Profiles.of("demo")) ? "http://localhost:" + port : null;
		this.base = publicUrl.isBlank() ? own : publicUrl.replaceAll("/+$", "");
	}

	/**
	 * Refuses where no address is known that a customer could open.
	 * @throws InvalidInputException (409)
	 */
	void requireAddress() {
		if (this.base == null) {
			throw InvalidInputException.conflict("尚未设置客户访问本系统的网址（KEFU_PUBLIC_URL），不能发送调查链接");
		}
	}

	/**
	 * The address of one recipient's page.
	 * @param token the secret
	 * @return an absolute address
	 */
	String of(String token) {
		return this.base + "/api/public/survey/" + token;
	}

}
