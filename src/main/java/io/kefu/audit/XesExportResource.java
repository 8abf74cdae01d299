package io.kefu.audit;

import java.util.Set;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;

import org.springframework.context.ApplicationContext;

/**
 * The event log of the instances that a list shows, as XES for process mining tools.
 */
public class XesExportResource extends AuditResource {

	XesExportResource(ApplicationContext beans) {
		super(beans);
	}

	@GET
	public Response log(@Context UriInfo uri) {
		Set<String> visible = visibleProcesses();
		InstanceFilter filter = InstanceFilter.of(uri.getQueryParameters());
		// Refuses what cannot be asked for, while there is still a status to set.
		bean(Instances.class).each(filter, visible, 1, (row) -> {
		});
		StreamingOutput log = (out) -> bean(XesExport.class).write(filter, visible, TableExportResource.MAX_ROWS, out);
		return file(log, "application/xml;charset=UTF-8", "kefu-log.xes");
	}

}
