package io.kefu.evidence;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.stereotype.Component;

/**
 * Writes seals and sealed days as files that verify without us (docs/adr/0017).
 */
@Component
public class SealExport {

	/** Names a file with the events of a day. */
	static final String DAY_FORMAT = "kefu-day-1";

	/** Names a file with seals. */
	static final String SEALS_FORMAT = "kefu-seals-1";

	private final Seals seals;

	SealExport(Seals seals) {
		this.seals = seals;
	}

	/**
	 * The seals.
	 * @param day a day whose hashes are added, so that a verification names the record
	 * even where all hashes of an export were made anew; or null
	 * @return content of {@code seals.json}
	 */
	public Map<String, Object> seals(LocalDate day) {
		List<Map<String, Object>> seals = new ArrayList<>();
		for (Seal seal : this.seals.all()) {
			Map<String, Object> entry = head(seal);
			entry.put("sealedAt", seal.sealedAt().toString());
			if (seal.day().equals(day)) {
				entry.put("hashes", this.seals.hashes(day));
			}
			seals.add(0, entry);
		}
		Map<String, Object> file = new LinkedHashMap<>();
		file.put("format", SEALS_FORMAT);
		file.put("seals", seals);
		return file;
	}

	/**
	 * The events of a sealed day as JSON Lines: the seal, then each event with its place
	 * and its hash when it was sealed. What is only in the archive, what is gone, and
	 * what the reader may not see has its hash, but no content.
	 * @param seal the day's seal
	 * @param hidden root process instances that the reader may not see
	 * @param out where to write; stays open
	 */
	public void write(Seal seal, Set<String> hidden, OutputStream out) {
		BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
		try {
			Map<String, Object> head = new LinkedHashMap<>();
			head.put("format", DAY_FORMAT);
			head.putAll(head(seal));
			line(writer, head);
			this.seals.forEach(seal.day(), (sealed) -> line(writer, content(sealed, hidden)));
			writer.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, Object> head(Seal seal) {
		Map<String, Object> head = new LinkedHashMap<>();
		head.put("day", seal.day().toString());
		head.put("events", seal.events());
		head.put("previousRoot", seal.previousRoot());
		head.put("root", seal.root());
		return head;
	}

	private static Map<String, Object> content(Seals.Sealed sealed, Set<String> hidden) {
		Map<String, Object> line = new LinkedHashMap<>();
		SealedEvent link = sealed.link();
		line.put("seq", link.seq());
		line.put("hash", link.hash());
		AuditEvent event = sealed.event();
		if (link.rootId() != null && hidden.contains(link.rootId())) {
			line.put("absent", Absent.WITHHELD.code());
		}
		else if (event != null) {
			line.put("event", event.content());
		}
		else {
			line.put("source", link.source());
			line.put("id", link.id());
			line.put("absent", (sealed.archived() ? Absent.ARCHIVED : Absent.MISSING).code());
		}
		return line;
	}

	private static void line(BufferedWriter writer, Map<String, Object> content) {
		try {
			writer.write(CanonicalJson.write(content));
			writer.write('\n');
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Why a line has no event.
	 */
	enum Absent {

		/** The archive has it. */
		ARCHIVED,

		/** The reader may not see it. */
		WITHHELD,

		/** Neither the database nor the archive has it. */
		MISSING;

		String code() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
