package io.kefu.audit;

import java.util.Set;

import io.kefu.problem.InvalidInputException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.springframework.context.ApplicationContext;

/**
 * 历史实例 and 实例审计： the list of all instances, and everything about one.
 */
public class InstancesResource extends AuditResource {

	InstancesResource(ApplicationContext beans) {
		super(beans);
	}

	@GET
	public Response list(@Context UriInfo uri, @QueryParam("after") String after) {
		Set<String> visible = visibleProcesses();
		return json(bean(Instances.class).page(InstanceFilter.of(uri.getQueryParameters()), visible, after));
	}

	@GET
	@Path("{id}")
	public Response audit(@PathParam("id") String id) {
		Set<String> visible = visibleProcesses();
		return json(bean(InstanceAudits.class).audit(id, visible, bean(AuditAccess.class).decisions())
			.orElseThrow(InstancesResource::notVisible));
	}

	@GET
	@Path("{id}/diagram")
	public Response diagram(@PathParam("id") String id) {
		Set<String> visible = visibleProcesses();
		Instances.Instance instance = bean(Instances.class).find(id, visible)
			.orElseThrow(InstancesResource::notVisible);
		return bean(Models.class).xml(instance.row().definitionId())
			.map(this::bpmn)
			.orElseThrow(() -> InvalidInputException.notFound("流程实例所用版本的流程图已被删除"));
	}

	static InvalidInputException notVisible() {
		return InvalidInputException.notFound("流程实例不存在，或您无权查看");
	}

}
