package io.kefu.casefile;

/**
 * Where a case stands.
 */
public enum CaseState {

	/** Being worked on. */
	OPEN("处理中"),
	/** Waiting for the customer; clocks stand still, except the first reply's. */
	WAITING("等待客户"),
	/** Closed. */
	CLOSED("已结案"),
	/** Withdrawn by the customer. */
	WITHDRAWN("已撤回");

	private final String label;

	CaseState(String label) {
		this.label = label;
	}

	/**
	 * The Chinese word for people.
	 * @return the label, never null
	 */
	public String label() {
		return this.label;
	}

	/**
	 * Whether nothing more can happen in the case.
	 * @return true when closed or withdrawn
	 */
	public boolean isFinal() {
		return this == CLOSED || this == WITHDRAWN;
	}

}
