/**
 * The case file: the case and its number, its timeline, customers and units; what staff,
 * auditors and other systems read about a case.
 */
package io.kefu.casefile;
