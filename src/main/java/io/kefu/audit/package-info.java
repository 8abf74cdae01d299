/**
 * What Cockpit shows auditors about running and finished work: a plugin of Cockpit that
 * reads the engine's history and the case file, and changes nothing.
 */
package io.kefu.audit;
