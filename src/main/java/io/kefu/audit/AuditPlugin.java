package io.kefu.audit;

import java.util.Set;

import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/**
 * Makes the audit views part of Cockpit. Found through {@code META-INF/services}; its
 * pages lie under {@code plugin-webapp/kefu-audit}.
 */
public class AuditPlugin extends AbstractCockpitPlugin {

	/** Name of the plugin in URLs and on the class path. */
	public static final String ID = "kefu-audit";

	@Override
	public String getId() {
		return ID;
	}

	@Override
	public Set<Class<?>> getResourceClasses() {
		return Set.of(AuditRootResource.class);
	}

}
