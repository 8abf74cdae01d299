/**
 * What all processes do with their case: open it, pause it, withdraw it, finish it, and
 * what a clerk registers about it meanwhile.
 */
package io.kefu.casework;
