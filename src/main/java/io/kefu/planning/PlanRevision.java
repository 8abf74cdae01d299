package io.kefu.planning;

import java.time.Instant;

/**
 * One version of a plan; never changed afterwards.
 *
 * @param no 1, 2, … within the plan
 * @param step name of the step in which it was written, Chinese
 * @param terms what it says
 * @param author login of its author
 * @param at when it was written
 */
record PlanRevision(int no, String step, PlanTerms terms, String author, Instant at) {
}
