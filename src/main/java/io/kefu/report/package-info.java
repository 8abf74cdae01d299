/**
 * Reports of employees about violations of the procedures (S2-82): who reported is not
 * recorded, and only the supervision group sees what was reported (docs/adr/0020).
 */
package io.kefu.report;
