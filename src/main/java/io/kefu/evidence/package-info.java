/**
 * Evidence that history is as it was: facts, the daily seal over them, and what verifies
 * both (docs/adr/0017).
 */
package io.kefu.evidence;
