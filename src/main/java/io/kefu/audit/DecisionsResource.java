package io.kefu.audit;

import java.util.Set;

import io.kefu.problem.InvalidInputException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.springframework.context.ApplicationContext;

/**
 * 决策审计
 */
public class DecisionsResource extends AuditResource {

	DecisionsResource(ApplicationContext beans) {
		super(beans);
	}

	/**
	 * A page of evaluations.
	 * @param uri with the filter, see {@link Decisions.Filter}
	 * @param after where the page before ended
	 * @return the page
	 */
	@GET
	public Response decisions(@Context UriInfo uri, @QueryParam("after") String after) {
		Decisions.Visible visible = visible(this);
		return json(bean(Decisions.class).page(Decisions.Filter.of(uri.getQueryParameters()), visible, after));
	}

	/**
	 * The tables to choose from.
	 * @return their keys, names and versions
	 */
	@GET
	@Path("tables")
	public Response tables() {
		return json(bean(Decisions.class).tables(visible(this)));
	}

	/**
	 * How often each rule of a table fired.
	 * @param decision key of the decision
	 * @param version its version, nothing for the newest
	 * @param from first day of the period, nothing for the last {@link Overviews#DAYS}
	 * days
	 * @param to last day of the period, nothing for today
	 * @return the table with figures
	 */
	@GET
	@Path("rules")
	public Response rules(@QueryParam("decision") String decision, @QueryParam("version") String version,
			@QueryParam("from") String from, @QueryParam("to") String to) {
		Decisions.Visible visible = visible(this);
		String key = Parameters.text("decision", decision);
		if (key == null) {
			throw InvalidInputException.of("decision", "请选择决策表（参数“decision”）");
		}
		return json(bean(Decisions.class).rules(key, Parameters.number("version", version),
				Parameters.date("from", from), Parameters.date("to", to), visible));
	}

	static Decisions.Visible visible(AuditResource resource) {
		Set<String> processes = resource.visibleProcesses();
		return new Decisions.Visible(resource.bean(AuditAccess.class).decisions(), processes);
	}

}
