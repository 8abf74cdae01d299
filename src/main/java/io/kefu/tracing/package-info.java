/**
 * Tracing of product problems: analysis, countermeasures, traceability data, supplier
 * claims and the solution for those who asked (S1-08).
 */
package io.kefu.tracing;
