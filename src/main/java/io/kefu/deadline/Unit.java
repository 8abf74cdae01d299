package io.kefu.deadline;

/** In what a deadline is measured. */
public enum Unit {

	/** 小时: natural hours, day and night (S2-42). */
	HOUR("小时"),

	/** 工作小时: hours inside working time only. */
	WORKING_HOUR("个工作小时"),

	/** 工作日: the n-th following working day, at the time of day of the start. */
	WORKING_DAY("个工作日");

	private final String label;

	Unit(String label) {
		this.label = label;
	}

	/**
	 * An amount of this unit in words.
	 * @param amount how many
	 * @return Chinese text such as {@code 3个工作日}
	 */
	String text(int amount) {
		return amount + this.label;
	}

}
