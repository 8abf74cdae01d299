package io.kefu.document;

import java.time.OffsetDateTime;

/**
 * What is known about a stored document, without its content.
 *
 * @param id identifies it among all documents
 * @param kind name of its template
 * @param title Chinese title
 * @param fileName name under which it is saved, ends with {@code .pdf}
 * @param size bytes
 * @param createdAt when it was created, in the calendar's zone
 * @param createdBy login, or {@code system}
 */
record CaseDocument(long id, String kind, String title, String fileName, int size, OffsetDateTime createdAt,
		String createdBy) {
}
