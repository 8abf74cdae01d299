package io.kefu.audit;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.camunda.bpm.engine.history.UserOperationLogEntry;

import org.springframework.context.ApplicationContext;

/**
 * 操作日志
 */
public class OperationsResource extends AuditResource {

	OperationsResource(ApplicationContext beans) {
		super(beans);
	}

	/** What can be filtered by. */
	private record Kinds(List<OperationLabels.Kind> operations, List<OperationLabels.Kind> entities) {
	}

	/**
	 * A page of the log.
	 * @param uri with the filter, see {@link Operations.Filter}
	 * @param after where the page before ended
	 * @return the page
	 */
	@GET
	public Response operations(@Context UriInfo uri, @QueryParam("after") String after) {
		Operations.Visible visible = visible(this);
		return json(bean(Operations.class).page(Operations.Filter.of(uri.getQueryParameters()), visible, after));
	}

	/**
	 * The operations and entities to choose from.
	 * @return their codes with labels
	 */
	@GET
	@Path("kinds")
	public Response kinds() {
		visibleProcesses();
		return json(new Kinds(OperationLabels.operations(), OperationLabels.entities()));
	}

	static Operations.Visible visible(AuditResource resource) {
		Set<String> processes = resource.visibleProcesses();
		AuditAccess access = resource.bean(AuditAccess.class);
		return new Operations.Visible(processes,
				Stream
					.of(UserOperationLogEntry.CATEGORY_ADMIN, UserOperationLogEntry.CATEGORY_OPERATOR,
							UserOperationLogEntry.CATEGORY_TASK_WORKER)
					.filter(access::readsOperations)
					.collect(Collectors.toUnmodifiableSet()));
	}

}
