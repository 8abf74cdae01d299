package io.kefu.retention;

import java.time.Instant;

/**
 * What was archived.
 *
 * @param rootId root process instance, or the name of a day's lone decisions
 * @param processKey key of its process; null for decisions
 * @param caseNo case number; null where there is none
 * @param endedAt when it ended
 * @param events how many events the file has
 * @param file below the archive's directory
 * @param size bytes
 * @param sha256 hash of the file in hexadecimal
 */
record ArchiveRecord(String rootId, String processKey, String caseNo, Instant endedAt, int events, String file,
		long size, String sha256) {
}
