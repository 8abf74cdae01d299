package io.kefu.audit;

import java.time.LocalDate;
import java.util.List;

import io.kefu.evidence.Seals;
import io.kefu.problem.InvalidInputException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import org.springframework.context.ApplicationContext;

/**
 * 封存记录： the seals with what comparing history with them has shown, and a comparison on
 * demand. For those who read everything.
 */
public class SealsResource extends AuditResource {

	SealsResource(ApplicationContext beans) {
		super(beans);
	}

	@GET
	public Response list() {
		bean(SealAccess.class).require();
		return json(bean(Seals.class).allWithChecks());
	}

	/**
	 * What every page warns of.
	 * @return the days whose history was found altered; none for who may not see seals
	 */
	@GET
	@Path("altered")
	public Response altered() {
		return json(bean(AuditAccess.class).readsEverything() ? bean(Seals.class).altered() : List.of());
	}

	@GET
	@Path("check")
	public Response check(@QueryParam("day") String day) {
		bean(SealAccess.class).require();
		LocalDate date = Parameters.date("day", day);
		if (date == null) {
			throw InvalidInputException.of("day", "请填写要核对的日期“day”");
		}
		return json(bean(Seals.class).check(date).orElseThrow(() -> notSealed(date)));
	}

	static InvalidInputException notSealed(LocalDate day) {
		return InvalidInputException.notFound(day + " 没有封存记录：当天结束半小时后才会封存");
	}

}
