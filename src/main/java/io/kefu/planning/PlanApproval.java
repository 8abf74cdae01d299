package io.kefu.planning;

import java.time.Instant;

/**
 * A decision of the management about one version (S1-22).
 *
 * @param revisionNo the version
 * @param approved whether it passed
 * @param note why, never null where it did not
 * @param decidedBy login of who decided
 * @param at when
 */
record PlanApproval(int revisionNo, boolean approved, String note, String decidedBy, Instant at) {
}
