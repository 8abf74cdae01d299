package io.kefu.audit;

import java.time.LocalDate;
import java.util.Set;

import io.kefu.evidence.Seal;
import io.kefu.evidence.SealExport;
import io.kefu.evidence.Seals;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.springframework.context.ApplicationContext;

/**
 * The seals, or the sealed events of one day, as files that verify without this
 * application. For those who read everything.
 */
public class SealExportResource extends AuditResource {

	private final String day;

	SealExportResource(ApplicationContext beans, String day) {
		super(beans);
		this.day = day;
	}

	@GET
	public Response export(@QueryParam("day") String withHashes) {
		bean(SealAccess.class).require();
		if (this.day == null) {
			LocalDate date = Parameters.date("day", withHashes);
			return Response.fromResponse(json(bean(SealExport.class).seals(date)))
				.header("Content-Disposition",
						"attachment; filename=\"seals" + ((date != null) ? "-" + date : "") + ".json\"")
				.build();
		}
		LocalDate date = Parameters.date("day", this.day);
		Seal seal = bean(Seals.class).of(date).orElseThrow(() -> SealsResource.notSealed(date));
		Set<String> hidden = bean(SealAccess.class).hidden();
		StreamingOutput lines = (out) -> bean(SealExport.class).write(seal, hidden, out);
		return Response.ok(lines, "application/x-ndjson;charset=UTF-8")
			.header("Content-Disposition", "attachment; filename=\"" + date + ".jsonl\"")
			.header("Cache-Control", "no-store")
			.build();
	}

}
