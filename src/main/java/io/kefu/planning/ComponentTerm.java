package io.kefu.planning;

/**
 * Warranty of one component where it differs from the whole unit's.
 *
 * @param component its name, stripped, never the whole unit
 * @param months months of warranty, 0 to 600
 */
record ComponentTerm(String component, int months) {
}
