package io.kefu.audit;

import java.util.List;
import java.util.stream.Stream;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;

import org.springframework.context.ApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Where the requests of the audit pages arrive, below
 * {@code /camunda/api/cockpit/plugin/kefu-audit/default}. Cockpit's filter lets in
 * whoever is logged in, even only to Tasklist: each resource asks {@link AuditAccess}
 * first.
 */
@Path("plugin/" + AuditPlugin.ID)
public class AuditRootResource extends AbstractCockpitPluginRootResource {

	public AuditRootResource() {
		super(AuditPlugin.ID);
	}

	/** The modules that plugin.js is made of; Cockpit hands out nothing else. */
	@Override
	protected List<String> getAllowedAssets() {
		Stream<String> modules = Stream
			.of("activities", "api", "charts", "decisions", "diagram", "dom", "instance", "instances", "operations",
					"overview", "page", "rules", "seals", "timeline")
			.map((module) -> "app/" + module + ".js");
		return Stream.concat(super.getAllowedAssets().stream(), modules).toList();
	}

	@Path("default/processes")
	public ProcessesResource processes() {
		return new ProcessesResource(beans());
	}

	@Path("default/instances")
	public InstancesResource instances() {
		return new InstancesResource(beans());
	}

	@Path("default/overview")
	public OverviewResource overview() {
		return new OverviewResource(beans());
	}

	@Path("default/decisions")
	public DecisionsResource decisions() {
		return new DecisionsResource(beans());
	}

	@Path("default/operations")
	public OperationsResource operations() {
		return new OperationsResource(beans());
	}

	@Path("default/export")
	public TableExportResource tables() {
		return new TableExportResource(beans());
	}

	@Path("default/export/log.xes")
	public XesExportResource log() {
		return new XesExportResource(beans());
	}

	@Path("default/export/instances/{id}/audit.pdf")
	public AuditReportResource report(@PathParam("id") String id) {
		return new AuditReportResource(beans(), id);
	}

	@Path("default/export/seals.json")
	public SealsExportResource seals() {
		return new SealsExportResource(beans());
	}

	@Path("default/export/day/{day}.jsonl")
	public SealedDayExportResource sealedDay(@PathParam("day") String day) {
		return new SealedDayExportResource(beans(), day);
	}

	@Path("default/seals")
	public SealsResource sealRecords() {
		return new SealsResource(beans());
	}

	private ApplicationContext beans() {
		return WebApplicationContextUtils.getRequiredWebApplicationContext(this.servletContext);
	}

}
