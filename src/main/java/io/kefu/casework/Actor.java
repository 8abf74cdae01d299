package io.kefu.casework;

import java.util.Optional;

import org.camunda.bpm.engine.delegate.ProcessEngineServicesAware;
import org.camunda.bpm.engine.impl.identity.Authentication;

/**
 * Who acts.
 */
public final class Actor {

	private Actor() {
	}

	/**
	 * The login of the person whose action the engine carries out.
	 * @param services execution or task
	 * @return the login, or {@code system} in a job
	 */
	public static String of(ProcessEngineServicesAware services) {
		return Optional.ofNullable(services.getProcessEngineServices().getIdentityService().getCurrentAuthentication())
			.map(Authentication::getUserId)
			.orElse("system");
	}

}
