package io.kefu.audit;

import java.time.LocalDate;
import java.util.Set;

import io.kefu.evidence.Seal;
import io.kefu.evidence.SealExport;
import io.kefu.evidence.Seals;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

import org.springframework.context.ApplicationContext;

/**
 * The sealed events of one day as a file that verifies without this application. For
 * those who read everything.
 */
public class SealedDayExportResource extends AuditResource {

	private final String day;

	SealedDayExportResource(ApplicationContext beans, String day) {
		super(beans);
		this.day = day;
	}

	@GET
	public Response events() {
		bean(SealAccess.class).require();
		LocalDate date = Parameters.date("day", this.day);
		Seal seal = bean(Seals.class).of(date).orElseThrow(() -> SealsResource.notSealed(date));
		Set<String> hidden = bean(SealAccess.class).hidden();
		StreamingOutput lines = (out) -> bean(SealExport.class).write(seal, hidden, out);
		return file(lines, "application/x-ndjson;charset=UTF-8", date + ".jsonl");
	}

}
