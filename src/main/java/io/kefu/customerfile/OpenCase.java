package io.kefu.customerfile;

import java.time.OffsetDateTime;

/**
 * A case of the customer that is still being worked on, or one that was.
 *
 * @param caseNo case number; never null
 * @param kind kind of case, null before acceptance
 * @param state {@code OPEN}, {@code WAITING}, {@code CLOSED} or {@code WITHDRAWN}
 * @param description what the customer reported; never null
 * @param receivedAt when, in the company's zone; never null
 */
public record OpenCase(String caseNo, String kind, String state, String description, OffsetDateTime receivedAt) {
}
