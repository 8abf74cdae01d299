/**
 * Deadlines of cases: the company's working calendar, the clocks that measure every
 * promise, and who is told when one runs out. What the periods are stands in the decision
 * table {@code deadline}.
 */
package io.kefu.deadline;
