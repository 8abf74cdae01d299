/**
 * Follow-up of installed customers: call, spot-check visit, feedback form and promise
 * (S4-420 to S4-428), and the weekly sample of cases to visit.
 */
package io.kefu.followup;
