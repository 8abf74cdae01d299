/**
 * The customer's file: who the customer is, who looks after it, which units, contracts
 * and cases it has, what was promised for a product; and how master data comes in and is
 * maintained (S1-33, S1-34, S1-35).
 */
package io.kefu.customerfile;
