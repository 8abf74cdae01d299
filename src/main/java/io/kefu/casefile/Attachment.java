package io.kefu.casefile;

import java.time.OffsetDateTime;

/**
 * What is known about an attached file, without its content.
 *
 * @param id identifies it among all attachments
 * @param fileName name under which it is saved
 * @param mediaType what it was found to be
 * @param size bytes
 * @param sha256 digest of the content, in hexadecimal
 * @param uploadedAt when, in the calendar's zone
 * @param uploadedBy login of who attached it
 * @param uploadedByName that person's name
 */
record Attachment(long id, String fileName, String mediaType, int size, String sha256, OffsetDateTime uploadedAt,
		String uploadedBy, String uploadedByName) {
}
