package io.kefu.audit;

import java.time.LocalDate;
import java.util.Set;

import io.kefu.problem.InvalidInputException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import org.springframework.context.ApplicationContext;

/**
 * 流程总览
 */
public class OverviewResource extends AuditResource {

	OverviewResource(ApplicationContext beans) {
		super(beans);
	}

	/**
	 * The figures of a process, or of one version of it.
	 * @param process key of the process
	 * @param version its version, nothing for all
	 * @param from first day of the period, nothing for the last {@link Overviews#DAYS}
	 * days
	 * @param to last day of the period, nothing for today
	 * @return the figures
	 */
	@GET
	public Response overview(@QueryParam("process") String process, @QueryParam("version") String version,
			@QueryParam("from") String from, @QueryParam("to") String to) {
		Set<String> visible = visibleProcesses();
		String key = Parameters.text("process", process);
		if (key == null) {
			throw InvalidInputException.of("process", "请选择流程（参数“process”）");
		}
		Integer number = Parameters.number("version", version);
		LocalDate first = Parameters.date("from", from);
		LocalDate last = Parameters.date("to", to);
		if (!visible.contains(key)) {
			throw InvalidInputException.notFound("没有流程“" + key + "”，或者您不能查看它的历史");
		}
		return json(bean(Overviews.class).of(key, number, first, last));
	}

	/**
	 * The diagram of a version.
	 * @param definitionId id of the process definition
	 * @return BPMN XML
	 */
	@GET
	@Path("diagram")
	public Response diagram(@QueryParam("definitionId") String definitionId) {
		Set<String> visible = visibleProcesses();
		String id = Parameters.text("definitionId", definitionId);
		if (id == null) {
			throw InvalidInputException.of("definitionId", "缺少参数“definitionId”");
		}
		Models models = bean(Models.class);
		String xml = models.definition(id)
			.filter((definition) -> visible.contains(definition.key()))
			.flatMap((definition) -> models.xml(id))
			.orElseThrow(() -> InvalidInputException.notFound("没有流程定义“" + id + "”，或者您不能查看它的历史"));
		return bpmn(xml);
	}

}
