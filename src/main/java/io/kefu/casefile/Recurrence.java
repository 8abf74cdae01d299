package io.kefu.casefile;

/**
 * How often the same problem was reported, the present report counted in (S0-35).
 *
 * @param sameCustomerCount reports of the same customer
 * @param distinctCustomerCount customers who reported it
 */
public record Recurrence(int sameCustomerCount, int distinctCustomerCount) {
}
