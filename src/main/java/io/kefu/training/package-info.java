/**
 * Training of customers and of the own staff: plan, material and its versions,
 * attendance, feedback, and a record of every person (S1-10, S1-11, S0-18, S4-502).
 */
package io.kefu.training;
