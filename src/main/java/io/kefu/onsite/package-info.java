/**
 * On-site service: appointment, transport, visit, signatures and promise (S1-09).
 */
package io.kefu.onsite;
