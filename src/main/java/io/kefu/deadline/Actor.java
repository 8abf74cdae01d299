package io.kefu.deadline;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.stereotype.Component;

/**
 * Who acts at the moment.
 */
@Component
class Actor {

	private final IdentityService identity;

	Actor(IdentityService identity) {
		this.identity = identity;
	}

	/**
	 * The person on whose behalf the engine works.
	 * @return login, or {@code system} in the engine's own jobs
	 */
	String current() {
		Authentication user = this.identity.getCurrentAuthentication();
		return (user != null && user.getUserId() != null) ? user.getUserId() : "system";
	}

}
