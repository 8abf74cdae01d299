package io.kefu.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * Something that happened, with facts that never change afterwards. The view
 * {@code audit_event} says which facts those are.
 *
 * @param source what kind of fact, as {@code variable}
 * @param id the row that holds it, unique within its source
 * @param at when it happened
 * @param rootId root process instance; null for what belongs to none
 * @param caseNo case number, only of what the case file itself holds; else null
 * @param facts what happened; values are texts, whole numbers, lists and maps of them
 */
public record AuditEvent(String source, String id, Instant at, String rootId, String caseNo,
		Map<String, Object> facts) {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX")
		.withZone(AuditEvents.ZONE);

	/**
	 * Names the event among all others.
	 * @return source and id
	 */
	public String key() {
		return this.source + ":" + this.id;
	}

	/**
	 * What is hashed, exported and archived.
	 * @return names and values, without those that are null, in the order of their names
	 */
	public Map<String, Object> content() {
		Map<String, Object> content = new TreeMap<>();
		content.put("source", this.source);
		content.put("id", this.id);
		content.put("at", TIME.format(this.at));
		content.put("facts", this.facts);
		if (this.rootId != null) {
			content.put("root", this.rootId);
		}
		if (this.caseNo != null) {
			content.put("caseNo", this.caseNo);
		}
		return content;
	}

	/**
	 * The fingerprint of the event.
	 * @return SHA-256 of its canonical JSON, in hexadecimal
	 */
	public String hash() {
		return hash(content());
	}

	/**
	 * The fingerprint of an event that was read from a file.
	 * @param content as {@link #content()} gives it, in any order
	 * @return SHA-256 of its canonical JSON, in hexadecimal
	 */
	static String hash(Map<String, Object> content) {
		try {
			return Sha256.hex(CanonicalJson.write(content).getBytes(StandardCharsets.UTF_8));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
