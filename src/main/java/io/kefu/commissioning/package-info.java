/**
 * Commissioning: unpacking, adjustment, training and acceptance of instruments (S4-350 to
 * S4-354).
 */
package io.kefu.commissioning;
