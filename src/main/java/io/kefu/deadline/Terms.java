package io.kefu.deadline;

/**
 * What the decision table {@code deadline} says about one clock. Percents are parts of
 * the period: 75 reminds when three quarters have passed, 150 escalates when it has run
 * out by half.
 *
 * @param label the promise in Chinese, for people
 * @param amount how many units, at least 1
 * @param unit the unit
 * @param startsFrom when the first round begins
 * @param warnPercent when the assignee is reminded, 1 to 100
 * @param leadPercent when the department's leader is told, at least 100
 * @param managementPercent when the management is told, at least {@code leadPercent}
 * @param extendable whether a later date may be agreed with the customer (S4-322)
 */
record Terms(String label, int amount, Unit unit, StartsFrom startsFrom, int warnPercent, int leadPercent,
		int managementPercent, boolean extendable) {

	Terms {
		if (amount < 1 || amount > 10_000) {
			throw new IllegalArgumentException("The amount of a deadline must be 1 to 10000: " + amount);
		}
		if (warnPercent < 1 || warnPercent > 100 || leadPercent < 100 || managementPercent < leadPercent) {
			throw new IllegalArgumentException("The steps of a deadline must be in order, 1 <= warn <= 100 <= lead"
					+ " <= management: " + warnPercent + ", " + leadPercent + ", " + managementPercent);
		}
	}

	String text() {
		return this.unit.text(this.amount);
	}

}
