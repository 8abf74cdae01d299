/**
 * Satisfaction surveys (S1-12, S2-85, S4-504): campaigns over a sample of closed cases,
 * the public page behind a one-time link, results of third parties, the report.
 */
package io.kefu.survey;
