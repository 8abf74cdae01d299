package io.kefu.identity;

import java.util.Optional;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.ProcessEngineServicesAware;
import org.camunda.bpm.engine.impl.identity.Authentication;

import org.springframework.stereotype.Component;

/**
 * Who acts at the moment.
 */
@Component
public class Actor {

	/** Who acts in the engine's own jobs: the application itself. */
	public static final String SYSTEM = "system";

	private final IdentityService identity;

	Actor(IdentityService identity) {
		this.identity = identity;
	}

	/**
	 * The person on whose behalf the engine works.
	 * @return login, or {@code system} in the engine's own jobs
	 */
	public String current() {
		return login(this.identity);
	}

	/**
	 * The person whose action a delegate or listener carries out.
	 * @param services execution or task
	 * @return login, or {@code system} in the engine's own jobs
	 */
	public static String of(ProcessEngineServicesAware services) {
		return login(services.getProcessEngineServices().getIdentityService());
	}

	private static String login(IdentityService identity) {
		return Optional.ofNullable(identity.getCurrentAuthentication()).map(Authentication::getUserId).orElse(SYSTEM);
	}

}
