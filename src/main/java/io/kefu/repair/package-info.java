/**
 * Hardware repair （硬件维修）： what its steps do besides people's work, and the life file of
 * the repaired products.
 */
package io.kefu.repair;
