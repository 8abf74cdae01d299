/**
 * Returned, repaired and exchanged goods: eligibility, RMA number, approval of an
 * exchange, goods-in, inspection, settlement and the ledger (S0-05…11, S1-39, S4-105,
 * S4-108, S4-330…334).
 */
package io.kefu.returns;
