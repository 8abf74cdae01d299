package io.kefu.customerfile;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * One attempt to load a file: how far it is, or how it ended. It stays for the auditor.
 *
 * @param id its id
 * @param kind {@code customers} or {@code units}
 * @param fileName name of the file as the browser sent it; never null
 * @param fileBytes its size in bytes
 * @param dryRun whether nothing is to be written
 * @param startedBy login of whoever uploaded it; never null
 * @param startedAt when, in the company's zone; never null
 * @param finishedAt when it ended, null while it runs
 * @param state {@code RUNNING}; {@code REJECTED}: lines are wrong, nothing written;
 * {@code CHECKED}: a dry run found nothing wrong; {@code IMPORTED}; {@code FAILED}:
 * nothing written, see the message
 * @param phase what it is doing, in Chinese; never null
 * @param encoding how the file was read; never null
 * @param linesRead lines read so far, without the header
 * @param linesTotal lines in the file, roughly
 * @param counts what was written, or would be, by kind of entry; null before that
 * @param rejectedTotal how many mistakes were found
 * @param rejectedLines the first of them, by line; null in lists
 * @param message why it failed, in Chinese; null where it did not
 */
record ImportRecord(long id, String kind, String fileName, long fileBytes, boolean dryRun, String startedBy,
		OffsetDateTime startedAt, OffsetDateTime finishedAt, String state, String phase, String encoding,
		long linesRead, long linesTotal, Map<String, Long> counts, long rejectedTotal, List<RejectedLine> rejectedLines,
		String message) {
}
