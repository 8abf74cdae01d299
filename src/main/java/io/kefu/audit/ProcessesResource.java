package io.kefu.audit;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;

import org.springframework.context.ApplicationContext;

/**
 * The processes whose history the user may read, with their versions.
 */
public class ProcessesResource extends AuditResource {

	ProcessesResource(ApplicationContext beans) {
		super(beans);
	}

	@GET
	public Response list() {
		return json(bean(Models.class).processes(visibleProcesses()));
	}

}
