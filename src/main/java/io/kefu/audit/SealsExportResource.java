package io.kefu.audit;

import java.time.LocalDate;

import io.kefu.evidence.SealExport;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import org.springframework.context.ApplicationContext;

/**
 * The seals as a file that verifies without this application, with the hashes of one day
 * if somebody asks for them. For those who read everything.
 */
public class SealsExportResource extends AuditResource {

	SealsExportResource(ApplicationContext beans) {
		super(beans);
	}

	@GET
	public Response seals(@QueryParam("day") String day) {
		bean(SealAccess.class).require();
		LocalDate date = Parameters.date("day", day);
		return jsonFile(bean(SealExport.class).seals(date), "seals" + ((date != null) ? "-" + date : "") + ".json");
	}

}
