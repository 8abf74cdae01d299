package io.kefu.demand;

import java.util.Locale;

/**
 * Where a key account's demand goes on once the dedicated person has it. The chart leaves
 * it open, so it is a setting: {@code kefu.demand.dedicated-continues-at}.
 */
enum DedicatedContinuesAt {

	/** With tracking, node 18. */
	TRACK,
	/** With the check of the customer's file, node 6, as everybody else's. */
	CHECK;

	String variable() {
		return name().toLowerCase(Locale.ROOT);
	}

}
