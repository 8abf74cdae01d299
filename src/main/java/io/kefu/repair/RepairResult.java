package io.kefu.repair;

/**
 * What came of a repair.
 */
enum RepairResult {

	/** Solved on the phone. */
	SOLVED_BY_PHONE("solved", "电话指导已解决"),
	/** Solved at the customer's. */
	SOLVED_ONSITE("solved", "上门服务已解决"),
	/** The customer was never at home. */
	ABSENT("absent", "三次上门客户均不在，先行办结"),
	/** Repaired and handed over. */
	REPAIRED("repaired", "已维修并交付客户"),
	/** Exchanged. */
	EXCHANGED("exchanged", "已为客户调换"),
	/** Taken back. */
	REFUNDED("refunded", "已为客户退货"),
	/** Repaired in the course of a return. */
	RETURNED_REPAIRED("repaired", "已返修并送还客户"),
	/** The customer gave up. */
	DECLINED("declined", "客户放弃维修"),
	/** The customer did not agree to the quote. */
	QUOTE_DECLINED("declined", "客户不同意维修，产品已退还"),
	/** It cannot be repaired. */
	IRREPARABLE("irreparable", "不能修复，已向客户说明并退还产品");

	private final String code;

	private final String text;

	RepairResult(String code, String text) {
		this.code = code;
		this.text = text;
	}

	/**
	 * For callers: solved, absent, repaired, exchanged, refunded, declined or
	 * irreparable.
	 * @return the code
	 */
	String code() {
		return this.code;
	}

	/**
	 * For people, in Chinese.
	 * @return the text
	 */
	String text() {
		return this.text;
	}

	/**
	 * What came of a visit after which nothing was repaired.
	 * @param visitResult as {@code onsite-service} gives it
	 * @return the result
	 */
	static RepairResult ofVisit(String visitResult) {
		return switch (visitResult) {
			case "solved" -> SOLVED_ONSITE;
			case "absent" -> ABSENT;
			default -> IRREPARABLE;
		};
	}

	/**
	 * What came of a return or exchange.
	 * @param returnResult as {@code return-exchange} gives it
	 * @return the result
	 */
	static RepairResult ofReturn(String returnResult) {
		return switch (returnResult) {
			case "refunded" -> REFUNDED;
			case "repaired" -> RETURNED_REPAIRED;
			default -> EXCHANGED;
		};
	}

}
